"""How lively a series is in a stretch, compared with its own ordinary life."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LEAST_VALUES = 3
"""Fewer values in a stretch say nothing of movement."""


def mean_step(values: NDArray[np.float64]) -> float:
    """Mean absolute difference of neighbouring values; NaN with fewer than two."""
    return float(np.mean(np.abs(np.diff(values)))) if values.size > 1 else float("nan")


def movement(values: NDArray[np.float64], stretch: slice) -> float:
    """Mean step within a stretch over the mean step of the whole series.

    About 1 in ordinary life, 0 when the series stands still; NaN when nothing can be told
    (too few values, or a series that never moves).
    """
    inside, usual = values[stretch], mean_step(values)
    if inside.size < LEAST_VALUES or not usual > 0:
        return float("nan")
    return mean_step(inside) / usual
