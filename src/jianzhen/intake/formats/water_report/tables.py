"""Result tables of a report page: found by their heading, read line by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jianzhen.intake.formats.water_report.text import label, squeeze
from jianzhen.intake.formats.water_report.vocabulary import (
    END_OF_TABLE,
    FORM_NO,
    HEADINGS,
    ITEM_HEADINGS,
    RESULT_HEADINGS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jianzhen.intake.formats.cells import Cell, Sheet


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of one column; ``text`` joins its rows."""

    column: int
    role: str
    text: str
    sample_no: str = ""
    """What stands below a heading of results, where a table has several samples."""


@dataclass(frozen=True, slots=True)
class Line:
    """One result line: its cells by role, for one column of results."""

    row: int
    cells: Mapping[str, Cell]
    other: tuple[tuple[str, Cell], ...]
    """Cells under headings that have no place in the contract, with the heading."""
    sample_no: str = ""

    @property
    def anchor(self) -> Cell:
        """The cell that shows a person which line is meant."""
        for role in ("result", "item", "number"):
            if role in self.cells:
                return self.cells[role]
        return next(iter([*self.cells.values(), *(cell for _, cell in self.other)]))


@dataclass(slots=True)
class ResultTable:
    """A heading and the lines below it."""

    headings: tuple[Heading, ...]
    limit_standard: str = ""
    """The standard above the limits, such as GB5749-2022."""
    lines: list[Line] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    """Every cell that belongs to the table."""


def find_tables(sheet: Sheet) -> tuple[ResultTable, ...]:
    """Find every heading of a sheet and read the lines down to the next one or the end mark."""
    starts = [row for row, cells in sheet.rows.items() if _is_heading(cells)]
    ends = [*starts[1:], max(sheet.rows, default=0) + 1]
    return tuple(_table(sheet, start, end) for start, end in zip(starts, ends, strict=False))


def _is_heading(cells: tuple[Cell, ...]) -> bool:
    texts = {label(cell.text) for cell in cells}
    return bool(texts & ITEM_HEADINGS and texts & RESULT_HEADINGS)


def _table(sheet: Sheet, start: int, end: int) -> ResultTable:
    depth = 2 if _has_second_row(sheet, start) else 1
    headings = _headings(sheet, start, depth)
    table = ResultTable(headings, _limit_standard(headings))
    for row in range(start, start + depth):
        table.cells.extend(sheet.rows.get(row, ()))
    for row in range(start + depth, end):
        cells = sheet.rows.get(row, ())
        if any(END_OF_TABLE.fullmatch(squeeze(cell.text)) for cell in cells):
            table.cells.extend(cell for cell in cells if END_OF_TABLE.fullmatch(squeeze(cell.text)))
            break
        lines = list(_lines(sheet, row, cells, headings))
        if lines:
            table.lines.extend(lines)
            table.cells.extend(cells)
    return table


def _has_second_row(sheet: Sheet, start: int) -> bool:
    """A second row of headings stands beside an item heading that reaches over both rows."""
    below = sheet.rows.get(start + 1, ())
    if not below:
        return False
    named = {cell.column for cell in sheet.rows[start] if label(cell.text) in ITEM_HEADINGS | {"序号"}}
    own = {cell.column for cell in below}
    return not (named & own)


def _headings(sheet: Sheet, start: int, depth: int) -> tuple[Heading, ...]:
    first = {cell.column: cell for cell in sheet.rows[start]}
    second = {cell.column: cell for cell in sheet.rows.get(start + 1, ())} if depth > 1 else {}
    found = []
    for column in sorted(first | second):
        over = first.get(column) or sheet.at(start, column)
        under = second.get(column)
        texts = [cell.text for cell in (over, under) if cell is not None]
        role = _role("".join(map(label, texts)), label(over.text) if over else "")
        sample_no = squeeze(under.text) if role == "result" and under is not None else ""
        found.append(Heading(column, role, squeeze("".join(texts)), sample_no))
    return tuple(_first_of_each(found))


def _role(text: str, over: str) -> str:
    if text in ITEM_HEADINGS:
        return "item"
    if over in RESULT_HEADINGS:
        return "result"
    return next((role for word, role in HEADINGS if word in text), "other")


def _first_of_each(headings: list[Heading]) -> Iterator[Heading]:
    """Only results may stand in several columns; a second limit or method has no place of its own."""
    seen: set[str] = set()
    for heading in headings:
        if heading.role in seen and heading.role not in {"result", "other"}:
            yield Heading(heading.column, "other", heading.text)
        else:
            yield heading
        seen.add(heading.role)


def _limit_standard(headings: tuple[Heading, ...]) -> str:
    for heading in headings:
        if heading.role == "limit":
            for word in ("标准限值", "限值要求", "限值"):
                if heading.text.endswith(word):
                    return heading.text.removesuffix(word)
    return ""


def _lines(sheet: Sheet, row: int, own: tuple[Cell, ...], headings: tuple[Heading, ...]) -> Iterator[Line]:
    """The line of a row, once for every column of results; a row of one lone cell is a note."""
    columns = {heading.column for heading in headings}
    results = [heading for heading in headings if heading.role == "result"]
    lone = len(own) == 1 and own[0].column not in {heading.column for heading in results}
    if not own or lone or any(FORM_NO.fullmatch(squeeze(cell.text)) for cell in own):
        return
    shared = {h.role: cell for h in headings if h.role not in {"result", "other"} and (cell := sheet.at(row, h.column))}
    other = [(h.text, cell) for h in headings if h.role == "other" and (cell := sheet.cells.get((row, h.column)))]
    other += [("", cell) for cell in own if cell.column not in columns]
    several = len(results) > 1
    filled = [heading for heading in results if sheet.at(row, heading.column)] or results[:1]
    for heading in filled:
        cell = sheet.at(row, heading.column)
        cells = shared | ({"result": cell} if cell else {})
        yield Line(row, cells, tuple(other), heading.sample_no if several else "")
        other = []
