"""Periods as people write them: a day, month, quarter, year, or two of them with ``..`` between."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from jianzhen.words import Words

_FORM = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?")
_MONTHS_OF_QUARTER = 3
EXPECTED = Words(
    "应为 2026-09、2026-Q3、2026、2026-09-15 或 2026-07..2026-09",
    "expected 2026-09, 2026-Q3, 2026, 2026-09-15 or 2026-07..2026-09",
)


class PeriodError(ValueError):
    """A text that names no period."""


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open span of whole days in Beijing time."""

    text: str
    from_at: dt.datetime
    to_at: dt.datetime

    @property
    def days(self) -> list[dt.date]:
        """Its days."""
        return [(self.from_at + dt.timedelta(days=number)).date() for number in range((self.to_at - self.from_at).days)]

    def until(self, on: dt.date) -> Period:
        """The part before a day.

        Raises:
            PeriodError: There is none.
        """
        end = dt.datetime.combine(on, dt.time())
        if end <= self.from_at:
            raise PeriodError(f"{self.text}: 时段尚未开始 / begins only after {on}")
        return Period(self.text, self.from_at, min(self.to_at, end))


def read_period(text: str) -> Period:
    """Read a period.

    Raises:
        PeriodError: The text names none.
    """
    first, dots, last = text.strip().partition("..")
    try:
        period = Period(text.strip(), _span(first)[0], _span(last if dots else first)[1])
    except (ValueError, OverflowError):
        period = None
    if period is None or period.from_at >= period.to_at:
        raise PeriodError(f"{text!r}: {EXPECTED.zh} / {EXPECTED.en}")
    return period


def _span(text: str) -> tuple[dt.datetime, dt.datetime]:
    found = _FORM.fullmatch(text)
    if not found:
        raise ValueError(text)
    year = int(found["year"])
    if found["day"]:
        start = dt.datetime(year, int(found["month"]), int(found["day"]))
        return start, start + dt.timedelta(days=1)
    if found["month"]:
        return dt.datetime(year, int(found["month"]), 1), _month_after(year, int(found["month"]))
    if found["quarter"]:
        last = int(found["quarter"]) * _MONTHS_OF_QUARTER
        return dt.datetime(year, last - _MONTHS_OF_QUARTER + 1, 1), _month_after(year, last)
    return dt.datetime(year, 1, 1), dt.datetime(year + 1, 1, 1)


def _month_after(year: int, month: int) -> dt.datetime:
    return dt.datetime(year + month // 12, month % 12 + 1, 1)
