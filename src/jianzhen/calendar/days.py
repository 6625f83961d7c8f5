"""Working days of mainland China, from the yearly holiday notices.

``data/<year>.csv`` holds the facts of the year's notice of the State Council: the days
off (``holiday``) and the weekend days worked in exchange (``workday``). Every other day
follows its weekday. A year without a file has no official calendar.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SATURDAY = 5
_DAY = timedelta(days=1)
_KINDS = {"holiday": False, "workday": True}


class NoOfficialCalendar(LookupError):  # noqa: N818 (the name says what is wrong)
    """A day lies in a year whose official calendar is not on file."""

    def __init__(self, year: int) -> None:
        first, last = official_years()
        super().__init__(
            f"没有 {year} 年的法定工作日安排（现有 {first}–{last} 年），不能计算涉及该年的期限；"
            f"请补入 data/{year}.csv。"
            f" / No official calendar for {year} (on file: {first}–{last}); a deadline touching it is not computed. "
            f"Add data/{year}.csv."
        )
        self.year = year


@cache
def official_years() -> tuple[int, int]:
    """Return the first and the last year with an official table."""
    names = [path.name for path in (files("jianzhen.calendar") / "data").iterdir()]
    years = [int(name[:4]) for name in names if name[:4].isdigit()]
    return min(years), max(years)


def is_working_day(day: date) -> bool:
    """Whether offices work on ``day``.

    Raises:
        NoOfficialCalendar: The year has no table.
    """
    return _exceptions(day.year).get(day, day.weekday() < _SATURDAY)


def add_working_days(day: date, count: int) -> date:
    """Return the ``count``-th working day after ``day`` (before it, if negative); ``day`` itself is not counted.

    Raises:
        NoOfficialCalendar: The way there touches a year without a table.
    """
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    is_working_day(day)  # a start in a year without a table is refused, even for a count of zero
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Count the working days after ``start`` up to and including ``end``, as a time limit does.

    Raises:
        NoOfficialCalendar: The span touches a year without a table.
        ValueError: ``end`` lies before ``start``.
    """
    if end < start:
        raise ValueError(f"end {end} lies before start {start}")
    for year in range(start.year, end.year + 1):
        _exceptions(year)
    return sum(is_working_day(start + _DAY * n) for n in range(1, (end - start).days + 1))


def is_provisional(day: date) -> bool:
    """Whether the next year's notice, not on file yet, may still move ``day``.

    Notices have more than once turned the last days of December into days off or
    weekend days there into working days (2006, 2007, 2011, 2018).
    """
    return day >= date(official_years()[1], 12, 25)


@cache
def _exceptions(year: int) -> Mapping[date, bool]:
    """For each day that does not follow its weekday (or is named in the notice): is it worked."""
    path = files("jianzhen.calendar") / "data" / f"{year}.csv"
    if not path.is_file():
        raise NoOfficialCalendar(year)
    with path.open(encoding="utf-8") as file:
        return {date.fromisoformat(row["date"]): _KINDS[row["kind"]] for row in csv.DictReader(file)}
