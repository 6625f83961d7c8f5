"""One sheet as labels with values, titles, and what is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jianzhen.intake.formats.water_report.tables import ResultTable, find_tables
from jianzhen.intake.formats.water_report.text import label, squeeze
from jianzhen.intake.formats.water_report.vocabulary import (
    FORM_NO,
    GROUP_TITLES,
    HEADLINES,
    LABELS,
    NOTES_HEADLINES,
    PAGE_NO,
    REPORT_HEADLINES,
    REPORT_NO,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jianzhen.intake.formats.cells import Cell, Sheet


@dataclass(slots=True)
class Field:
    """A label and the cells of its value, which may go on in the rows below."""

    name: str
    label: str
    cell: Cell
    """Where the value begins, or the label where it has none."""
    texts: list[str]
    last_row: int
    troubled: bool = False


@dataclass(slots=True)
class Page:
    """What one sheet says."""

    sheet: Sheet
    tables: tuple[ResultTable, ...]
    fields: list[Field] = field(default_factory=list)
    numbers: list[tuple[Cell, str, str]] = field(default_factory=list)
    """Report numbers in running heads: cell, laboratory before it, number."""
    titles: list[Cell] = field(default_factory=list)
    """Cells above the headline of a report: the laboratory's name."""
    pages: int | None = None
    is_cover: bool = False
    is_notes: bool = False
    left: list[Cell] = field(default_factory=list)

    def get(self, name: str) -> Field | None:
        """The first field of a name."""
        return next((entry for entry in self.fields if entry.name == name), None)

    @property
    def is_report(self) -> bool:
        """Tell whether the sheet is part of a report at all."""
        return bool(self.is_cover or self.is_notes or self.tables or self.numbers or len(self.fields) >= _ENOUGH)


_ENOUGH = 3
"""So many known labels on a sheet are no accident."""


def read_page(sheet: Sheet) -> Page:
    """Read one sheet; every cell ends in a table, a field, a title or among the left ones."""
    tables = find_tables(sheet)
    taken = {(cell.row, cell.column) for table in tables for cell in table.cells}
    page = Page(sheet, tables)
    headline = _headline_row(sheet)
    for row, cells in sheet.rows.items():
        free = [cell for cell in cells if (row, cell.column) not in taken]
        page.is_notes = page.is_notes or any(label(cell.text) in NOTES_HEADLINES for cell in free)
        if page.is_notes:
            # Below its headline a page of notes is prose; its numbers and labels mean nothing.
            page.left.extend(free)
            continue
        _read_row(page, free, above_headline=row < headline)
    page.is_cover = headline >= 0
    return page


def _headline_row(sheet: Sheet) -> int:
    return next((cell.row for cell in sheet if label(cell.text) in REPORT_HEADLINES), -1)


def _read_row(page: Page, cells: list[Cell], *, above_headline: bool) -> None:
    open_field: Field | None = None
    for cell in cells:
        started = _field(cell)
        if started is not None:
            page.fields.append(started)
            open_field = started
        elif _boilerplate(page, cell):
            continue
        elif open_field is not None:
            _extend(open_field, cell)
        elif (above := _continued(page, cell)) is not None:
            _extend(above, cell)
        elif above_headline:
            page.titles.append(cell)
        else:
            page.left.append(cell)


def _field(cell: Cell) -> Field | None:
    """A label, alone or with its value behind a colon."""
    name = LABELS.get(label(cell.text))
    if name is not None:
        return Field(name, label(cell.text), cell, [], cell.row)
    head, colon, value = cell.text.replace("：", ":").partition(":")
    name = LABELS.get(label(head))
    if colon and value.strip() and name is not None:
        return Field(name, label(head), cell, [value.strip()], cell.row, bool(cell.trouble))
    return None


def _extend(entry: Field, cell: Cell) -> None:
    if not entry.texts:
        entry.cell = cell
    entry.texts.append(cell.text)
    entry.last_row = cell.row
    entry.troubled = entry.troubled or bool(cell.trouble)


def _continued(page: Page, cell: Cell) -> Field | None:
    """The field whose value stands in the row above, in the same column."""
    candidates: Iterator[Field] = (
        entry
        for entry in page.fields
        if entry.texts and entry.last_row == cell.row - 1 and entry.cell.column == cell.column
    )
    return next(candidates, None)


def _boilerplate(page: Page, cell: Cell) -> bool:
    text = squeeze(cell.text)
    if found := PAGE_NO.fullmatch(text):
        page.pages = int(found["pages"]) if found["pages"] else page.pages
        return True
    if found := REPORT_NO.fullmatch(text):
        page.numbers.append((cell, found["lab"], found["no"]))
        return True
    return text.strip(":") in HEADLINES | GROUP_TITLES or bool(FORM_NO.fullmatch(text))
