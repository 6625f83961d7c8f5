"""Dates and times as their number format shows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jianzhen.intake.formats.cells.pattern import Token, UnknownPatternError, sections

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

# The built-in short date follows the reader's system; these are its spellings in files,
# drawn the way a Chinese system draws it.
_SHORT_DATE = re.compile(r"mm-dd-yy|m/d/yy(yy)?", re.IGNORECASE)
_WEEKDAYS = "一二三四五六日"
_NOON = 12


def shown(moment: datetime, pattern: str) -> str:
    """Draw a moment.

    Raises:
        UnknownPatternError: The format cannot be drawn faithfully.
    """
    if _SHORT_DATE.fullmatch(pattern):
        pattern = "yyyy/m/d"
    tokens = sections(pattern)[0]
    half_day = any(token.kind == "moment" and "/" in token.text for token in tokens)
    return "".join(
        _part(moment, token, minutes=_is_minutes(tokens, n), half_day=half_day) for n, token in enumerate(tokens)
    )


def _is_minutes(tokens: Sequence[Token], place: int) -> bool:
    """``m`` means minutes after hours or before seconds, months elsewhere."""
    fields = [(n, token.text[0].lower()) for n, token in enumerate(tokens) if token.kind == "moment"]
    names = [name for _, name in fields]
    at = next((n for n, (where, _) in enumerate(fields) if where == place), None)
    if at is None:
        return False
    return names[max(at - 1, 0)] == "h" or (at + 1 < len(names) and names[at + 1] == "s")


def _part(moment: datetime, token: Token, *, minutes: bool, half_day: bool) -> str:
    if token.kind == "literal":
        return token.text
    if token.kind == "other" and token.text in {"/", ",", "."}:
        return token.text
    if token.kind != "moment":
        raise UnknownPatternError(token.text)
    name, width = token.text[0].lower(), len(token.text)
    if "/" in token.text:
        return _noon(moment, token.text)
    if name == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"  # noqa: PLR2004
    if name == "a":
        return ("星期" if width > 3 else "") + _WEEKDAYS[moment.weekday()]  # noqa: PLR2004
    number = _number(moment, name, minutes=minutes, half_day=half_day)
    if width > 2:  # noqa: PLR2004
        raise UnknownPatternError(token.text)
    return f"{number:0{width}d}"


def _number(moment: datetime, name: str, *, minutes: bool, half_day: bool) -> int:
    if name == "m":
        return moment.minute if minutes else moment.month
    hour = (moment.hour - 1) % _NOON + 1 if half_day else moment.hour
    return {"d": moment.day, "h": hour, "s": moment.second}[name]


def _noon(moment: datetime, text: str) -> str:
    morning, afternoon = text.split("/")
    return afternoon if moment.hour >= _NOON else morning
