"""A number format split into sections and tokens (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"
    | \\(?P<escaped>.)
    | _(?P<padding>.)
    | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式)
    | (?P<digits>[0\#?]+)
    | (?P<exponent>E[+-][0\#?]+)
    | (?P<moment>y+|m+|d+|h+|s+|a{3,4}|AM/PM|A/P|上午/下午)
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_COLOUR = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|colou?r\s*\d+|[黑蓝青绿红白黄]色?|洋红", re.IGNORECASE
)
_LOCALE = re.compile(r"\$(?P<symbol>[^-]*)(?:-[0-9A-Fa-f]*(?:,\d+)?)?")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)


class UnknownPatternError(ValueError):
    """A number format that cannot be drawn faithfully."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a section: its ``kind`` is a group name of the grammar, or ``literal``."""

    kind: str
    text: str


@lru_cache(maxsize=1024)
def sections(pattern: str) -> tuple[tuple[Token, ...], ...]:
    """Split a format into its sections (positive; negative; zero; text).

    Raises:
        UnknownPatternError: A condition or a digit shape that is not supported.
    """
    parts: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(pattern):
        kind, text = str(match.lastgroup), match[str(match.lastgroup)]
        if kind == "other" and text == ";":
            parts.append([])
        else:
            parts[-1].extend(_tokens(kind, text))
    return tuple(tuple(part) for part in parts)


def _tokens(kind: str, text: str) -> list[Token]:
    if kind in {"quoted", "escaped"}:
        return [Token("literal", text)]
    if kind == "padding":
        return [Token("literal", " ")]
    if kind == "fill":
        return []
    if kind == "bracket":
        return _bracket(text)
    if kind == "other" and text not in ".,%/@":
        return [Token("literal", text)]
    return [Token(kind, text)]


def _bracket(text: str) -> list[Token]:
    if _COLOUR.fullmatch(text):
        return []
    if locale := _LOCALE.fullmatch(text):
        return [Token("literal", locale["symbol"])]
    if _ELAPSED.fullmatch(text):
        return [Token("elapsed", text)]
    raise UnknownPatternError(f"[{text}]")
