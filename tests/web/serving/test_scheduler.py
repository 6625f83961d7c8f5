from __future__ import annotations

import threading

import pytest
from django.db import DatabaseError

from jianzhen.web.serving import jobs, scheduler


def test_it_looks_until_it_is_told_to_stop_and_waits_for_a_database(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop = threading.Event()
    looks = []

    def run_due(*_: object) -> list[str]:
        looks.append(1)
        if len(looks) == 3:
            stop.set()
        if len(looks) == 1:
            raise DatabaseError("away")
        return []

    monkeypatch.setattr(jobs, "registered", list)
    monkeypatch.setattr(jobs, "run_due", run_due)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    scheduler.loop(stop, 0)
    assert len(looks) == 3
    assert "trying again" in caplog.text
