"""What is drawn: a picture, its tracks, and the marks on them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from jianzhen.words import Words

EPOCH = dt.datetime(1970, 1, 1)

Seconds = float
"""Seconds of Beijing time since 1970-01-01 00:00."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One SVG, with its texts in both languages; the page around it hides one."""

    name: str
    title: Words
    body: str
    height: int
    legend: tuple[tuple[str, Words], ...] = ()
    """(class of the swatch, meaning)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch or moment on a track."""

    from_s: Seconds
    to_s: Seconds
    step: int = 0
    """Place in the order of work (sampling, receipt, analysis, issue); 0 when it has none."""
    ticket: bool = False
    """Printed on a ticket, beside what the memory holds: drawn under it in outline, so that both can be compared."""

    @property
    def is_point(self) -> bool:
        """Whether it has no length."""
        return self.to_s <= self.from_s


@dataclass(slots=True)
class Track:
    """One evidence row, or several of one kind, on a line of its own."""

    lane: str
    label: Words
    marks: list[Mark] = field(default_factory=list)
    context: bool = False
    keys: frozenset[tuple[str, str]] = frozenset()
    """What ties it to other rows: (column, value) of sample, event, report."""
    more: int = 0
    """Further rows that are not drawn."""

    @property
    def from_s(self) -> Seconds:
        """Its first moment."""
        return min(mark.from_s for mark in self.marks)

    @property
    def to_s(self) -> Seconds:
        """Its last moment."""
        return max(mark.to_s for mark in self.marks)


def seconds(moment: dt.datetime | dt.date) -> Seconds:
    """A moment as seconds; a day as its beginning."""
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time())
    return (moment - EPOCH).total_seconds()


def at(value: Seconds) -> dt.datetime:
    """Seconds as a moment."""
    return EPOCH + dt.timedelta(seconds=value)
