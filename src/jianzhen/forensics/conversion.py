"""Conversion of a measured concentration to the reference oxygen, with what rounding leaves open.

C = c * (21 - O2_ref) / (21 - O2), HJ 212-2017 annex D, formula 26. The excess-air form
C = c * alpha / alpha_s with alpha = 21 / (21 - O2) is the same with O2_ref = 21 - 21 / alpha_s.
All arrays have one entry per interval of time; concentrations in one unit, oxygen and
humidity in per cent by volume.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

AIR = 21.0
"""Oxygen of air as the standards write it, per cent."""

Floats = NDArray[np.float64]


class Band(NamedTuple):
    """Least and greatest value that the roundings of the inputs allow."""

    low: Floats
    high: Floats


def band(values: Floats, step: float) -> Band:
    """Raw values that round to ``values`` when ``step`` is a unit of their last digit."""
    return Band(values - step / 2, values + step / 2)


def reference_of_air_ratio(air_ratio: float) -> float:
    """Reference oxygen that equals a standard excess-air ratio alpha_s."""
    return AIR - AIR / air_ratio


def dried(wet: Band, humidity: Band) -> Band:
    """A wet-basis content on dry basis: x / (1 - humidity)."""
    return Band(wet.low / (1 - humidity.low / 100), wet.high / (1 - humidity.high / 100))


def converted(measured: Band, oxygen: Band, reference: float) -> Band:
    """The converted concentration; infinite where the oxygen may reach that of air."""
    return Band(_convert(measured.low, oxygen.low, reference), _convert(measured.high, oxygen.high, reference))


def _convert(measured: Floats, oxygen: Floats, reference: float) -> Floats:
    gap = AIR - oxygen
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(gap > 0, measured * (AIR - reference) / gap, np.inf)


def deviation(reported: Band, expected: Band) -> Floats:
    """How far the reported band lies outside the expected one, relative to the expected; 0 where they meet.

    Negative: reported too low. NaN where an input is missing or nothing positive is expected.
    """
    middle = (expected.low + expected.high) / 2
    above = np.maximum(reported.low - expected.high, 0.0)
    below = np.minimum(reported.high - expected.low, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.where(np.isfinite(middle) & (middle > 0), (above + below) / middle, np.nan)
    return np.asarray(relative, dtype=np.float64)


def implied_oxygen(measured: Floats, reported: Floats, reference: float) -> Floats:
    """The oxygen with which the measured value would convert to the reported one."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(reported > 0, AIR - measured * (AIR - reference) / reported, np.nan)
