"""Find the row of headings, and leave out the rows that hold no facts.

Above the headings there may be titles and notes. Among the facts there may be blank
rows, the headings once more (in English, or on each printed page) and the template's
example, whose first filled cell begins with ``EXAMPLE_MARKS``.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from jianzhen.intake.read.names import column_named
from jianzhen.intake.read.sheet import Heading, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jianzhen.contract import FactTable

SEARCH_ROWS = 15
EXAMPLE_MARKS = ("【示例】", "[示例]", "[Example]")
_TITLE_CELLS = 1


class Headed(NamedTuple):
    """The row of headings and the rows of facts below it."""

    row: Row
    headings: tuple[Heading, ...]
    unknown: tuple[Heading, ...]
    """Headings that are no column; their ``name`` is empty."""
    facts: Iterator[Row]


def find_headings(table: FactTable, rows: Iterator[Row]) -> Headed | None:
    """Choose among the first rows the one where most cells are headings of the table."""
    first = list(islice((row for row in rows if any(row.cells)), SEARCH_ROWS))
    scores = [_score(table, row) for row in first]
    best = max(scores, default=0)
    if best == 0:
        return None
    index = scores.index(best)
    headings = _headings(table, first[index])
    known = tuple(heading for heading in headings if heading.name)
    unknown = tuple(heading for heading in headings if not heading.name)
    return Headed(first[index], known, unknown, _facts(table, known, first[index + 1 :], rows))


def _headings(table: FactTable, row: Row) -> list[Heading]:
    return [
        Heading(position, cell.strip(), column_named(table, cell) or "")
        for position, cell in enumerate(row.cells)
        if cell.strip()
    ]


def _score(table: FactTable, row: Row) -> int:
    """How many cells are headings; 0 unless they are at least half of the filled ones."""
    headings = _headings(table, row)
    known = sum(1 for heading in headings if heading.name)
    return known if known * 2 >= len(headings) else 0


def _facts(table: FactTable, headings: tuple[Heading, ...], first: list[Row], rest: Iterator[Row]) -> Iterator[Row]:
    for row in first:
        if not _skipped(table, headings, row):
            yield row
    repeats = _names_of(table, headings)
    for row in rest:
        # Only rows that begin like a heading or an example are looked at closely: this loop sees every row.
        filled = next(filter(None, row.cells), None)
        if filled is None:
            continue
        if (filled.strip() in repeats or filled.lstrip().startswith(EXAMPLE_MARKS)) and _skipped(table, headings, row):
            continue
        yield row


def _names_of(table: FactTable, headings: tuple[Heading, ...]) -> frozenset[str]:
    names = {heading.printed for heading in headings}
    for column in table.columns:
        names |= {column.name, column.zh, column.en}
    return frozenset(names)


def _skipped(table: FactTable, headings: tuple[Heading, ...], row: Row) -> bool:
    filled = next((cell.strip() for cell in row.cells if cell.strip()), "")
    return not filled or filled.startswith(EXAMPLE_MARKS) or _repeats(table, headings, row)


def _repeats(table: FactTable, headings: tuple[Heading, ...], row: Row) -> bool:
    """Every filled cell names the column it stands in."""
    by_position = {heading.position: heading.name for heading in headings}
    found = [(position, cell) for position, cell in enumerate(row.cells) if cell.strip()]
    named = [column_named(table, cell) == by_position.get(position, "") for position, cell in found]
    return (len(named) > _TITLE_CELLS and all(named)) or (len(named) == len(headings) == 1 and all(named))
