"""Days, moments and spans as reports print them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from jianzhen.intake.formats.water_report.text import squeeze

_DAY = r"(?P<{0}y>\d{{4}})[.\-/年](?P<{0}m>\d{{1,2}})[.\-/月](?P<{0}d>\d{{1,2}})日?"
_ONE = re.compile(_DAY.format("a"))
_TIME = r"(?P<{0}h>\d{{1,2}})(?::|时)(?P<{0}n>\d{{2}})(?:分|(?::(?P<{0}s>\d{{2}})))?"
_TO = r"(?:~|至|到|—+|–|-+|−)"
_DAYS = re.compile(_DAY.format("a") + _TO + r"(?:(?P<by>\d{4})[.\-/年])?(?:(?P<bm>\d{1,2})[.\-/月])?(?P<bd>\d{1,2})日?")
_MOMENTS = re.compile(_DAY.format("a") + _TIME.format("a") + f"(?:{_TO}" + _TIME.format("b") + ")?")


class Span(NamedTuple):
    """First and last day, both included."""

    first: date
    last: date


class Sampling(NamedTuple):
    """When something was done: a day, and moments where the print has a time of day."""

    day: date
    started_at: datetime | None
    ended_at: datetime | None


def day(text: str) -> date | None:
    """Read one day, ``2026.01.05`` or ``2026年 1月5日``; None for anything else."""
    match = _ONE.fullmatch(squeeze(text))
    return _date(match["ay"], match["am"], match["ad"]) if match else None


def span(text: str) -> Span | None:
    """Read one day or from day to day; the second may leave out year and month.

    A last day before the first, printed without its year, lies in the year after.
    """
    single = day(text)
    if single is not None:
        return Span(single, single)
    match = _DAYS.fullmatch(squeeze(text))
    first = _date(match["ay"], match["am"], match["ad"]) if match else None
    if match is None or first is None:
        return None
    last = _date(match["by"] or match["ay"], match["bm"] or match["am"], match["bd"])
    if last is not None and last < first and match["by"] is None and match["bm"] is not None:
        last = _date(str(first.year + 1), match["bm"], match["bd"])
    return Span(first, last) if last is not None and last >= first else None


def sampling(text: str) -> Sampling | None:
    """Read a day with or without times of day, ``2026.01.05 09:10~09:25``."""
    single = day(text)
    if single is not None:
        return Sampling(single, None, None)
    match = _MOMENTS.fullmatch(squeeze(text))
    found = _date(match["ay"], match["am"], match["ad"]) if match else None
    if match is None or found is None:
        return None
    started, ended = _at(found, match, "a"), _at(found, match, "b")
    if started is None or (match["bh"] and ended is None):
        return None
    if ended is not None and ended < started:
        ended += timedelta(days=1)
    return Sampling(found, started, ended)


def midnight(found: date) -> datetime:
    """A day as the contract stores it where a moment is due."""
    return datetime.combine(found, time())


def _date(year: str, month: str, number: str) -> date | None:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def _at(found: date, match: re.Match[str], which: str) -> datetime | None:
    if match[which + "h"] is None:
        return None
    try:
        clock = time(int(match[which + "h"]), int(match[which + "n"]), int(match[which + "s"] or 0))
    except ValueError:
        return None
    return datetime.combine(found, clock)
