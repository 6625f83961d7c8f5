"""The common stream: what every reader gives, whatever the file was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pyarrow as pa

    from jianzhen.contract import FactTable
    from jianzhen.intake.place import Place

BATCH_ROWS = 50_000
"""Rows converted at a time: large enough for speed, small enough for memory."""


class Row(NamedTuple):
    """A row as read: the number a person sees beside it, and its cells ("" = empty)."""

    number: int
    cells: list[str]


class RowsUnreadableError(Exception):
    """The rest of the rows cannot be read; ``row`` is where reading stopped."""

    def __init__(self, row: int | None, reason: str) -> None:
        super().__init__(reason)
        self.row = row
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of one sheet before its headings are known."""

    name: str
    """Name of the sheet, "" where the file has none."""
    rows: Callable[[], Iterator[Row]]
    """Read from the first row; may raise ``RowsUnreadableError`` on the way."""
    hidden: bool = False
    """A hidden sheet is read only if its name is that of a table."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: where, as printed, and which column of the contract it is."""

    position: int
    printed: str
    name: str


@dataclass(frozen=True, slots=True)
class RawBatch:
    """Some rows of a sheet.

    ``columns`` maps names of the contract to Arrow arrays: text (null = empty cell),
    or typed where the file itself is typed. ``rows`` is int64, the rows' numbers.
    """

    rows: pa.Array
    columns: Mapping[str, pa.Array]


@dataclass(slots=True)
class RawSheet:
    """A sheet whose table and headings are known."""

    place: Place
    table: FactTable
    headings: tuple[Heading, ...]
    batches: Iterator[RawBatch]
    printed: dict[str, str] = field(init=False)
    """Heading as printed of each column of the contract."""

    def __post_init__(self) -> None:
        self.printed = {heading.name: heading.printed for heading in self.headings}
