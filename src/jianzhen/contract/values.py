"""Reported values as people write them: "<0.05", "0.05L", "未检出", "1.2×10³", "7.2~7.5".

The text is the evidence and is kept; what is parsed here is only a reading of it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

RANGE: Final = "~"
NOT_DETECTED: Final = "ND"


@dataclass(frozen=True, slots=True)
class ParsedValue:
    """A reading of a reported text.

    ``number`` is the number written, also after ``<`` (then it is the limit, not the value).
    ``qualifier`` is one of "", "<", ">", "<=", ">=", "ND" and "~" (a range: no number).
    ``decimals`` is the place of the last digit written; it is negative when the writing
    stops left of the point (1.2×10³ has -2). ``significant`` counts the digits written
    without leading zeros; a zero has one.
    """

    number: float | None = None
    qualifier: str = ""
    decimals: int | None = None
    significant: int | None = None

    @property
    def below(self) -> bool:
        """The result is reported as below the detection limit."""
        return self.qualifier in {"<", NOT_DETECTED}


_NOTHING = ParsedValue()
_ND = ParsedValue(qualifier=NOT_DETECTED)

_LONGEST = 200
"""No reported value is longer; a longer text is prose and is not searched for numbers."""

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_RAISED = re.compile("[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_GLYPHS = str.maketrans({"×": "x", "✕": "x", "*": "x", "·": "x", "−": "-", "–": "-", "—": "-", "～": "~", "〜": "~",
                         "≦": "≤", "≧": "≥", "﹤": "<", "﹥": ">", "⩽": "≤", "⩾": "≥"})  # fmt: skip

_PLAIN = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+"
# A cell that lost its superscript shows 1.2x103 for 1.2x10^3; nobody writes that product otherwise.
_POWER = (
    r"x10\^\(?(?P<power>[+-]?[0-9]{1,2})\)?"
    r"|x10(?P<lost>[+-]?[1-9][0-9]?)"
    r"|e(?P<exponent>[+-]?[0-9]{1,3})"
)
_NUMBER = re.compile(rf"(?P<sign>[+-]?)(?P<digits>{_PLAIN})(?:{_POWER})?", re.IGNORECASE)
_BARE_POWER = re.compile(r"10\^(?P<power>[+-]?[0-9]{1,2})")
_RANGE = re.compile(rf"(?:{_PLAIN})[~-]+(?:{_PLAIN})")
_BELOW_WORDS = re.compile(
    r"(?:n\.?d\.?|未检出|未测出|未捡出|低于检出限|检出限以下|小于检出限|<?(?:lod|mdl|dl|bdl))", re.IGNORECASE
)
_BRACKETED = re.compile(r"\((?P<inner>[^()]*)\)")
_QUALIFIERS = {"<": "<", ">": ">", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">="}


def parse_value(text: str) -> ParsedValue:
    """Read a reported value; a text that holds no number gives an empty reading, never an error."""
    if not text or len(text) > _LONGEST:
        return _NOTHING
    return _read(_plain(text))


def _plain(text: str) -> str:
    raised = _RAISED.sub(lambda found: "^" + found[0].translate(_SUPERSCRIPTS), text)
    half_width = unicodedata.normalize("NFKC", raised.translate(_GLYPHS)).translate(_GLYPHS)
    return "".join(half_width.split())


def _read(text: str) -> ParsedValue:
    words = _BELOW_WORDS.match(text)
    if words:
        return _not_detected(text[words.end() :])
    for size in (2, 1):
        qualifier = _QUALIFIERS.get(text[:size])
        if qualifier:
            return _qualified(_number(text[size:]), qualifier)
    if text[-1:] in {"L", "l"}:
        return _qualified(_number(text[:-1]), "<")
    if _RANGE.fullmatch(text):
        return ParsedValue(qualifier=RANGE)
    return _with_remark(text)


def _not_detected(rest: str) -> ParsedValue:
    """Read the limit that may follow "未检出": ``(<0.05)``, ``(0.05)``, ``<0.05``."""
    limit = _number(rest.strip("()<"))
    return _qualified(limit, "<") if limit.number is not None else (_ND if rest == "" else _NOTHING)


def _with_remark(text: str) -> ParsedValue:
    """Read a number, with ``(L)`` or ``(ND)`` behind it perhaps."""
    remark = _BRACKETED.search(text)
    if remark and remark.end() == len(text):
        inner = remark["inner"]
        if inner in {"L", "l"} or _BELOW_WORDS.fullmatch(inner):
            return _qualified(_number(text[: remark.start()]), "<")
        return _NOTHING
    return _number(text)


def _qualified(value: ParsedValue, qualifier: str) -> ParsedValue:
    if value.number is None:
        return _NOTHING
    return ParsedValue(value.number, qualifier, value.decimals, value.significant)


def _number(text: str) -> ParsedValue:
    bare = _BARE_POWER.fullmatch(text)
    found = _NUMBER.fullmatch(f"1x{text}" if bare else text)
    if not found:
        return _NOTHING
    digits = found["digits"].replace(",", "")
    power = int(found["power"] or found["lost"] or found["exponent"] or 0)
    number = float(f"{found['sign']}{digits}e{power}")
    if not math.isfinite(number):
        return _NOTHING
    fraction = digits.partition(".")[2]
    significant = len(digits.replace(".", "").lstrip("0")) or 1
    return ParsedValue(number, "", len(fraction) - power, significant)
