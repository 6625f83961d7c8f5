"""What a format is, what it is given, and where it finds things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jianzhen.intake.formats.cells import Cell
    from jianzhen.intake.formats.sink import Sink
    from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class Source:
    """One file to convert."""

    name: str
    """Path below what the user gave, or below its archive, with ``/``."""
    path: Path
    """Where its bytes lie while the conversion runs."""
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the sources something stands; rows as a person counts them, from 1."""

    file: str
    sheet: str = ""
    row: int | None = None
    cell: str = ""
    """Address of a cell such as ``D21``, or a heading."""

    @property
    def origin(self) -> str:
        """The ``source_file`` of a row: file and sheet."""
        return f"{self.file}#{self.sheet}" if self.sheet else self.file

    def at(self, cell: Cell) -> Place:
        """A cell of the same sheet."""
        return Place(self.file, self.sheet, cell.row + 1, cell.ref)


class Format(Protocol):
    """One kind of delivery: a module or object with these names."""

    @property
    def name(self) -> str:
        """Name on the command line."""

    @property
    def title(self) -> Words:
        """What it reads, for people."""

    @property
    def version(self) -> str:
        """Changes whenever the same file may give other rows."""

    def recognise(self, path: Path) -> bool:
        """Tell cheaply whether a file may be of this format; must not raise for any file."""

    def convert(self, sources: Sequence[Source], sink: Sink) -> None:
        """Read all sources and put their rows, faults and leftovers into the sink."""
