"""Rows of field work for rule tests: events, crews, samples, on one made-up day."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

DAY = dt.date(2026, 3, 2)
LAB = "91640100MA0LAB0005"
OTHER_LAB = "91640100MA00M0007W"
PLANT = "91640200MA0PLANT5F"
ANNA, BORIS = "p7f3a9c2e51d04b8", "p1b2c3d4e5f60718"

Row = dict[str, Any]

EAST_KM = 0.011412
"""Degrees of longitude in one kilometre at 38 degrees north."""


def at(text: str, day: dt.date = DAY) -> dt.datetime:
    """A moment of the day, ``09:30`` or ``+1 00:15`` for the day after."""
    later, _, clock = text.rpartition(" ")
    return dt.datetime.combine(day + dt.timedelta(days=int(later or 0)), dt.time.fromisoformat(clock))


def event(event_id: str, start: str, end: str, *, km: float | None = 0.0, lab: str = LAB, **more: Any) -> Row:
    """An event ``km`` kilometres east of a fixed point."""
    lon, lat = (None, None) if km is None else (106.0 + km * EAST_KM, 38.0)
    return {
        "event_id": event_id, "lab_id": lab, "category": "water", "started_at": at(start), "ended_at": at(end),
        "lon": lon, "lat": lat, **more,
    }  # fmt: skip


def crew(event_id: str, *people: str, **more: Any) -> list[Row]:
    """Crew entries of an event."""
    return [{"event_id": event_id, "person_id": person, **more} for person in people]


def sample(
    sample_no: str, event_id: str | None = None, start: str | None = None, end: str | None = None, **more: Any
) -> Row:
    """A sample with the span in which it was drawn."""
    return {
        "sample_no": sample_no, "lab_id": LAB, "event_id": event_id,
        "collected_from_at": at(start) if start else None, "collected_to_at": at(end) if end else None, **more,
    }  # fmt: skip


def laboratory(*kms: float, lab: str = LAB) -> dict[str, list[Row]]:
    """A laboratory with certified sites that many kilometres east of the fixed point."""
    return {
        "certificates": [
            {"cert_no": "C1", "org_id": lab, "issued_on": dt.date(2023, 1, 1), "expires_on": dt.date(2028, 12, 31)}
        ],
        "certificate_sites": [
            {"cert_no": "C1", "site_id": f"S{km}", "lon": 106.0 + km * EAST_KM, "lat": 38.0} for km in kms
        ],
    }


def person(name: str) -> str:
    """A person's digest made from a name."""
    return "p" + hashlib.sha256(name.encode()).hexdigest()[:15]


def gathered(*scenes: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The rows of several scenes in one data set, so that one judgement serves them all."""
    tables: dict[str, list[Row]] = {}
    for scene in scenes:
        for name, rows in scene.items():
            tables.setdefault(name, []).extend(rows)
    return tables
