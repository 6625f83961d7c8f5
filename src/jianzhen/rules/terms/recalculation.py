"""Which converted values of one pollutant do not follow from its measured values, and in what stretches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianzhen.forensics.conversion import AIR, Band, Floats
from jianzhen.forensics.stretches import Indices, joined, shares, silencing_line, stretches
from jianzhen.rules.terms.oxygen import DAY_S, Gas, Nearest, Reference, expected, hourly, nearest
from jianzhen.rules.terms.telemetry import HOUR_S

BRIDGE_S = 4 * HOUR_S
"""A longer gap ends a stretch."""

JOIN_S = 7 * DAY_S
"""Stretches less than a week apart are one fact, such as one wrong setting."""

LEAST_SCATTERED = 5
"""Fewer single values in a month are no pattern."""

MOST_HUMIDITY = 0.3
"""Stack gas seldom holds more water than this share; where humidity is unknown it bounds the dry-basis excuse."""

NINES = 9999.0
"""HJ 212-2025 sends the largest number of the field (9999.99) where conversion is impossible."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What deviations are held against; see the thresholds of ``conversion_recalc_mismatch``."""

    tolerance: float
    """Relative."""
    min_run: float
    min_share: float
    air_margin: float


@dataclass(frozen=True, slots=True, eq=False)
class Mismatch:
    """Values of one pollutant that do not recompute, as one fact."""

    gas: Gas
    members: Indices
    deviation: Floats
    expected: Floats
    reference: Reference
    silent_at: float
    """The relative tolerance at which nothing would be left of it."""
    minutes_tried: bool

    @property
    def sign(self) -> float:
        """-1 where the reported values are too low, +1 where they are too high."""
        return float(np.sign(self.deviation[0]))

    @property
    def from_s(self) -> int:
        """Start of the first value's interval."""
        return int(self.gas.series.at[self.members[0]])

    @property
    def to_s(self) -> int:
        """End of the last value's interval."""
        return int(self.gas.series.at[self.members[-1]]) + self.gas.series.step


def mismatches(
    gas: Gas, minutes: Gas | None, on_record: Sequence[Reference], lines: Lines, count: Callable[[str, int], None]
) -> list[Mismatch]:
    """Judge every value; ``count`` receives how many were judged or why not."""
    ways = _ways(gas, minutes, on_record)
    told = nearest(gas.reported, [band for _, band in ways])
    shut = _shut(gas, told, on_record, lines)
    open_ = np.ones(len(gas.series), dtype=bool)
    for reason, rows in shut.items():
        count(reason, int(np.count_nonzero(open_ & rows)))
        open_ &= ~rows
    count("", int(np.count_nonzero(open_)))
    found: list[Mismatch] = []
    for sign in (-1, 1):
        beyond = sign * np.nan_to_num(told.deviation) > lines.tolerance
        for members, silent_at in _groups(gas, told, np.flatnonzero(open_), beyond[open_], lines):
            way = int(np.bincount(told.way[members]).argmax())
            sizes = (told.deviation[members], told.expected[members])
            found.append(Mismatch(gas, members, *sizes, ways[way][0], silent_at, minutes is not None))
    return found


def _ways(gas: Gas, minutes: Gas | None, on_record: Sequence[Reference]) -> list[tuple[Reference, Band]]:
    """Every honest way to compute the converted value, with the reference it rests on."""
    ways: list[tuple[Reference, Band]] = []
    for reference in on_record:
        bands = [*expected(gas, reference), _unconverted(gas, reference)]
        if minutes is not None:
            bands.extend(hourly(gas.series.at, minutes, one) for one in expected(minutes, reference))
        ways.extend((reference, one) for one in bands)
    return ways


def _unconverted(gas: Gas, reference: Reference) -> Band:
    """The measured value as it stands, where oxygen below the reference would only lower it."""
    stands = gas.oxygen <= reference.percent
    return Band(*(np.where(stands, side, np.nan) for side in gas.measured))


def _shut(gas: Gas, told: Nearest, on_record: Sequence[Reference], lines: Lines) -> dict[str, NDArray[np.bool_]]:
    """Values that cannot be judged, by reason."""
    at, rows = gas.series.at, gas.series.rows
    referred = np.zeros(len(gas.series), dtype=bool)
    for one in on_record:
        referred |= (one.from_s <= at) & (at < one.to_s)
    wet_excuse = np.isnan(gas.humidity) & (told.deviation > 0) & (told.deviation <= 1 / (1 - MOST_HUMIDITY) - 1)
    return {
        "zero": rows.avg <= 0,
        "not_computable": _all_nines(rows.converted),
        "reference": ~referred,
        "oxygen": np.isnan(gas.oxygen),
        "air": gas.oxygen > AIR - lines.air_margin,
        "basis": wet_excuse & (told.deviation > lines.tolerance),
    }


def _all_nines(values: Floats) -> NDArray[np.bool_]:
    """Whether a value is 9999, 9999.9, 9999.99 and so on, or has more nines before the point."""
    nines = values >= NINES
    nines[nines] = [set(str(value).removesuffix(".0")) <= set("9.") for value in values[nines]]
    return nines


def _groups(
    gas: Gas, told: Nearest, judged: Indices, beyond: NDArray[np.bool_], lines: Lines
) -> Iterator[tuple[Indices, float]]:
    """Rows beyond the tolerance, fact by fact, with the tolerance that would silence each.

    ``beyond`` is given for the ``judged`` rows only, so that rows nobody can judge do not end a stretch.
    """
    at = gas.series.at[judged]
    least = max(1, int(np.ceil(lines.min_run * HOUR_S / gas.series.step)))
    groups = [*stretches(beyond, at, BRIDGE_S, least), *shares(beyond, _months(at), lines.min_share, LEAST_SCATTERED)]
    for members in joined(groups, at, JOIN_S):
        sizes = np.abs(told.deviation[judged[members]])
        yield judged[members], max(silencing_line(sizes, least), _scattered_line(sizes))


def _scattered_line(sizes: Floats) -> float:
    """The line above which fewer than the least scattered number lie."""
    ordered = np.sort(sizes)
    return float(ordered[-min(LEAST_SCATTERED, sizes.size)])


def _months(at: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray(at.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64))
