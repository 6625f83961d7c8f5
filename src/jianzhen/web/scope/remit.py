"""Which departments something is the business of: one bit each, so that a column of small numbers holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntFlag
from functools import cache

from jianzhen.words import Words


class Remit(IntFlag):
    """The kinds of departments."""

    ECOLOGY = 1
    MARKET = 2
    POLICE = 4
    JUSTICE = 8
    OTHER = 16


KINDS: Mapping[str, Remit] = {str(one.name).lower(): one for one in Remit}
KIND_TITLES: Mapping[str, Words] = {
    "ecology": Words("生态环境", "ecology and environment"),
    "market": Words("市场监管", "market supervision"),
    "police": Words("公安", "police"),
    "justice": Words("司法", "justice"),
    "other": Words("其他", "other"),
}
_ALL = sum(Remit)


def remit_of(kinds: Iterable[str]) -> int:
    """The number that stands for several kinds."""
    return sum({int(KINDS[kind]) for kind in kinds})


@cache
def including(kind: str) -> tuple[int, ...]:
    """Every number in which a kind takes part: a list that an index can look up, on any database."""
    return tuple(number for number in range(1, _ALL + 1) if number & KINDS[kind])
