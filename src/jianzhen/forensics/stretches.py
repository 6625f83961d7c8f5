"""Values beyond a line that come in stretches, or make up a good share of a month."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from jianzhen.forensics.runs import flat_runs

Indices = NDArray[np.intp]


def stretches(beyond: NDArray[np.bool_], at: NDArray[np.int64], bridge: int, least: int) -> Iterator[Indices]:
    """Maximal stretches of at least ``least`` neighbouring values beyond; a gap over ``bridge`` ends one."""
    runs = flat_runs(at, beyond.astype(np.float64), bridge)
    for first, count in zip(runs.first[runs.level == 1], runs.count[runs.level == 1], strict=True):
        if count >= least:
            yield np.arange(first, first + count)


def shares(beyond: NDArray[np.bool_], periods: NDArray[np.int64], share: float, least: int) -> Iterator[Indices]:
    """Values beyond in each period in which they are at least ``least`` and at least a ``share`` of all."""
    for period in np.unique(periods[beyond]):
        mine = periods == period
        members = np.flatnonzero(mine & beyond)
        if members.size >= max(least, share * np.count_nonzero(mine)):
            yield members


def silencing_line(sizes: NDArray[np.float64], least: int) -> float:
    """The line above which no ``least`` neighbouring ``sizes`` lie beyond it: the greatest minimum of a window."""
    windows = np.lib.stride_tricks.sliding_window_view(sizes, min(least, sizes.size))
    return float(windows.min(axis=1).max())


def joined(groups: list[Indices], at: NDArray[np.int64], gap: int) -> list[Indices]:
    """Groups that overlap or lie no further apart than ``gap`` become one."""
    members = np.unique(np.concatenate(groups)) if groups else np.empty(0, np.intp)
    if members.size == 0:
        return []
    return np.split(members, np.flatnonzero(np.diff(at[members]) > gap) + 1)
