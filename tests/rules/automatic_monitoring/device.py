"""Rows of ``observations`` for the tests of series rules: one made-up stack, hour by hour."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

MN = "64020000000000000000AB01"
START = dt.datetime(2026, 1, 1)
HOURS = 40 * 24

Row = dict[str, Any]


def at(step: int, minutes: int = 60) -> dt.datetime:
    """The moment of a value by its number."""
    return START + dt.timedelta(minutes=minutes * step)


def rows(
    factor: str, values: Sequence[float | None], *, cycle: str = "hour", minutes: int = 60, **more: Any
) -> list[Row]:
    """One row per value; ``more`` holds columns that are the same in all rows."""
    common = {"device_id": MN, "factor": factor, "cycle": cycle, "flag": "N", **more}
    return [{**common, "at": at(number, minutes), "avg": value} for number, value in enumerate(values)]


def wandering(level: float, spread: float, *, seed: int, n: int = HOURS, decimals: int = 2) -> list[float]:
    """A mean-reverting walk, rounded: honest data that moves all the time."""
    rng = random.Random(seed)
    value, found = level, []
    for _ in range(n):
        value += 0.3 * (level - value) + rng.gauss(0, spread)
        found.append(round(max(value, 0.0), decimals))
    return found


def frozen(values: list[float], first: int, count: int) -> list[float]:
    """The same values, the one at ``first`` held for ``count`` values."""
    return [*values[:first], *[values[first]] * count, *values[first + count :]]
