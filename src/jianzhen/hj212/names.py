"""What the name of a data item tells: its factor, and which edition writes names like it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sized

OLD, NEW, NEWEST = 1, 2, 4
"""Styles of a factor code: 2005 (``011``, ``B01``), 2017 (``w01018``), 2025 (``d21001``, ``p99101``)."""

TIMES = frozenset({"BeginTime", "DataTime", "EndTime", "RestartTime", "SKCreateTime", "SystemTime"})
"""Items without a factor that hold a time of 14 digits."""

_OLD = re.compile(r"(?:[0-9]{2,3}|[BS][0-9]{2})-")
_NEW = re.compile(r"[wageis][0-9]{5}(?:-|$)")
_NEWEST = re.compile(r"[dp][0-9]{5}(?:-|$)|i2300[5-8](?:-|$)")
_INFORMATION = re.compile(r"i[0-9]{5}$")
_CACHE_LIMIT = 65536
_LONGEST_CACHED = 32


def style_of(name: str) -> int:
    """Tell which edition's factor codes the name belongs to; 0 where it tells nothing."""
    if _NEWEST.match(name):
        return NEWEST
    if _NEW.match(name):
        return NEW
    return OLD if _OLD.match(name) else 0


def split(name: str) -> tuple[str, str]:
    """Split ``w01018-Rtd`` into factor and suffix; the factor is empty where there is none."""
    factor, hyphen, suffix = name.rpartition("-")
    return (factor, suffix) if hyphen else ("", name)


def is_odd_flag(name: str) -> bool:
    """Whether a name is that of a data flag in another case than the standard's, such as ``w01018-flag``."""
    return name[-5:] != "-Flag" and name[-5:].lower() == "-flag"


def worth_keeping(name: str, cache: Sized) -> bool:
    """Whether a cache keyed by names from the wire may take this one: short, and room left."""
    return len(name) <= _LONGEST_CACHED and len(cache) < _CACHE_LIMIT


class _Styles(dict[str, int]):
    """Remembers the style of names; bounded, since names come from the wire."""

    def __missing__(self, name: str) -> int:
        style = style_of(name)
        if worth_keeping(name, self):
            self[name] = style
        return style


class _Factors(dict[str, str]):
    """Remembers the factor of names, empty for information codes, which may repeat per instrument."""

    def __missing__(self, name: str) -> str:
        factor = split(name)[0]
        if _INFORMATION.match(factor):
            factor = ""
        if worth_keeping(name, self):
            self[name] = factor
        return factor


STYLES = _Styles()
FACTORS = _Factors()
