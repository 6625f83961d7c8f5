"""The one way in which lists leave as Excel: text stays text, whatever it begins with."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 50_000
_OPTIONS = {
    "in_memory": True,
    # A cell that begins with = + - @ is a text somebody wrote, never a formula or a link to follow.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTH = 18
_LONGEST_CELL = 32_767
Cell = str | int | float | None


def workbook(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], notes: Sequence[str] = ()) -> bytes:
    """A book with one sheet: a bold line of columns, the rows, and below them notes.

    Numbers are numbers, everything else is text.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _OPTIONS) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(0, len(columns) - 1), _WIDTH)
        for at, column in enumerate(columns):
            sheet.write_string(0, at, column, bold)
        line = 0
        for line, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                _write(sheet, line, at, cell)
        for offset, note in enumerate(notes, start=2):
            sheet.write_string(line + offset, 0, note)
    return content.getvalue()


def answer(name: str, content: bytes) -> HttpResponse:
    """The book as a file to keep, named with the day."""
    file = f"{name}-{dt.datetime.now():%Y%m%d-%H%M}.xlsx"
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file)}"}
    )


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, at: int, cell: Cell) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(line, at, cell)
    else:
        sheet.write_string(line, at, str(cell)[:_LONGEST_CELL])
