"""The sender's own workbook with every fault written where it is."""

from __future__ import annotations

import io
from collections import defaultdict
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from jianzhen.intake.faults import Fault
from jianzhen.intake.read.header import SEARCH_ROWS
from jianzhen.words import Words

HEADING = Words("问题", "Faults")
_RED = PatternFill("solid", start_color="FFC7CE")


def annotated(workbook: Path, faults: list[Fault], *, english: bool) -> bytes:
    """The workbook with red cells, a note in each, and a column that tells all faults of a row."""
    book = load_workbook(workbook)
    by_sheet: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        by_sheet[fault.sheet].append(fault)
    for name, found in by_sheet.items():
        if name in book.sheetnames:
            _annotate(book[name], found, english=english)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _annotate(sheet: Worksheet, faults: list[Fault], *, english: bool) -> None:
    last = sheet.max_column + 1
    sheet.cell(1, last, HEADING.en if english else HEADING.zh)
    told: dict[int, list[str]] = defaultdict(list)
    for fault in faults:
        row = fault.row or 1
        text = _text(fault, english=english)
        told[row].append(f"{fault.column}: {text}" if fault.column else text)
        if column := _column(sheet, fault.column):
            cell = sheet.cell(row, column)
            cell.fill = _RED
            cell.comment = Comment(text, "Jianzhen")
    for row, texts in told.items():
        target = sheet.cell(row, last + (1 if row == 1 else 0))
        target.value, target.data_type = "\n".join(dict.fromkeys(texts)), "s"
        target.fill = _RED


def _text(fault: Fault, *, english: bool) -> str:
    if english:
        return f"expected {fault.expected.en}; {fault.remedy.en}"
    return f"应为：{fault.expected.zh}。{fault.remedy.zh}"


def _column(sheet: Worksheet, heading: str) -> int | None:
    if not heading:
        return None
    for row in sheet.iter_rows(min_row=1, max_row=SEARCH_ROWS):
        for cell in row:
            if str(cell.value or "").strip() == heading:
                return int(cell.column)
    return None
