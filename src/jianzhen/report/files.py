"""Writes what people open: the report and the list of leads."""

from __future__ import annotations

from pathlib import Path

from jianzhen.report.html import write_report
from jianzhen.report.results import Results
from jianzhen.report.xlsx import write_leads

REPORT = "report.html"
LIST = "leads.xlsx"


def write_reports(folder: Path) -> None:
    """Write ``report.html`` and ``leads.xlsx`` of a run's folder into it."""
    results = Results(folder)
    with (folder / REPORT).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as target:
        write_report(results, target)
    write_leads(results, folder / LIST)
