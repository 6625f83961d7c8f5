"""The step in which a series reports: 0.001, 0.1, 1, or hundreds after a change of unit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MOST_DECIMALS = 6
"""Readings finer than a millionth are taken as unrounded."""

SHARE_ON_LATTICE = 0.995
"""Stray values, such as one typed by hand, do not change the resolution of the others."""

_ROUNDING_NOISE = 1e-6


def decimals_of(values: NDArray[np.float64]) -> int:
    """The least number of decimals that writes (nearly) every value, ``MOST_DECIMALS`` at most."""
    finite = values[np.isfinite(values)]
    for decimals in range(MOST_DECIMALS):
        if np.mean(_on_lattice(finite * 10.0**decimals)) >= SHARE_ON_LATTICE:
            return decimals
    return MOST_DECIMALS


def resolution(values: NDArray[np.float64]) -> float:
    """The common step of the values: a power of ten, or a multiple of one if all values share it.

    Carbon monoxide converted from ppm and kept in hundreds has the step 100. No values: 0.
    """
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return 0.0
    scale = 10.0 ** decimals_of(finite)
    scaled = finite * scale
    whole = np.rint(scaled[_on_lattice(scaled)]).astype(np.int64)
    common = int(np.gcd.reduce(np.abs(whole))) if whole.size else 1
    # One value alone, or none but zero, says nothing of a step wider than its last digit.
    return (common if common and np.unique(whole).size > 1 else 1) / scale


def _on_lattice(scaled: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.abs(scaled - np.rint(scaled)) <= _ROUNDING_NOISE * np.maximum(1.0, np.abs(scaled))
