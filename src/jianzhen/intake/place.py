"""Where something stands in the files that were given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A file (its path below DATA), its sheet ("" if none) and the table it holds ("" if unknown)."""

    file: str
    sheet: str = ""
    table: str = ""

    @property
    def source(self) -> str:
        """The text of ``source_file``: file, and sheet after ``#``."""
        return f"{self.file}#{self.sheet}" if self.sheet else self.file
