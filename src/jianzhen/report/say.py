"""Values as people read them: moments, spans, lengths of time, numbers, places in files."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from jianzhen.words import Words

MIDNIGHT = dt.time()
DASH = Words("—", "—")
_HOUR = 60
_DAY = 24 * _HOUR
_LONG_DAYS = 60
_YEAR_DAYS = 365.25
_WHOLE = 1e15
"""Beyond this a float skips whole numbers."""


def same(text: str) -> Words:
    """A text that reads alike in both languages."""
    return Words(text, text)


def joined(words: list[Words]) -> Words:
    """A list in a sentence."""
    return Words("、".join(word.zh for word in words), ", ".join(word.en for word in words))


def moment(value: dt.datetime | dt.date | None) -> str:
    """A moment to the minute, to the second where it has seconds; a day alone when that is all there is."""
    if value is None:
        return DASH.zh
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    if value.microsecond:
        return value.isoformat(" ").rstrip("0")
    day = value.date().isoformat()
    return f"{day} {value:%H:%M:%S}" if value.second else f"{day} {value:%H:%M}"


def period(from_at: dt.datetime | None, to_at: dt.datetime | None) -> Words:
    """A period; the second day is named only when it is another one."""
    if from_at is None and to_at is None:
        return Words("时间不明", "time unknown")
    if from_at is None or to_at is None or from_at == to_at:
        return same(moment(from_at or to_at))
    first, last = sorted((from_at, to_at))
    if first.time() == last.time() == MIDNIGHT:
        return same(f"{moment(first.date())} – {moment(last.date())}")
    if first.date() == last.date():
        return same(f"{moment(first)} – {moment(last).split(' ')[1]}")
    return same(f"{moment(first)} – {moment(last)}")


def length(minutes: float) -> Words:
    """A length of time in the unit a person would use."""
    minutes = abs(minutes)
    if minutes < 1:
        return Words(f"{minutes * 60:.0f} 秒", f"{minutes * 60:.0f} s")
    if minutes < 2 * _HOUR:
        return Words(f"{minutes:.0f} 分钟", f"{minutes:.0f} min")
    if minutes < 2 * _DAY:
        return Words(f"{minutes / _HOUR:.1f} 小时", f"{minutes / _HOUR:.1f} h")
    days = minutes / _DAY
    if days < 2 * _YEAR_DAYS:
        return Words(f"{days:.0f} 天", f"{days:.0f} days")
    return Words(f"{days / _YEAR_DAYS:.1f} 年", f"{days / _YEAR_DAYS:.1f} years")


def number(value: float) -> str:
    """A number as it is stored: no digit added, none lost."""
    return str(int(value)) if value == int(value) and abs(value) < _WHOLE else repr(value)


def value(cell: Any) -> Words:
    """Any stored value."""
    if cell is None:
        return same("")
    if isinstance(cell, bool):
        return Words("是", "yes") if cell else Words("否", "no")
    if isinstance(cell, float):
        return same(number(cell))
    if isinstance(cell, dt.datetime | dt.date):
        return same(moment(cell))
    return same(str(cell))


class Place(NamedTuple):
    """Where a row stands in what was handed in."""

    file: str
    sheet: str
    row: int | None


def place(source_file: str | None, source_row: int | None) -> Place:
    """Split ``file#sheet``."""
    file, _, sheet = (source_file or "").partition("#")
    return Place(file, sheet, source_row)
