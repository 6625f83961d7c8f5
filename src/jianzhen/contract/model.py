"""What a table of facts is: its columns, types, units, keys and titles.

One declaration per table is the single source for checking, templates, the lake,
the rules and the docs. Declarations are plain frozen data, not data-frame models:
faults must be told cell by cell with file, sheet, row and remedy, which the
data-frame validators do not give (one was seen to ignore ``unique`` altogether).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The type of a column's values."""

    TEXT = "text"
    FLOAT = "float"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    TIMESTAMP = "timestamp"
    """Naive Beijing time (UTC+8) with microseconds; column names end in ``_at``."""
    DATE = "date"
    """Calendar day; column names end in ``_on``."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table of facts.

    ``key`` columns together identify a row. A key column that is not ``required``
    may be empty, which stands for "all".
    """

    name: str
    zh: str
    en: str
    kind: Kind = Kind.TEXT
    key: bool = False
    required: bool = False
    unit: str = ""
    codes: str = ""
    """Name of the code list (``contract.codes``) that the value must come from."""
    references: str = ""
    """``table.column`` the value points to; a missing target is a warning."""
    many: bool = False
    """A list in one cell, separated by ``;``."""
    low: float | None = None
    high: float | None = None
    form: str = ""
    """A named text form that is verified: ``uscc``, ``division``, ``sha256`` ..."""
    example: str = ""
    note_zh: str = ""
    note_en: str = ""
    aliases: tuple[str, ...] = ()
    """Other headings seen in the field for the same column."""


@dataclass(frozen=True, slots=True)
class FactTable:
    """One kind of fact."""

    name: str
    zh: str
    en: str
    part: str
    """A registry, B manual monitoring, C automatic monitoring, D supervision."""
    columns: tuple[Column, ...]
    about_zh: str = ""
    about_en: str = ""
    subject: str = "org_id"
    """The column that names the party the facts are about."""
    aliases: tuple[str, ...] = ()
    """Other titles seen in the field for the same table."""

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise ValueError(f"table {self.name}: a column is declared twice")

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name!r}")

    @property
    def key(self) -> tuple[Column, ...]:
        """The columns that together identify a row."""
        return tuple(column for column in self.columns if column.key)


# Every stored row also carries these. The arrival time is called ``ingested_at``:
# samples, observations and tips have a ``received_at`` of their own.
SYSTEM_COLUMNS = ("row_id", "source_file", "source_row", "ingested_at")
