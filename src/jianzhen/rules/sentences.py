"""Fills a rule's sentences with the values of one finding."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from jianzhen.rules.model import Rule
from jianzhen.words import Words

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control characters, those without a width, and those that turn the direction of writing."""
_BREAK = re.compile(r"[\t\n\r]+")
UNKNOWN = "—"
LONGEST = 60
"""Characters of one value in a sentence; the evidence rows hold the whole of it."""


class _Filler(Formatter):
    """Formats what is there and writes a dash for what is not; a sentence never fails."""

    def __init__(self, cut: str) -> None:
        self._cut = cut

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        del args
        return _readable(kwargs.get(str(key)))

    def format_field(self, value: Any, format_spec: str) -> Any:
        if value is None:
            return UNKNOWN
        if isinstance(value, list):
            return "、".join(self._text(str(item)) for item in value)
        try:
            return self._text(super().format_field(value, format_spec))
        except (TypeError, ValueError):
            return self._text(str(value))

    def _text(self, text: str) -> str:
        """At most ``LONGEST`` characters of a text, all of them visible."""
        whole = _BREAK.sub(" ", text)
        return visible(whole) if len(whole) <= LONGEST else visible(whole[:LONGEST]) + self._cut.format(len(whole))


def headline(rule: Rule, detail: Mapping[str, Any]) -> Words:
    """The fact in one sentence."""
    return fill(rule.headline, detail)


def numbers(rule: Rule, detail: Mapping[str, Any], *, measure: float | None, threshold: float | None) -> Words:
    """Measured against threshold in one sentence; ``{measure}`` and ``{threshold}`` may be used too."""
    return fill(rule.numbers, {"measure": measure, "threshold": threshold, **detail})


def fill(template: Words, values: Mapping[str, Any]) -> Words:
    """Fill the placeholders of both languages."""
    zh, en = _Filler("…（共 {} 字）"), _Filler("… ({} characters)")
    return Words(zh.vformat(template.zh, (), values), en.vformat(template.en, (), values))


def visible(text: str) -> str:
    """A text with everything that cannot be seen written out as its code point, such as ``⟨U+202E⟩``."""
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", text)


def _readable(value: Any) -> Any:
    """Moments and days come as ISO text from a stored finding; sentences format them as such."""
    if isinstance(value, str) and _MOMENT.match(value):
        return _Moment.fromisoformat(value)
    if isinstance(value, str) and _DAY.match(value):
        return _Day.fromisoformat(value)
    return value


class _Moment(dt.datetime):
    """A moment that reads well without a format."""

    def __format__(self, format_spec: str) -> str:
        return self.strftime(format_spec or "%Y-%m-%d %H:%M")


class _Day(dt.date):
    """A day that reads well without a format."""

    def __format__(self, format_spec: str) -> str:
        return self.strftime(format_spec or "%Y-%m-%d")
