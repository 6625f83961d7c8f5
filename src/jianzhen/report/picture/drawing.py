"""SVG that flows: places along x are shares of the width, so text keeps its size on a phone and on paper."""

from __future__ import annotations

import re
from html import escape
from itertools import zip_longest

from jianzhen.report.say import same
from jianzhen.words import Words

NARROWEST = 320.0
"""Width in px at which a label must still fit."""
WHOLE = 100.0
NUDGE = 15.0
"""Per cent of the width by which a label may be moved to the left of its bar."""

LINE = 13
"""Height in px of a line of a label."""

_WIDE, _SLIM = 11.0, 6.1
"""Width in px of a Chinese and of a Latin letter at the size of labels."""
_FIRST_WIDE = 0x2E80
EM_SPACE = "\u2003"
"""Stands between what a label names and when it was."""
_PIECES = re.compile(r".+?(?: · |，|, |、|$)", re.DOTALL)


def width_of(text: str) -> float:
    """Roughly how wide a label is, in px."""
    return sum(_WIDE if ord(letter) >= _FIRST_WIDE else _SLIM for letter in text)


def wrapped(text: str) -> list[str]:
    """Break a label so that every line fits the narrowest page: first before the time, then after separators."""
    if width_of(text) <= NARROWEST:
        return [text]
    return [line for part in text.split(EM_SPACE) for line in _broken(part)]


def _broken(text: str) -> list[str]:
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and width_of(lines[-1] + piece.rstrip(" ·")) > NARROWEST:
            lines.append("")
        lines[-1] += piece
    return [line.strip(" ·") for line in lines]


def wrapped_words(words: Words) -> list[Words]:
    """The same in both languages, padded to equally many lines."""
    return [Words(zh, en) for zh, en in zip_longest(wrapped(words.zh), wrapped(words.en), fillvalue="")]


class Drawing:
    """Collects elements; classes carry all looks, so that a page's style sheet rules them."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def rect(self, left: float, right: float, top: float, height: float, style: str) -> None:
        """A bar between two shares of the width, at least a hair wide."""
        wide = max(right - left, 0.35)
        self._parts.append(
            f'<rect class="{style}" x="{left:.2f}%" y="{top:g}" width="{wide:.2f}%" height="{height:g}" rx="1.5"/>'
        )

    def line(self, left: float, right: float, top: float, bottom: float, style: str) -> None:
        """A straight line."""
        self._parts.append(f'<line class="{style}" x1="{left:.2f}%" x2="{right:.2f}%" y1="{top:g}" y2="{bottom:g}"/>')

    def shape(self, left: float, top: float, path: str, style: str) -> None:
        """A small shape in px around a point."""
        self._parts.append(
            f'<svg x="{left:.2f}%" y="{top:g}" overflow="visible"><path class="{style}" d="{path}"/></svg>'
        )

    def text(self, left: float, top: float, words: Words | str, style: str, anchor: str = "start") -> None:
        """A text in both languages; the page shows one."""
        both = same(words) if isinstance(words, str) else words
        place = f'x="{left:.2f}%" y="{top:g}" text-anchor="{anchor}"'
        if both.zh == both.en:
            self._parts.append(f'<text class="{style}" {place}>{escape(both.zh)}</text>')
            return
        self._parts.append(f'<text class="{style} zh" {place}>{escape(both.zh)}</text>')
        self._parts.append(f'<text class="{style} en" {place}>{escape(both.en)}</text>')

    def label(self, left: float, right: float, top: float, lines: list[Words], style: str) -> None:
        """A text above a bar: from its left end, up to its right end, or at the margin, where it fits."""
        widest = max(width_of(text) for line in lines for text in line)
        wide = widest / NARROWEST * 100
        place, anchor = (0.0, "start")
        if left + wide <= WHOLE + NUDGE:
            place = max(min(left, WHOLE - wide), 0.0)
        elif right - wide >= 0:
            place, anchor = right, "end"
        for number, line in enumerate(lines):
            self.text(place, top + number * LINE, line, style, anchor)

    def curve(self, left: float, right: float, top: float, height: float, points: str, style: str) -> None:
        """A line through points of a box of 1000 by ``height``, stretched between two shares of the width."""
        self._parts.append(
            f'<svg x="{left:.2f}%" y="{top:g}" width="{right - left:.2f}%" height="{height:g}"'
            f' viewBox="0 0 1000 {height:g}" preserveAspectRatio="none">'
            f'<polyline class="{style}" points="{points}" vector-effect="non-scaling-stroke"/></svg>'
        )

    def body(self) -> str:
        """All elements."""
        return "".join(self._parts)
