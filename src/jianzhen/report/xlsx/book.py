"""The workbook: leads, findings, evidence, what could not be judged, and what the sheets mean."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import xlsxwriter

from jianzhen.report.results import Results
from jianzhen.report.xlsx.about import write_about
from jianzhen.report.xlsx.evidence import write_evidence
from jianzhen.report.xlsx.findings import write_findings
from jianzhen.report.xlsx.leads import write_list
from jianzhen.report.xlsx.unjudged import write_unjudged

CREATED = dt.datetime(2000, 1, 1)
"""A fixed date: the same run gives the same bytes."""
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


def write_leads(results: Results, path: Path) -> None:
    """Write the workbook of a run."""
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        book.set_properties({"title": "鉴真线索 Jianzhen leads", "created": CREATED})
        write_list(book, results)
        write_findings(book, results)
        write_evidence(book, results)
        write_unjudged(book, results)
        write_about(book, results)
