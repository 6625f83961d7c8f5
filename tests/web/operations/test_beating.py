from __future__ import annotations

import datetime as dt
import time

import pytest
from django.db import DatabaseError

from jianzhen.web.operations import beating
from jianzhen.web.operations.models import Heart

pytestmark = pytest.mark.django_db(transaction=True)


def wait_for(truth: object, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not truth():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_process_is_alive_while_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[str] = []
    monkeypatch.setattr(beating, "_note", lambda heart: noted.append(heart.name))
    monkeypatch.setattr(beating, "_end", lambda name: noted.append(f"end of {name}"))
    with beating.beating("worker", 0.01) as name:
        wait_for(lambda: len(noted) > 2)
    assert set(noted[:-1]) == {name}
    assert noted[-1] == f"end of {name}"


def test_what_is_noted_stands_in_the_table_until_the_end() -> None:
    now = dt.datetime(2026, 6, 1, 8)
    heart = Heart(name="worker-a-1", part="worker", host="a", pid=1, started_at=now, beat_at=now)
    beating._note(heart)
    heart.beat_at = now + dt.timedelta(seconds=15)
    beating._note(heart)
    assert list(Heart.objects.values_list("name", "beat_at")) == [("worker-a-1", heart.beat_at)]
    beating._end("worker-a-1")
    assert not Heart.objects.exists()


def test_a_database_that_is_away_does_not_end_the_heart(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []

    def away(_: object) -> None:
        tries.append(1)
        raise DatabaseError("away")

    monkeypatch.setattr(beating, "_note", away)
    monkeypatch.setattr(beating, "_end", away)
    with beating.beating("scheduler", 0.01):
        wait_for(lambda: len(tries) > 2)
    assert "did not answer" in caplog.text


def test_processes_that_are_long_gone_are_forgotten() -> None:
    now = dt.datetime(2026, 6, 1, 8)
    for name, days in (("old", 3), ("new", 1)):
        at = now - dt.timedelta(days=days)
        Heart.objects.create(name=name, part="worker", host="a", pid=1, started_at=at, beat_at=at)
    beating.forget_dead(now)
    assert list(Heart.objects.values_list("name", flat=True)) == ["new"]
