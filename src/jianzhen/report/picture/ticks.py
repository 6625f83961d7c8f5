"""Where the axis is labelled, and with what."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass

from jianzhen.report.picture.axis import Axis, Stretch
from jianzhen.report.picture.model import EPOCH, Seconds, at, seconds

MINUTE, HOUR, DAY = 60, 3600, 86_400
MONTH_DAYS, YEAR_MONTHS = 28, 12
_EVEN = (1, 5, 15, 30, *(n * MINUTE for n in (1, 2, 5, 10, 15, 30)), *(n * HOUR for n in (1, 2, 3, 6, 12)), DAY)
_DAYS = (2, 5, 10)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
APART = 15.0
"""Per cent of the width between two labels, so that they stay apart on a phone."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled moment; ``under`` names day or year where it changes."""

    x: float
    text: str
    under: str


def ticks(axis: Axis) -> list[Tick]:
    """Label every stretch; labels that would touch are left out."""
    kept: list[Tick] = []
    under = ""
    for stretch in axis.stretches:
        for moment, text, group in _of(stretch):
            place = axis.x(moment)
            if not kept or place - kept[-1].x >= APART * 0.9:
                kept.append(Tick(place, text, group if group != under else ""))
                under = group
    return kept


def _of(stretch: Stretch) -> Iterator[tuple[Seconds, str, str]]:
    """Moments of one stretch with their texts."""
    most = max(1, int((stretch.right - stretch.left) / APART))
    length = stretch.to_s - stretch.from_s
    for step in _EVEN:
        if length <= step * most:
            yield from _clock(stretch, step)
            return
    for days in _DAYS:
        if length <= days * DAY * most:
            yield from _calendar(list(_every_days(stretch, days)) or [at(stretch.from_s)])
            return
    months = next((n for n in _MONTHS if length <= n * MONTH_DAYS * DAY * most), _MONTHS[-1])
    yield from _years(list(_every_months(stretch, months)) or [at(stretch.from_s)], months)


def _clock(stretch: Stretch, step: int) -> Iterator[tuple[Seconds, str, str]]:
    first = math.ceil(stretch.from_s / step) * step
    moments = range(int(first), math.floor(stretch.to_s) + 1, step) if first <= stretch.to_s else ()
    for moment in moments or (stretch.from_s,):
        when = at(moment)
        if step == DAY or (not when.hour and not when.minute and not moments):
            yield moment, f"{when:%m-%d}", str(when.year)
        else:
            yield moment, f"{when:%H:%M:%S}" if when.second else f"{when:%H:%M}", when.date().isoformat()


def _every_days(stretch: Stretch, days: int) -> Iterator[dt.datetime]:
    number = math.ceil(stretch.from_s / (days * DAY)) * days
    while number * DAY <= stretch.to_s:
        yield EPOCH + dt.timedelta(days=number)
        number += days


def _calendar(moments: list[dt.datetime]) -> Iterator[tuple[Seconds, str, str]]:
    for when in moments:
        yield seconds(when), f"{when:%m-%d}", str(when.year)


def _every_months(stretch: Stretch, months: int) -> Iterator[dt.datetime]:
    start = at(stretch.from_s)
    number = math.ceil((start.year * YEAR_MONTHS + start.month - 1) / months) * months
    while number // YEAR_MONTHS <= dt.MAXYEAR:
        when = dt.datetime(max(number // YEAR_MONTHS, 1), number % YEAR_MONTHS + 1, 1)
        if seconds(when) > stretch.to_s:
            return
        if seconds(when) >= stretch.from_s:
            yield when
        number += months


def _years(moments: list[dt.datetime], months: int) -> Iterator[tuple[Seconds, str, str]]:
    for when in moments:
        yield seconds(when), str(when.year) if months >= YEAR_MONTHS else f"{when.year}-{when.month:02d}", ""
