"""Numbers: decimal point, no separators, no units, nothing infinite."""

from __future__ import annotations

import math
import re

from jianzhen.intake.convert.outcome import Outcome
from jianzhen.intake.convert.width import narrow
from jianzhen.intake.problem import Problem
from jianzhen.words import Words

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_WHOLE = re.compile(r"([+-]?\d{1,18})(\.0*)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}([,， ]\d{3})+(\.\d*)?", re.ASCII)
_NOT_A_NUMBER = re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE)

_EXPECTED = Words("数字，如 12.5", "a number such as 12.5")
NOT_NUMBER = Problem(
    "number.unreadable",
    _EXPECTED,
    Words("只填数字，不带单位和文字；没有数据就留空", "digits only, no unit or text; leave empty if there is none"),
)
GROUPED = Problem(
    "number.separator",
    _EXPECTED,
    Words("去掉千分位分隔符（1,234 有歧义）", "remove the thousands separator (1,234 is ambiguous)"),
)
NOT_FINITE = Problem(
    "number.not_finite",
    Words("有限的数字", "a finite number"),
    Words(
        "NaN 和无穷大不是测量值；没有数据就留空", "NaN and infinity are no measurements; leave empty if there is none"
    ),
)
NOT_WHOLE = Problem(
    "number.not_whole",
    Words("整数，如 12", "a whole number such as 12"),
    Words("改为整数；没有数据就留空", "write a whole number; leave empty if there is none"),
)


def parse_number(text: str) -> Outcome[float]:
    """Read a finite number."""
    plain = narrow(text)
    if _NUMBER.fullmatch(plain):
        # Adding zero turns -0 into 0, which is the same fact.
        value = float(plain) + 0.0
        return Outcome(value) if math.isfinite(value) else Outcome(None, NOT_FINITE)
    if _NOT_A_NUMBER.fullmatch(plain):
        return Outcome(None, NOT_FINITE)
    return Outcome(None, GROUPED if _GROUPED.fullmatch(plain) else NOT_NUMBER)


def parse_integer(text: str) -> Outcome[int]:
    """Read a whole number; ``12.0`` is one, as spreadsheets write it."""
    plain = narrow(text)
    whole = _WHOLE.fullmatch(plain)
    if whole:
        return Outcome(int(whole[1]))
    return Outcome(None, GROUPED if _GROUPED.fullmatch(plain) else NOT_WHOLE)


def out_of_range(low: float | None, high: float | None) -> Problem:
    """A number outside what is physically possible."""
    span = f"{'' if low is None else f'{low:g}'}..{'' if high is None else f'{high:g}'}"
    return Problem(
        "number.out_of_range",
        Words(f"范围 {span} 内的数字", f"a number within {span}"),
        Words("核对数值和单位", "check the value and its unit"),
    )
