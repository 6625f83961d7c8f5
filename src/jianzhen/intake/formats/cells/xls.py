"""Books of the older .xls kind, through xlrd, which knows their number formats."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import xlrd

from jianzhen.intake.formats.cells import draw
from jianzhen.intake.formats.cells.limits import MAX_CELLS, too_large
from jianzhen.intake.formats.cells.model import Block, Book, Cell, Sheet, Trouble

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> Book:
    """Read every worksheet; formulas come with the result the last program stored.

    Raises:
        BookError: Too large.
        Exception: Whatever the reader meets in a broken file.
    """
    # The reader comments on odd files in its log, which would reach the user's screen.
    book = xlrd.open_workbook(str(path), formatting_info=True, logfile=io.StringIO())
    return Book(tuple(_sheet(book, sheet) for sheet in book.sheets()))


def _sheet(book: Any, sheet: Any) -> Sheet:
    merged = tuple(Block(top, left, below - 1, beside - 1) for top, below, left, beside in sheet.merged_cells)
    area = sum((m.bottom - m.top + 1) * (m.right - m.left + 1) for m in merged)
    if sheet.nrows * sheet.ncols > 50 * MAX_CELLS or area > MAX_CELLS:
        raise too_large(f"{sheet.name}: {sheet.nrows} × {sheet.ncols}, {area}")
    cells = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = _cell(book, sheet, row, column)
            if cell is not None:
                cells[row, column] = cell
    return Sheet(
        sheet.name,
        cells,
        merged,
        hidden=bool(sheet.visibility),
        hidden_rows=frozenset(row for row, shape in sheet.rowinfo_map.items() if shape.hidden),
        hidden_columns=frozenset(column for column, shape in sheet.colinfo_map.items() if shape.hidden),
    )


def _cell(book: Any, sheet: Any, row: int, column: int) -> Cell | None:
    kind = sheet.cell_type(row, column)
    value = sheet.cell_value(row, column)
    if kind in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return None
    if kind == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(value, "#?")
        return Cell(row, column, text, text, Trouble.ERROR)
    if kind == xlrd.XL_CELL_TEXT:
        return draw.cell(row, column, str(value), "@")
    if kind == xlrd.XL_CELL_BOOLEAN:
        return draw.cell(row, column, bool(value), "")
    pattern = book.format_map[book.xf_list[sheet.cell_xf_index(row, column)].format_key].format_str
    if kind == xlrd.XL_CELL_DATE:
        return _moment(book, row, column, value, pattern)
    return draw.cell(row, column, float(value), pattern)


def _moment(book: Any, row: int, column: int, value: float, pattern: str) -> Cell | None:
    try:
        moment = xlrd.xldate_as_datetime(value, book.datemode)
    except (ValueError, OverflowError, xlrd.XLDateError):
        return Cell(row, column, str(value), value, Trouble.FORMAT)
    return draw.cell(row, column, moment, pattern)
