"""Writes what people open: the report and the list of leads."""

from __future__ import annotations

from pathlib import Path

from jianzhen.report.results import Results


def write_reports(folder: Path) -> None:
    """Write ``report.html`` and ``leads.xlsx`` of a run's folder into it."""
    Results(folder)
