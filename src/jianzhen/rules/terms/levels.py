"""The levels at which a flat run is no news: the floor and the ceiling of a series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianzhen.rules.series import Columns


@dataclass(frozen=True, slots=True)
class Levels:
    """All values of a series in order, with what is known of its instrument."""

    ordered: NDArray[np.float64]
    step: float
    """The step in which the series reports."""
    detection_limit: float
    """NaN when unknown."""
    ranges: NDArray[np.float64]
    """Upper ends of the measuring range, as far as on record."""

    def at_floor(self, level: float, count: int, share: float) -> bool:
        """Whether a level is zero or less, within a step of the detection limit, or among the lowest of the others.

        ``count`` values at the level are the run in question; ``share`` of the others must lie below it.
        """
        if level <= 0 or level <= self.detection_limit + self.step:
            return True
        return self._below(level) < share * self._others(count)

    def at_ceiling(self, level: float, count: int, share: float) -> bool:
        """Whether a level is within a step of a range's end, or among the highest of the others."""
        if np.any(np.abs(level - self.ranges) <= self.step):
            return True
        return self.ordered.size - int(np.searchsorted(self.ordered, level, "right")) < share * self._others(count)

    def above_floor(self, share: float) -> int:
        """Number of distinct levels above the floor: how finely the series can speak at all."""
        distinct, counts = np.unique(self.ordered, return_counts=True)
        low = np.searchsorted(np.cumsum(counts), share * self.ordered.size, "right")
        return int(np.count_nonzero(distinct[low:] > 0))

    def _below(self, level: float) -> int:
        return int(np.searchsorted(self.ordered, level, "left"))

    def _others(self, count: int) -> int:
        return max(0, self.ordered.size - count)


@dataclass(frozen=True, slots=True)
class Records:
    """Parameters of a device's instruments: as filed with the authority and as the device reported them."""

    filed: Columns
    """Rows of ``filed_parameters``."""
    reported: Columns
    """Rows of ``device_parameters``."""

    def values(self, name: str, factor: str) -> NDArray[np.float64]:
        """Every value on record of a parameter, such as ``range``, for one factor."""
        filed = self.filed.value[(self.filed.name == name) & (self.filed.factor_code == factor)]
        reported = self.reported.value[(self.reported.name == name) & (self.reported.instrument == factor)]
        values = np.concatenate((filed, reported))
        return np.asarray(values[~np.isnan(values)], dtype=np.float64)


def levels_of(values: NDArray[np.float64], step: float, factor: str, records: Records) -> Levels:
    """The levels of one factor's series; of several detection limits the greatest counts."""
    limits = records.values("detection_limit", factor)
    return Levels(
        ordered=np.sort(values),
        step=step,
        detection_limit=float(limits.max()) if limits.size else float("nan"),
        ranges=records.values("range", factor),
    )
