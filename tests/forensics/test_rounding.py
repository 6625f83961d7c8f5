"""Rounding by either rule, and what a rounded number leaves open."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.forensics.rounding import half_even, half_up, raw_values

numbers = st.decimals(-10_000, 10_000, places=6)


@pytest.mark.parametrize(
    ("raw", "decimals", "even", "up"),
    [
        ("12.25", 1, "12.2", "12.3"),
        ("12.35", 1, "12.4", "12.4"),
        ("12.251", 1, "12.3", "12.3"),
        ("0.5", 0, "0", "1"),
        ("125", -1, "1.2E+2", "1.3E+2"),
    ],
)
def test_the_two_rules_part_at_a_tie_alone(raw: str, decimals: int, even: str, up: str) -> None:
    assert half_even(Decimal(raw), decimals) == Decimal(even)
    assert half_up(Decimal(raw), decimals) == Decimal(up)


@given(numbers, st.integers(-2, 4))
def test_a_raw_value_lies_among_those_that_round_to_its_rounding(raw: Decimal, decimals: int) -> None:
    assert raw in raw_values(half_even(raw, decimals), decimals)
    assert raw in raw_values(half_up(raw, decimals), decimals)


@given(numbers, st.integers(0, 4))
def test_a_value_beyond_the_interval_rounds_otherwise(raw: Decimal, decimals: int) -> None:
    rounded = half_even(raw, decimals)
    outside = raw_values(rounded, decimals).high + Decimal("0.0000001")
    assert half_even(outside, decimals) != rounded
    assert half_up(outside, decimals) != rounded
