"""How large a region is and which days it covers."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

YEAR_LABORATORIES = 80
YEAR_DAYS = 365
FEWEST_LABORATORIES = 6
FEWEST_DAYS = 34
LAST_FIELD_DAY = dt.date(2026, 6, 5)
LAST_DAY = dt.date(2026, 6, 30)
"""The data were collected on this evening; what happens later is not in them."""

SECOND_EPOCH = dt.datetime(1970, 1, 1)
DAY_EPOCH = dt.date(1970, 1, 1)
MINUTE, HOUR, DAY = 60, 3600, 86_400
"""Seconds."""


def day_number(day: dt.date) -> int:
    """Days since 1970."""
    return (day - DAY_EPOCH).days


def day_of(number: int) -> dt.date:
    """The date of a day number."""
    return DAY_EPOCH + dt.timedelta(days=int(number))


def moment(seconds: float) -> dt.datetime:
    """The moment of a number of seconds since 1970, Beijing time."""
    return SECOND_EPOCH + dt.timedelta(seconds=int(seconds))


@dataclass(frozen=True)
class Dimensions:
    """A region's size. Scale 1 is about one year of a province: 80 laboratories, 60,000 reports, a million samples.

    A smaller scale has both fewer laboratories and fewer days, so that each of them still lives an ordinary life.
    """

    scale: float
    seed: int
    each: int | None = None
    """How often each behaviour is planted, if it is told."""

    @property
    def days(self) -> int:
        """Days of field work."""
        return min(YEAR_DAYS, max(FEWEST_DAYS, round(YEAR_DAYS * math.sqrt(self.scale))))

    @property
    def laboratories(self) -> int:
        """Testing institutions."""
        return max(FEWEST_LABORATORIES, round(YEAR_LABORATORIES * self.scale * YEAR_DAYS / self.days))

    @property
    def first_day(self) -> int:
        """Day number of the first day in the field."""
        return day_number(LAST_FIELD_DAY) - self.days + 1

    @property
    def last_field_day(self) -> int:
        """Day number of the last day in the field."""
        return day_number(LAST_FIELD_DAY)

    @property
    def last_day(self) -> int:
        """Day number of the day on which the data were collected."""
        return day_number(LAST_DAY)

    @property
    def copies(self) -> int:
        """How often each behaviour is planted: once in a small region, ten times in one of scale 1, or as told."""
        return self.each or max(1, round(10 * math.sqrt(self.scale)))
