"""Rounding as Chinese standards ask for it, and what a rounded number leaves open.

GB/T 8170 rounds a 5 with nothing behind it to the even digit; many programs round it away from
zero. Both are in use, so what matters for a check is the set of raw values that *either* rounds
to the number on paper: the closed interval of half a unit of its last digit on both sides.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import NamedTuple


class RawInterval(NamedTuple):
    """Closed interval of raw values, exact."""

    low: Decimal
    high: Decimal

    def __contains__(self, value: object) -> bool:
        return isinstance(value, Decimal | int) and self.low <= value <= self.high


def half_even(value: Decimal, decimals: int) -> Decimal:
    """Round as GB/T 8170: to the nearest, a tie to the even digit (四舍六入五成双).

    ``decimals`` may be negative: -1 rounds to tens.
    """
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)


def half_up(value: Decimal, decimals: int) -> Decimal:
    """Round to the nearest, a tie away from zero (四舍五入)."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def raw_values(rounded: Decimal, decimals: int) -> RawInterval:
    """The raw values that one rule or the other rounds to ``rounded``."""
    half = Decimal(5).scaleb(-decimals - 1)
    return RawInterval(rounded - half, rounded + half)
