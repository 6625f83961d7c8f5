"""Cells, sheets and books, free of the file format they came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jianzhen.words import Words

Stored = str | float | bool | datetime


class Trouble(StrEnum):
    """Why the text of a cell is not certain to be what a person sees."""

    NONE = ""
    ERROR = "error"
    """The cell shows an error such as #N/A."""
    FORMULA = "formula"
    """A formula without a stored result that is more than a reference to one cell."""
    FORMAT = "format"
    """A number format this program cannot draw."""


class BookError(Exception):
    """A file that cannot be read as a workbook, with what to do about it."""

    def __init__(self, code: str, found: str, expected: Words, remedy: Words) -> None:
        super().__init__(f"{expected.en}; found {found}; {remedy.en}")
        self.code = code
        self.found = found
        self.expected = expected
        self.remedy = remedy


def column_letters(column: int) -> str:
    """Name a column the way spreadsheets do: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not blank; ``row`` and ``column`` count from 0."""

    row: int
    column: int
    text: str
    """What a person sees, without blanks at either end."""
    stored: Stored
    """What the file holds: text, number, truth value or moment."""
    trouble: Trouble = Trouble.NONE

    @property
    def ref(self) -> str:
        """The address beside which a person finds it, such as ``D21``."""
        return f"{column_letters(self.column)}{self.row + 1}"

    @property
    def number(self) -> float | None:
        """The stored number, also where the format shows fewer digits."""
        return self.stored if isinstance(self.stored, float) else None


@dataclass(frozen=True, slots=True)
class Block:
    """A merged area, both ends included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """The cells of one worksheet that hold something."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Block, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)

    @cached_property
    def rows(self) -> Mapping[int, tuple[Cell, ...]]:
        """Cells by row, left to right, rows from top to bottom."""
        rows: dict[int, list[Cell]] = {}
        for _, cell in sorted(self.cells.items()):
            rows.setdefault(cell.row, []).append(cell)
        return {row: tuple(cells) for row, cells in rows.items()}

    def at(self, row: int, column: int) -> Cell | None:
        """The cell, or the one whose merged area covers it."""
        found = self.cells.get((row, column))
        if found is not None:
            return found
        origin = self._covered.get((row, column))
        return self.cells.get(origin) if origin else None

    def is_hidden(self, cell: Cell) -> bool:
        """Tell whether a person who opens the book does not see the cell."""
        return self.hidden or cell.row in self.hidden_rows or cell.column in self.hidden_columns

    def __iter__(self) -> Iterator[Cell]:
        for cells in self.rows.values():
            yield from cells

    @cached_property
    def _covered(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Origin of every covered place, within the area that holds cells at all."""
        bottom = max((row for row, _ in self.cells), default=-1)
        right = max((column for _, column in self.cells), default=-1)
        return {
            (row, column): (block.top, block.left)
            for block in self.merged
            for row in range(block.top, min(block.bottom, bottom) + 1)
            for column in range(block.left, min(block.right, right) + 1)
        }


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its sheets in the order of their tabs."""

    sheets: tuple[Sheet, ...]
