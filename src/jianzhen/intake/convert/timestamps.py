"""Moments and days as people, systems and spreadsheets write them, in Beijing time."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from jianzhen.intake.convert.outcome import Outcome
from jianzhen.intake.convert.width import narrow
from jianzhen.intake.faults import Severity
from jianzhen.intake.problem import Problem
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

BEIJING = timezone(timedelta(hours=8))
FIRST_YEAR = 1990
"""Facts before this year are typing mistakes (an Excel zero is 1900)."""
FIRST_REGISTRY_YEAR = 1949
"""Institutions and standards may be older than the facts about them."""
LAST_YEAR = 2100
_EXCEL_EPOCH = datetime(1899, 12, 30)
_SERIAL = re.compile(r"\d{5}(\.\d+)?", re.ASCII)
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(?:(\d{2})(\d{3})?)?)?", re.ASCII)
_WRITTEN = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})日?"
    r"(?:(?:\s*[T,]\s*|\s+|(?<=日))"
    r"(?P<hour>\d{1,2})\s*[:时点]\s*(?:(?P<minute>\d{1,2})\s*[:分]?\s*(?:(?P<second>\d{1,2})(?:[.,](?P<part>\d{1,9}))?\s*秒?)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE | re.ASCII,
)

NOT_A_TIME = Problem(
    "time.unreadable",
    Words("时间，如 2024-05-01 13:05", "a time such as 2024-05-01 13:05"),
    Words("按“年-月-日 时:分”填写；没有数据就留空", "write year-month-day hour:minute; leave empty if there is none"),
)
NO_CLOCK = Problem(
    "time.day_only",
    Words("含时分的时间，如 2024-05-01 13:05", "a time of day too, such as 2024-05-01 13:05"),
    Words("补上时和分；只有日期的按当日 0 时读入", "add hour and minute; a day alone is read as its midnight"),
    Severity.WARNING,
)
NOT_A_DAY = Problem(
    "date.unreadable",
    Words("日期，如 2024-05-01", "a day such as 2024-05-01"),
    Words("按“年-月-日”填写；没有数据就留空", "write year-month-day; leave empty if there is none"),
)
HAS_CLOCK = Problem(
    "date.has_time",
    Words("日期，如 2024-05-01", "a day such as 2024-05-01"),
    Words("去掉时分", "remove the time of day"),
)


def year_out_of_range(first: int) -> Problem:
    """A year that only a placeholder or a mistake gives."""
    return Problem(
        "time.year",
        Words(f"{first} 年至 {LAST_YEAR} 年之间", f"a year from {first} to {LAST_YEAR}"),
        Words(
            "核对年份；1900、9999 之类的占位值请改为留空（长期有效也留空）",
            "check the year; leave placeholders such as 1900 and 9999 empty (also for no end)",
        ),
    )


def parse_moment(text: str, first_year: int = FIRST_YEAR) -> Outcome[datetime]:
    """Read a moment; one with an offset or ``Z`` is converted to Beijing time."""
    found = _read(narrow(text))
    if found is None:
        return Outcome(None, NOT_A_TIME)
    moment, has_clock = found
    if not first_year <= moment.year <= LAST_YEAR:
        return Outcome(None, year_out_of_range(first_year))
    return Outcome(moment, None if has_clock else NO_CLOCK)


def parse_day(text: str, first_year: int = FIRST_YEAR) -> Outcome[date]:
    """Read a day; a midnight, as spreadsheets add, is a day too."""
    found = _read(narrow(text))
    if found is None:
        return Outcome(None, NOT_A_DAY)
    moment, _ = found
    if not first_year <= moment.year <= LAST_YEAR:
        return Outcome(None, year_out_of_range(first_year))
    if moment.time() != datetime.min.time():
        return Outcome(None, HAS_CLOCK)
    return Outcome(moment.date())


def _read(text: str) -> tuple[datetime, bool] | None:
    """The moment, and whether a time of day was written."""
    try:
        if _SERIAL.fullmatch(text):
            return _from_serial(float(text))
        packed = _PACKED.fullmatch(text)
        if packed:
            return _from_parts(dict(zip(_PARTS, packed.groups(), strict=True)), None)
        written = _WRITTEN.fullmatch(text)
        return _from_parts(written.groupdict(), written["zone"]) if written else None
    except (ValueError, OverflowError):
        return None


_PARTS = ("year", "month", "day", "hour", "minute", "second", "part")


def _from_parts(parts: Mapping[str, str | None], zone: str | None) -> tuple[datetime, bool]:
    year, month, day, hour, minute, second = (int(parts[name] or 0) for name in _PARTS[:6])
    micro = int((parts["part"] or "0")[:6].ljust(6, "0"))
    moment = datetime(year, month, day, hour, minute, second, micro)
    return (_to_beijing(moment, zone) if zone else moment), parts["hour"] is not None


def _to_beijing(moment: datetime, zone: str) -> datetime:
    if zone in "Zz":
        offset = timedelta()
    else:
        digits = zone[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if zone[0] == "-" else 1)
    return moment.replace(tzinfo=timezone(offset)).astimezone(BEIJING).replace(tzinfo=None)


def _from_serial(days: float) -> tuple[datetime, bool]:
    # A serial holds about a hundredth of a millisecond; rounding gives back the second that was typed.
    milliseconds = round(days * 86_400_000)
    return _EXCEL_EPOCH + timedelta(milliseconds=milliseconds), not float(days).is_integer()
