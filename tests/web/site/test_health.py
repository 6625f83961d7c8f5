from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.test import Client

from jianzhen.web.site import health


@pytest.mark.django_db
def test_all_parts_are_well(client: Client) -> None:
    answer = client.get("/health/")
    assert answer.status_code == 200
    assert answer.json() == {"well": True, "database": "ok", "migrations": "ok"}


def test_a_failing_part_is_named_without_its_error(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise DatabaseError("password of clerk is wrong")

    monkeypatch.setattr(health, "PARTS", {"database": broken, "migrations": lambda: "2 behind"})
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json() == {"well": False, "database": "failed", "migrations": "2 behind"}
