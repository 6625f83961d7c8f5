"""Recomputes converted concentrations of one device from its own oxygen, in every honest way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jianzhen.forensics.conversion import Band, Floats, band, converted, deviation, dried, reference_of_air_ratio
from jianzhen.forensics.resolution import decimals_of
from jianzhen.rules.series import Columns
from jianzhen.rules.terms.telemetry import HOUR_S, HUMIDITY, OXYGEN, Series

DAY_S = 24 * HOUR_S
_ALWAYS = (np.iinfo(np.int64).min, np.iinfo(np.int64).max)


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference oxygen on record, in per cent, and when it holds (seconds, half-open)."""

    percent: float
    from_s: int
    to_s: int
    table: str
    row_id: str


def references(factor: str, filed: Columns, permits: Columns) -> list[Reference]:
    """Every reference oxygen on record for a factor; a standard excess-air ratio is turned into one."""
    found = [*_filed(factor, filed), *_permitted(factor, permits)]
    return [one for one in found if 0 <= one.percent < 21]  # noqa: PLR2004 - oxygen of air


def _filed(factor: str, filed: Columns) -> Iterator[Reference]:
    for number in range(len(filed)):
        value, name = float(filed.value[number]), filed.name[number]
        if filed.factor_code[number] in (factor, OXYGEN) and value > 0 and name in ("o2_reference", "air_ratio"):
            percent = value if name == "o2_reference" else reference_of_air_ratio(value)
            span = _span(filed.filed_on[number], filed.ended_on[number])
            yield Reference(percent, *span, "filed_parameters", filed.row_id[number])


def _permitted(factor: str, permits: Columns) -> Iterator[Reference]:
    for number in range(len(permits)):
        if permits.parameter_code[number] == factor and not np.isnan(permits.o2_reference[number]):
            span = _span(permits.valid_from_on[number], permits.valid_to_on[number])
            yield Reference(float(permits.o2_reference[number]), *span, "permit_limits", permits.row_id[number])


def _span(from_on: np.datetime64, to_on: np.datetime64) -> tuple[int, int]:
    """Seconds of whole days; the last day belongs to the span, an open side is endless."""
    first, last = (int(day.astype("datetime64[s]").astype(np.int64)) for day in (from_on, to_on))
    return (_ALWAYS[0] if np.isnat(from_on) else first), (_ALWAYS[1] if np.isnat(to_on) else last + DAY_S)


@dataclass(frozen=True, slots=True, eq=False)
class Gas:
    """One pollutant's values with the oxygen and humidity of the same moments; NaN where there is none."""

    series: Series
    """Only values with a measured and a converted mean."""
    measured: Band
    reported: Band
    oxygen: Floats
    oxygen_step: float
    oxygen_rows: NDArray[np.object_]
    humidity: Floats
    humidity_rows: NDArray[np.object_]
    humidity_step: float


def gas_of(series: Series, others: Mapping[str, Series]) -> Gas:
    """Lay a pollutant beside the oxygen and humidity of its device, all of one cycle and flagged normal."""
    oxygen, oxygen_rows, oxygen_step = _beside(series, others.get(OXYGEN))
    humidity, humidity_rows, humidity_step = _beside(series, others.get(HUMIDITY))
    rows = series.rows
    measured, reported = band(rows.avg, _unit(rows.avg)), band(rows.converted, _unit(rows.converted))
    return Gas(series, measured, reported, oxygen, oxygen_step, oxygen_rows, humidity, humidity_rows, humidity_step)


def _beside(series: Series, other: Series | None) -> tuple[Floats, NDArray[np.object_], float]:
    """Another factor's values at the moments of a series, their row ids and the unit of their last digit."""
    values, row_id = np.full(len(series), np.nan), np.full(len(series), None, dtype=object)
    if other is None or len(other) == 0:
        return values, row_id, 0.0
    place = np.minimum(np.searchsorted(other.at, series.at), len(other) - 1)
    same = other.at[place] == series.at
    values[same], row_id[same] = other.rows.avg[place[same]], other.rows.row_id[place[same]]
    return values, row_id, _unit(other.rows.avg)


def _unit(values: Floats) -> float:
    return float(10.0 ** -decimals_of(values)) if values.size else 0.0


def expected(gas: Gas, reference: Reference) -> list[Band]:
    """The converted mean in every honest way: as measured, and dried where humidity is known."""
    oxygen, humidity = band(gas.oxygen, gas.oxygen_step), band(gas.humidity, gas.humidity_step)
    dry = [converted(dried(gas.measured, humidity), o2, reference.percent) for o2 in (oxygen, dried(oxygen, humidity))]
    wet = [converted(gas.measured, o2, reference.percent) for o2 in (oxygen, dried(oxygen, humidity))]
    return [_within(one, gas.series.at, reference) for one in (*wet, *dry)]


def _within(values: Band, at: NDArray[np.int64], reference: Reference) -> Band:
    """Only while the reference is in force."""
    in_force = (reference.from_s <= at) & (at < reference.to_s)
    return Band(*(np.where(in_force, side, np.nan) for side in values))


def hourly(at: NDArray[np.int64], minutes: Gas, values: Band) -> Band:
    """Means over the minutes of each hour: the other order of averaging and converting."""
    hour = minutes.series.at // HOUR_S * HOUR_S
    place = np.searchsorted(at, hour)
    known = (place < len(at)) & ~np.isnan(values.low) & np.isfinite(values.high)
    known[known] = at[place[known]] == hour[known]
    counts = np.bincount(place[known], minlength=len(at)).astype(float)
    sums = [np.bincount(place[known], side[known], len(at)) for side in values]
    with np.errstate(invalid="ignore", divide="ignore"):
        return Band(*(np.where(counts > 0, total / counts, np.nan) for total in sums))


class Nearest(NamedTuple):
    """Per value: the deviation from the nearest way to compute it, that way's result, and which way it was."""

    deviation: Floats
    """Signed and relative; NaN where no way can be computed."""
    expected: Floats
    way: NDArray[np.intp]


def nearest(reported: Band, ways: Sequence[Band]) -> Nearest:
    """Hold reported values against several ways to compute them."""
    best = Nearest(
        np.full_like(reported.low, np.nan), np.full_like(reported.low, np.nan), np.zeros(reported.low.shape, np.intp)
    )
    for number, way in enumerate(ways):
        one = deviation(reported, way)
        better = ~np.isnan(one) & (np.isnan(best.deviation) | (np.abs(one) < np.abs(best.deviation)))
        best = Nearest(
            np.where(better, one, best.deviation),
            np.where(better, (way.low + way.high) / 2, best.expected),
            np.where(better, number, best.way),
        )
    return best
