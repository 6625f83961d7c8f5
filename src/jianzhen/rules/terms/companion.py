"""What else moves at a device or its plant while one factor stands still."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianzhen.forensics.movement import movement
from jianzhen.rules.series import Columns
from jianzhen.rules.terms.factors import title_of
from jianzhen.rules.terms.telemetry import GAS_FLOW, OXYGEN, WATER_FLOW, Seconds, Series, seconds_of
from jianzhen.words import Words

PLANT = (
    ("power", Words("用电量", "power")),
    ("load_pct", Words("生产负荷", "load")),
    ("output", Words("产量", "output")),
)
"""Columns of ``plant_operations`` that show production."""

_FIRST = (GAS_FLOW, WATER_FLOW, OXYGEN)
"""Factors that speak for the plant itself; the other factors follow in the order of their codes."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A second series beside the one in question."""

    name: str
    """A factor code, or a key of ``PLANT``."""
    table: str
    at: Seconds
    values: NDArray[np.float64]
    row_id: NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Witness:
    """A companion in one span: how lively it was there, and between which values."""

    companion: Companion
    stretch: slice
    movement: float
    """Mean step in the span over the mean step of the whole series."""

    @property
    def title(self) -> Words:
        """What the companion is."""
        return dict(PLANT).get(self.companion.name) or title_of(self.companion.name)

    @property
    def low(self) -> float:
        """Least value in the span."""
        return float(self.companion.values[self.stretch].min())

    @property
    def high(self) -> float:
        """Greatest value in the span."""
        return float(self.companion.values[self.stretch].max())


def companions(series: Sequence[Series], operations: Columns) -> list[Companion]:
    """Every series that can bear witness, those of the plant first."""
    ordered = sorted(series, key=lambda one: (_rank(one.factor), one.factor))
    own = [Companion(one.factor, "observations", one.at, one.rows.avg, one.rows.row_id) for one in ordered]
    return [*_of_plant(operations), *own]


def _rank(factor: str) -> int:
    return _FIRST.index(factor) if factor in _FIRST else len(_FIRST)


def _of_plant(operations: Columns) -> Iterator[Companion]:
    for name, _ in PLANT:
        values = getattr(operations, name)
        for source in sorted({source for source in operations.source if source is not None}):
            rows = np.flatnonzero((operations.source == source) & ~np.isnan(values))
            at = seconds_of(operations.from_at[rows])
            rows, at = rows[np.argsort(at, kind="stable")], np.sort(at)
            yield Companion(name, "plant_operations", at, values[rows], operations.row_id[rows])


def witnesses(among: Sequence[Companion], but: str, from_s: int, to_s: int) -> Iterator[Witness]:
    """Companions other than the factor itself that have enough values in a span to tell."""
    for one in among:
        if one.name == but:
            continue
        low, high = np.searchsorted(one.at, (from_s, to_s))
        stretch = slice(int(low), int(high))
        lively = movement(one.values, stretch)
        if not np.isnan(lively):
            yield Witness(one, stretch, lively)
