"""Excel workbooks (.xls, .xlsx): cells become the text a converter understands."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import python_calamine

from jianzhen.intake.read.errors import error_cells
from jianzhen.intake.read.sheet import Grid, Row, RowsUnreadableError
from jianzhen.intake.read.sniff import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jianzhen.intake.read.errors import SheetErrors

_EXACT = 1e15
"""Whole numbers below this stand in a double without loss."""


def grids(path: Path) -> list[Grid]:
    """The worksheets of a workbook, in its order.

    Raises:
        UnreadableFileError: It is broken or needs a password.
    """
    book = _open(path)
    errors = error_cells(path)
    return [
        _grid(book, meta, errors.get(meta.name, {}))
        for meta in book.sheets_metadata
        if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]


def _grid(book: python_calamine.CalamineWorkbook, meta: python_calamine.SheetMetadata, errors: SheetErrors) -> Grid:
    hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
    return Grid(meta.name, lambda: _rows(book, meta.name, errors), hidden=hidden)


def _open(path: Path) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.load_workbook(str(path))
    except python_calamine.PasswordError as error:
        raise UnreadableFileError("password", str(error)) from error
    except BaseException as error:
        raise _unreadable(error) from error


def _rows(book: python_calamine.CalamineWorkbook, name: str, errors: SheetErrors) -> Iterator[Row]:
    try:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
    except BaseException as error:
        raise RowsUnreadableError(None, str(_unreadable(error))) from error
    for (number, position), text in errors.items():
        if number <= len(rows) and position < len(rows[number - 1]):
            rows[number - 1][position] = text
    for number, cells in enumerate(rows, start=1):
        yield Row(number, [cell if type(cell) is str else cell_text(cell) for cell in cells])


def _unreadable(error: BaseException) -> UnreadableFileError:
    # The reader is written in Rust: a broken file may end in a panic, which is no Exception.
    if isinstance(error, Exception) or type(error).__name__ == "PanicException":
        return UnreadableFileError("broken", str(error))
    raise error


def cell_text(value: object) -> str:
    """The text of a typed cell; numbers without a fraction lose their ``.0``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    if isinstance(value, dt.timedelta):
        return repr(value / dt.timedelta(days=1))
    return str(value)
