"""What a result says: its number, whether it lies below the detection limit, its last digit."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.spelling import mentions

NEGLIGIBLE = 1e-9
"""Relative error of binary floats that a comparison of decimal numbers must overlook."""

_BELOW = ("<", "ND")
_BOUNDS = (">", ">=", "<=", "~")
_BOUND_SIGNS = (">", "≥", "＞", "≤", "~", "～")
_ALL_DECIMALS = tuple(range(-9, 16))


def number(results: ir.Table) -> ir.Value:
    """The number of a result as its text says, else as its column ``value`` says."""
    return results.value_text_num.fill_null(results.value)


def is_below(results: ir.Table) -> ir.Value:
    """Whether the result is reported as below the detection limit; its number is then that limit."""
    return results.value_text_below.fill_null(False) | results.qualifier.isin(_BELOW).fill_null(False)


def is_bound(results: ir.Table) -> ir.Value:
    """Whether the text gives a bound or a range (``>24000``, ``6~9``), which is no value to compare."""
    return results.qualifier.isin(_BOUNDS).fill_null(False) | mentions(results.value_text, _BOUND_SIGNS)


def last_place(decimals: ir.Value) -> ir.Value:
    """The value of one unit in the last written place: 0.01 for two decimals, 100 for -2."""
    steps = [(decimals == places, ibis.literal(float(f"1e{-places}"))) for places in _ALL_DECIMALS]
    return ibis.cases(*steps, else_=ibis.null("float64"))


def written_place(number: ir.Value, decimals: ir.Value) -> ir.Value:
    """One unit in the last place a reported number is exact to.

    The zeros at the end of a whole number may only fill its places (1 230 for three significant digits),
    so they count as not given.
    """
    whole = decimals <= 0
    filled = [
        (whole & (number != 0) & (number % size == 0), ibis.literal(float(size)))
        for size in (100_000, 10_000, 1_000, 100, 10)
    ]
    return ibis.cases(*filled, else_=last_place(decimals))
