"""Books of the .xlsx kind, through openpyxl."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import openpyxl

from jianzhen.intake.formats.cells import draw
from jianzhen.intake.formats.cells.formulas import Address, follow
from jianzhen.intake.formats.cells.limits import MAX_CELLS, check_package, too_large
from jianzhen.intake.formats.cells.model import Block, Book, Cell, Sheet, Stored, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_ORIGIN = date(1899, 12, 30)
"""Day zero of a cell that holds a time of day only."""


def read(path: Path) -> Book:
    """Read every visible and hidden sheet; chart sheets hold no cells.

    Raises:
        BookError: Too large to open.
        Exception: Whatever the reader meets in a broken file.
    """
    check_package(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # extensions that are dropped hold no cell
        written = _load(path, results=False)
        formulas = _formulas(written)
        results = _results(path, formulas) if formulas else {}
    names = {sheet.title: sheet for sheet in written.worksheets}
    return Book(tuple(_sheet(sheet, names, formulas, results) for sheet in written.worksheets))


def _load(path: Path, *, results: bool) -> Any:
    # Given a name, the reader would judge the file by its ending.
    with path.open("rb") as file:
        return openpyxl.load_workbook(file, data_only=results)


def _cells(sheet: Any) -> Iterator[Any]:
    if sheet.max_row * sheet.max_column > 50 * MAX_CELLS:
        raise too_large(f"{sheet.title}: {sheet.max_row} × {sheet.max_column}")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                yield cell


def _formulas(book: Any) -> dict[Address, str]:
    return {
        # An array formula is an object of its own: its text never reads as a reference.
        Address(sheet.title, cell.row - 1, cell.column - 1): cell.value if isinstance(cell.value, str) else "={}"
        for sheet in book.worksheets
        for cell in _cells(sheet)
        if cell.data_type == "f"
    }


def _results(path: Path, formulas: Mapping[Address, str]) -> dict[Address, Stored]:
    """The results that the last program stored beside the formulas."""
    book = _load(path, results=True)
    found = {}
    for address in formulas:
        value = _stored(book[address.sheet].cell(address.row + 1, address.column + 1).value)
        if value is not None:
            found[address] = value
    return found


def _sheet(
    sheet: Any, names: Mapping[str, Any], formulas: Mapping[Address, str], results: Mapping[Address, Stored]
) -> Sheet:
    cells = {}
    for source in _cells(sheet):
        here = Address(sheet.title, source.row - 1, source.column - 1)
        cell = _formula_cell(here, source, names, formulas, results) if here in formulas else _plain_cell(here, source)
        if cell is not None:
            cells[here.row, here.column] = cell
    return Sheet(
        sheet.title,
        cells,
        tuple(Block(m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in sheet.merged_cells.ranges),
        hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(row - 1 for row, shape in sheet.row_dimensions.items() if shape.hidden),
        hidden_columns=frozenset(
            column - 1
            for shape in sheet.column_dimensions.values()
            if shape.hidden
            for column in range(shape.min or 1, (shape.max or 0) + 1)
        ),
    )


def _plain_cell(here: Address, source: Any) -> Cell | None:
    stored = _stored(source.value)
    if stored is None:
        return Cell(here.row, here.column, str(source.value), str(source.value), Trouble.FORMAT)
    if source.data_type == "e":
        return Cell(here.row, here.column, str(stored), stored, Trouble.ERROR)
    return draw.cell(here.row, here.column, stored, source.number_format)


def _formula_cell(
    here: Address, source: Any, names: Mapping[str, Any], formulas: Mapping[Address, str],
    results: Mapping[Address, Stored],
) -> Cell | None:  # fmt: skip
    end = follow(here, formulas)
    stored = results.get(here)
    if stored is None and end is not None:
        stored = results.get(end)
        if stored is None and end.sheet in names:
            stored = _stored(names[end.sheet].cell(end.row + 1, end.column + 1).value)
    if stored is None:
        return Cell(here.row, here.column, str(source.value), str(source.value), Trouble.FORMULA)
    if isinstance(stored, str) and stored.startswith("#"):
        return Cell(here.row, here.column, stored, stored, Trouble.ERROR)
    return draw.cell(here.row, here.column, stored, source.number_format)


def _stored(value: object) -> Stored | None:
    if isinstance(value, (str, bool, datetime)):
        return value
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, time):
        return datetime.combine(_ORIGIN, value)
    return None
