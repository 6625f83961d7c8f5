"""Rows of laboratory work and reports for rule tests; every scene is a laboratory of its own."""

from __future__ import annotations

import datetime as dt
from typing import Any

Row = dict[str, Any]
Scene = dict[str, list[Row]]

COD, AMMONIA, BOD = ("化学需氧量", "HJ 828-2017"), ("氨氮", "HJ 535-2009"), ("五日生化需氧量", "HJ 505-2009")
_OWNER = {"instruments": "org_id"}


def at(day: int, clock: str = "00:00") -> dt.datetime:
    """A moment of March 2026; without a clock only the day is known."""
    return dt.datetime.combine(dt.date(2026, 3, day), dt.time.fromisoformat(clock))


def sample(sample_no: str = "S-2601-1", taken: dt.datetime | None = None, **more: Any) -> Row:
    """A sample by its start of collection."""
    return {"sample_no": sample_no, "collected_from_at": taken, **more}


def raw(
    text: str = "25", sample_no: str = "S-2601-1", what: tuple[str, str] = COD, unit: str = "mg/L", **more: Any
) -> Row:
    """A raw result."""
    return {
        "sample_no": sample_no, "parameter": what[0], "method": what[1], "value_text": text, "unit": unit, **more,
    }  # fmt: skip


def run(run_id: str, start: dt.datetime, end: dt.datetime, **more: Any) -> Row:
    """An instrument run."""
    return {"run_id": run_id, "instrument_id": "YQ-1", "started_at": start, "ended_at": end, **more}


def report(report_no: str = "R1", issued: dt.datetime | None = None, **more: Any) -> Row:
    """A report on water, issued by default long after any sampling of these tests."""
    return {
        "report_no": report_no, "copy": "original", "kind": "entrusted", "category": "water",
        "issued_at": issued or at(30, "10:00"), **more,
    }  # fmt: skip


def line(
    text: str = "25",
    sample_no: str | None = "S-2601-1",
    what: tuple[str, str] = COD,
    unit: str = "mg/L",
    *,
    report_no: str = "R1",
    number: int = 1,
    **more: Any,
) -> Row:
    """A line of a report."""
    return {
        "report_no": report_no, "line": number, "sample_no": sample_no, "parameter": what[0], "method": what[1],
        "value_text": text, "unit": unit, **more,
    }  # fmt: skip


def numbered(lines: list[Row]) -> list[Row]:
    """Lines with their numbers in the order given."""
    return [{**row, "line": number} for number, row in enumerate(lines, start=1)]


def scenes(**told: Scene) -> Scene:
    """Several scenes in one data set, the laboratory of each called by the scene's name."""
    tables: Scene = {}
    for name, scene in told.items():
        for table, rows in scene.items():
            owner = _OWNER.get(table, "lab_id")
            tables.setdefault(table, []).extend({owner: name, **row} for row in rows)
    return tables


def found(answer: Any) -> list[str]:
    """The laboratories with findings, one entry per finding."""
    return sorted(finding.subject for finding in answer.findings)


def severities(answer: Any) -> dict[str, str]:
    """Severity by laboratory."""
    return {finding.subject: finding.severity for finding in answer.findings}


def told(answer: Any, subject: str) -> dict[str, int]:
    """What could be judged of one laboratory: number of units by reason, "" for judged."""
    return {row.reason: row.units for row in answer.coverage if row.subject == subject}


def evidence(finding: Any) -> list[tuple[str, str]]:
    """Table and role of every evidence row."""
    return sorted((row.table, row.role) for row in finding.evidence)
