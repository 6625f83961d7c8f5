"""Text forms that are verified: credit codes, division codes, digests, lists of numbers."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from stdnum.cn import ric, uscc

from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PROVINCES = frozenset(
    (11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54,
     61, 62, 63, 64, 65, 71, 81, 82)
)  # fmt: skip
_DIVISION = re.compile(r"[0-9]{6}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_HASH64 = re.compile(r"[0-9a-f]{16}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_PEAK_PARTS = 3


@dataclass(frozen=True, slots=True)
class Form:
    """A named text form: what is expected, and whether a text has it."""

    name: str
    expected: Words
    verify: Callable[[str], bool]


def is_uscc(text: str) -> bool:
    """Tell whether this is a unified social credit code: 18 characters with the right check digit (GB 32100-2015)."""
    return len(text) == len(text.encode()) and bool(uscc.is_valid(text)) and uscc.compact(text) == text


def is_division(text: str) -> bool:
    """Tell whether this is a 6-digit division code (GB/T 2260) of a known province."""
    return bool(_DIVISION.fullmatch(text)) and int(text[:2]) in _PROVINCES


def is_token(text: str) -> bool:
    """Tell whether this can stand for a person: a token that is not an identity number."""
    return bool(_TOKEN.fullmatch(text)) and not ric.is_valid(text)


def is_numbers(text: str) -> bool:
    """Tell whether every part is a finite number; the parts of a list are given one by one or with ``;``."""
    return all(_is_number(part) for part in text.split(";") if part.strip())


def is_peaks(text: str) -> bool:
    """Tell whether every part is ``time,height,area``."""
    peaks = (part.split(",") for part in text.split(";") if part.strip())
    return all(len(peak) == _PEAK_PARTS and all(map(_is_number, peak)) for peak in peaks)


def _is_number(text: str) -> bool:
    number = text.strip()  # float() takes fewer characters for blanks than strip() does
    return bool(_NUMBER.fullmatch(number)) and math.isfinite(float(number))


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: bool(pattern.fullmatch(text))


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.name: form
        for form in (
            Form(
                "uscc",
                Words(
                    "18 位统一社会信用代码，校验位正确",
                    "unified social credit code of 18 characters, right check digit",
                ),
                is_uscc,
            ),
            Form("division", Words("6 位行政区划代码", "division code of 6 digits"), is_division),
            Form(
                "sha256", Words("64 位小写十六进制 SHA-256", "SHA-256 as 64 lower-case hex digits"), _matches(_SHA256)
            ),
            Form("hash64", Words("16 位小写十六进制", "16 lower-case hex digits"), _matches(_HASH64)),
            Form(
                "digest",
                Words(
                    "人员代号：字母、数字、- 或 _，不超过 64 位，不得是身份证号",
                    "a token of at most 64 letters, digits, - or _; never an identity number",
                ),
                is_token,
            ),
            Form("numbers", Words("用分号隔开的数字", "numbers separated by ;"), is_numbers),
            Form("peaks", Words("“保留时间,峰高,峰面积”，峰间用分号", "time,height,area, separated by ;"), is_peaks),
        )
    }
)
"""Every form that a column may name."""
