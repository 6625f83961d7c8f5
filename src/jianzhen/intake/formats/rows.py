"""The rows a conversion has gathered, each with the place it came from.

The same fact often stands in several sheets of one delivery. A row whose key is already
there is folded into the first one when the two agree as far as both speak, and the second
place is remembered as a repeat; when they disagree both are kept, because two versions of
one fact are what a reader of the data wants to see. In the registry (part A), where a row
is a thing and not a fact about it, the first is kept and the other way of saying it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from jianzhen.contract import table as contract_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jianzhen.contract.model import FactTable
    from jianzhen.intake.formats.model import Place

Value = str | int | float | bool | date | datetime
Key = tuple[str, ...]
REGISTRY = "A"
"""The part of the contract that lists things."""


@dataclass(slots=True)
class Row:
    """One row of a table: values by column, absent ones left out."""

    place: Place
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A place that says again what a kept row says."""

    table: str
    place: Place
    kept: Place


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rows with one key that disagree."""

    table: str
    columns: tuple[str, ...]
    first: Place
    second: Place
    refused: Mapping[str, Value]
    """What the second says otherwise, where only the first is kept."""


class Rows:
    """All rows of a conversion by table."""

    def __init__(self) -> None:
        self.tables: dict[str, list[Row]] = {}
        self.repeats: list[Repeat] = []
        self._by_key: dict[tuple[str, Key], list[Row]] = {}

    def add(self, name: str, place: Place, values: Mapping[str, Value | None]) -> Conflict | None:
        """Keep one row, or fold it into the one that says the same.

        Raises:
            KeyError: The contract has no such table or column.
        """
        table = contract_table(name)
        for column in values:
            table[column]  # refuses a column the contract does not know
        row = Row(place, {column: value for column, value in values.items() if value is not None and value != ""})
        same = self._by_key.setdefault((name, _key(table, row)), [])
        for kept in same:
            if not _differing(kept, row):
                kept.values |= {column: value for column, value in row.values.items() if column not in kept.values}
                self.repeats.append(Repeat(name, place, kept.place))
                return None
        conflict = _conflict(table, same[0], row) if same else None
        if conflict is None or not conflict.refused:
            same.append(row)
            self.tables.setdefault(name, []).append(row)
        return conflict

    def counts(self) -> dict[str, int]:
        """Rows by table."""
        return {name: len(rows) for name, rows in self}

    def __iter__(self) -> Iterator[tuple[str, list[Row]]]:
        yield from sorted(self.tables.items())


def _key(table: FactTable, row: Row) -> Key:
    return tuple(str(row.values.get(column.name, "")) for column in table.key)


def _conflict(table: FactTable, kept: Row, row: Row) -> Conflict:
    columns = tuple(_differing(kept, row))
    refused = {column: row.values[column] for column in columns} if table.part == REGISTRY else {}
    return Conflict(table.name, columns, kept.place, row.place, refused)


def _differing(kept: Row, row: Row) -> list[str]:
    return [column for column, value in row.values.items() if column in kept.values and kept.values[column] != value]
