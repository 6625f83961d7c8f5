"""Values of labels read as text, days and spans; each unreadable one is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.intake.formats.model import Place
from jianzhen.intake.formats.water_report import dates, say
from jianzhen.intake.formats.water_report.text import stated

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import TypeVar

    from jianzhen.intake.formats.cells import Cell, Sheet
    from jianzhen.intake.formats.sink import Sink
    from jianzhen.intake.formats.water_report.reports import Entry
    from jianzhen.words import Words

    T = TypeVar("T")


class Fields:
    """Reads the entries of one file."""

    def __init__(self, sink: Sink, file: str) -> None:
        """Read for one file of a conversion."""
        self._sink = sink
        self._file = file
        self._told: set[tuple[str, Place]] = set()

    def place(self, sheet: Sheet, cell: Cell | None = None) -> Place:
        """The place of a sheet or a cell."""
        whole = Place(self._file, sheet.name)
        return whole.at(cell) if cell else whole

    def at(self, entry: Entry) -> Place:
        """The place of an entry's value."""
        return self.place(entry.sheet, entry.field.cell)

    def text(self, entry: Entry | None) -> str | None:
        """The printed text; None where nothing is printed or it cannot be read."""
        if entry is None or not entry.text:
            return None
        if entry.field.troubled:
            self._tell("unreadable", entry, say.UNREADABLE)
            return None
        return entry.text

    def moment(self, entry: Entry | None) -> dates.Sampling | None:
        """A day, with times where they are printed."""
        return self._dated(entry, dates.sampling)

    def span(self, entry: Entry | None) -> dates.Span | None:
        """A first and a last day."""
        return self._dated(entry, dates.span)

    def _dated(self, entry: Entry | None, read: Callable[[str], T | None]) -> T | None:
        text = self.text(entry)
        if entry is None or text is None or not stated(text):
            return None
        found = read(text)
        if found is None:
            self._tell("bad_date", entry, say.BAD_DATE)
        return found

    def _tell(self, code: str, entry: Entry, words: tuple[Words, Words]) -> None:
        place = self.at(entry)
        if (code, place) not in self._told:
            self._told.add((code, place))
            self._sink.fault(code, place, entry.text, *words)


def begins(when: dates.Sampling | None) -> datetime | None:
    """The moment something began; a day alone is stored as its midnight."""
    if when is None:
        return None
    return when.started_at or dates.midnight(when.day)
