"""Flat runs of a series, and how long such runs are wont to be in the same series.

A frozen sampler repeats a value. So does an honest one: at its detection limit, with a coarse
display, in steady state. What tells them apart is the series' own habit: the law of its run
lengths near the same level (``chance_of_run``), taken from all *other* runs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TAIL_STARTS = (0.5, 0.75, 0.9, 0.95, 0.99)
"""Quantiles of run length from which a geometric tail is fitted; the most innocent of the fits counts."""

LEAST_IN_TAIL = 5
"""Runs that must lie beyond a start other than the first before a tail is fitted to them."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Maximal runs of one value, in order of time: all arrays have one entry per run."""

    first: NDArray[np.intp]
    """Index of the run's first value."""
    count: NDArray[np.intp]
    """Values in the run."""
    level: NDArray[np.float64]
    """The value repeated."""

    def __len__(self) -> int:
        return len(self.first)


def flat_runs(at: NDArray[np.int64], values: NDArray[np.float64], bridge: int, *same: NDArray[np.float64]) -> Runs:
    """Find the maximal runs of equal values.

    Args:
        at: Moments in ascending order, in any unit.
        values: The series, without missing values.
        bridge: A longer gap between two values, in the unit of ``at``, ends a run.
        same: Companion columns, such as minimum and maximum, that must stand still too (missing equals missing).
    """
    if values.size == 0:
        return Runs(np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0))
    ends = (values[1:] != values[:-1]) | (np.diff(at) > bridge)
    for column in same:
        ends |= (column[1:] != column[:-1]) & ~(np.isnan(column[1:]) & np.isnan(column[:-1]))
    first = np.concatenate(([0], np.flatnonzero(ends) + 1))
    return Runs(first, np.diff(np.concatenate((first, [values.size]))), values[first])


@dataclass(frozen=True, slots=True)
class RunLaw:
    """The lengths of all runs of a series, ordered by level, to ask how usual a run is at its level."""

    levels: NDArray[np.float64]
    counts: NDArray[np.intp]
    reach: float
    """Runs within this distance of a level are its neighbours, whatever their number."""
    relative_reach: float
    """As ``reach``, relative to the level; the wider of both counts."""
    neighbours: int
    """At least so many runs are looked at, further away if need be."""

    @classmethod
    def of(cls, runs: Runs, *, reach: float, relative_reach: float, neighbours: int) -> RunLaw:
        """Take all runs of a series."""
        order = np.argsort(runs.level, kind="stable")
        return cls(runs.level[order], runs.count[order], reach, relative_reach, neighbours)

    def near(self, level: float, count: int) -> NDArray[np.intp]:
        """Lengths of the other runs near a level; one run of ``count`` at that very level is left out."""
        reach = max(self.reach, self.relative_reach * abs(level))
        low, high = np.searchsorted(self.levels, (level - reach, level + reach))
        high = max(int(high), int(np.searchsorted(self.levels, level, "right")))
        low, high = self._widened(int(low), high, level)
        lengths, levels = self.counts[low:high], self.levels[low:high]
        mine = np.flatnonzero((levels == level) & (lengths == count))
        return np.delete(lengths, mine[:1])

    def _widened(self, low: int, high: int, level: float) -> tuple[int, int]:
        """Extend a slice to the required number of runs, towards the nearer side."""
        while high - low <= self.neighbours and (low > 0 or high < len(self.levels)):
            below = level - self.levels[low - 1] if low > 0 else np.inf
            above = self.levels[high] - level if high < len(self.levels) else np.inf
            low, high = (low - 1, high) if below <= above else (low, high + 1)
        return low, high


def chance_of_run(count: int, others: NDArray[np.intp]) -> float:
    """P(R >= count) under the run lengths ``others``, Laplace-smoothed.

    Within the lengths seen it is the share of runs at least as long; beyond, a geometric tail
    over several starts. The largest of all is returned: what speaks for the honest explanation counts.
    """
    if others.size == 0:
        return 0.5
    longest = int(others.max())
    seen = (np.count_nonzero(others >= min(count, longest)) + 1) / (others.size + 2)
    if count <= longest:
        return float(seen)
    first, *later = np.unique(np.quantile(others, TAIL_STARTS, method="higher"))
    starts = [first, *(start for start in later if np.count_nonzero(others > start) >= LEAST_IN_TAIL)]
    return min(float(seen), max(_tail(count, others, int(start)) for start in starts))


def _tail(count: int, others: NDArray[np.intp], start: int) -> float:
    """Geometric tail beyond ``start``: each further value repeats with the smoothed share of repeats there."""
    excess = others[others > start] - start
    share = (excess.size + 1) / (others.size + 2)
    repeats, chances = int((excess - 1).sum()), int(excess.sum())
    return float(share * ((repeats + 1) / (chances + 2)) ** (count - start - 1))
