"""Statutory time limits, and the day on which each runs out."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jianzhen.calendar.days import add_working_days, is_provisional
from jianzhen.datafile import read_entries
from jianzhen.verification import Verification
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping


class UnknownClockError(LookupError):
    """No time limit has this id; the message names the nearest ones."""


class Unit(StrEnum):
    """How a time limit is counted; the first day or hour is never counted."""

    HOUR = "hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"

    @property
    def words(self) -> Words:
        """What a user reads after the amount."""
        return _UNIT_WORDS[self]


_UNIT_WORDS = {
    Unit.HOUR: Words("小时", "hours"),
    Unit.WORKING_DAY: Words("个工作日", "working days"),
    Unit.CALENDAR_DAY: Words("日", "calendar days"),
    Unit.MONTH: Words("个月", "months"),
    Unit.YEAR: Words("年", "years"),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """One statutory time limit.

    ``tag`` is how well the length is known, ``counting_tag`` how well its way of counting is.
    """

    id: str
    title: Words
    runs_from: Words
    amount: int
    unit: Unit
    basis: str
    tag: Verification
    counting_tag: Verification
    source: str
    note: Words | None = None

    @property
    def verified(self) -> bool:
        """Whether length and counting were both read in the original."""
        return self.tag.verified and self.counting_tag.verified


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a clock that started at ``started`` runs out."""

    clock: Clock
    started: date
    due: date
    """The last day in time; a ``datetime`` for limits in hours."""
    provisional: bool
    """The next year's holiday notice may still move it."""


@cache
def clocks() -> Mapping[str, Clock]:
    """Return every time limit, by id.

    Raises:
        DataFileError: The file is not as declared.
    """
    entries = read_entries(files("jianzhen.calendar") / "data" / "clocks.toml", "clock", Clock)
    return {clock.id: clock for clock in entries}


def clock(name: str) -> Clock:
    """Find a time limit.

    Raises:
        UnknownClockError: With the nearest ids.
    """
    if name not in clocks():
        near = get_close_matches(name, clocks(), n=3, cutoff=0.4)
        raise UnknownClockError(f"unknown time limit {name!r}; nearest: {', '.join(near) or 'none'}")
    return clocks()[name]


def deadline(name: str, started: date) -> Deadline:
    """Compute the last day (for hours: the last moment) of the time limit ``name``.

    A limit in calendar days, months or years is given as counted, without moving a last
    day that is a day off: whether it moves depends on the procedure.

    Raises:
        UnknownClockError: No such limit.
        NoOfficialCalendar: Working days would be counted in a year without a table.
        TypeError: A limit in hours needs a ``datetime``.
    """
    found = clock(name)
    due = _due(found, started)
    provisional = found.unit is Unit.WORKING_DAY and is_provisional(due)
    return Deadline(found, started, due, provisional)


def _due(found: Clock, started: date) -> date:
    if found.unit is Unit.HOUR:
        if not isinstance(started, datetime):
            raise TypeError(f"time limit {found.id} runs in hours: give the moment it started, not only the day")
        return started + timedelta(hours=found.amount)
    day = started.date() if isinstance(started, datetime) else started
    if found.unit is Unit.WORKING_DAY:
        return add_working_days(day, found.amount)
    if found.unit is Unit.CALENDAR_DAY:
        return day + timedelta(days=found.amount)
    return _add_months(day, found.amount * (12 if found.unit is Unit.YEAR else 1))


def _add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
