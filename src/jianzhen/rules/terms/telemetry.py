"""Series of one device: values that may be judged, and why the others may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianzhen.rules.series import Columns
from jianzhen.words import Words

OXYGEN = "a19001"
HUMIDITY = "a01014"
GAS_FLOW, WATER_FLOW = "a00000", "w00000"

NORMAL = "N"
"""Flag of a normal value, HJ 212-2017 table 8; every other flag excuses the value."""

HARMLESS_MARKS = ("normal", "grid_connected")
"""Marks that say the plant runs; all others excuse the values they cover."""

HOUR_S = 3600
CYCLES: Mapping[str, int] = {"hour": HOUR_S, "minute": 60}
"""Cycles that rules on series judge, with their length in seconds (of a minute cycle: the shortest)."""

REASONS: Mapping[str, Words] = {
    "flagged": Words("数据带有非正常标记", "the value is flagged as not normal"),
    "marked": Words("时段已作工况或异常标记", "the span is marked as a condition or an abnormality"),
    "stopped": Words("时段内记录为停产", "the plant is recorded as stopped"),
}
"""Why a value is not judged, beside missing columns."""

Seconds = NDArray[np.int64]


def seconds_of(moments: NDArray[np.datetime64]) -> Seconds:
    """Moments as whole seconds since 1970."""
    return np.asarray(moments.astype("datetime64[s]").astype(np.int64))


def moment_of(seconds: int) -> np.datetime64:
    """A moment from seconds since 1970."""
    return np.datetime64(seconds * 1_000_000, "us")


@dataclass(frozen=True, slots=True)
class Series:
    """One factor of one device in one cycle, ascending in time."""

    factor: str
    cycle: str
    step: int
    """Seconds from one value to the next, as most values have it."""
    at: Seconds
    rows: Columns

    def __len__(self) -> int:
        return len(self.at)

    @property
    def hours(self) -> float:
        """Hours that the values cover."""
        return len(self) * self.step / HOUR_S

    def where(self, rows: NDArray[np.bool_]) -> Series:
        """Only some of the values."""
        return Series(self.factor, self.cycle, self.step, self.at[rows], self.rows.where(rows))

    def span(self, from_s: int, to_s: int) -> slice:
        """The values of a half-open span of time."""
        low, high = np.searchsorted(self.at, (from_s, to_s))
        return slice(int(low), int(high))


def series_of(observations: Columns, cycle: str) -> Iterator[Series]:
    """Every factor's series of one cycle, in the order of the factor codes."""
    mine = observations.where(observations.cycle == cycle)
    at = seconds_of(mine.at)
    for factor in sorted(set(mine.factor_code)):
        chosen = np.flatnonzero(mine.factor_code == factor)
        chosen = chosen[np.argsort(at[chosen], kind="stable")]
        yield Series(factor, cycle, _step(at[chosen], CYCLES[cycle]), at[chosen], mine.where(chosen))


def _step(at: Seconds, least: int) -> int:
    gaps = np.diff(at)
    gaps = gaps[gaps > 0]
    return max(least, int(np.median(gaps))) if gaps.size else least


def usable(series: Series, excused: Mapping[str, NDArray[np.bool_]]) -> tuple[Series, Counter[str]]:
    """The values that may be judged, and how many may not, by reason; the first reason counts.

    Only a value flagged normal is judged; a value without a flag could be a calibration. A series in
    which no value has a flag comes from a logger that sends none: it is judged, and weighs less
    (``without_flags``).
    """
    flags = series.rows.flag
    unflagged = _missing(flags) & (not without_flags(series))
    reasons = {
        "observations.avg": np.isnan(series.rows.avg),
        "observations.flag": unflagged,
        "flagged": ~_missing(flags) & (flags != NORMAL),
        **excused,
    }
    open_ = np.ones(len(series), dtype=bool)
    told: Counter[str] = Counter()
    for reason, rows in reasons.items():
        told[reason] += int(np.count_nonzero(open_ & rows))
        open_ &= ~rows
    return series.where(open_), told


def without_flags(series: Series) -> bool:
    """Whether no value of the series has a flag."""
    return bool(_missing(series.rows.flag).all())


def _missing(texts: NDArray[np.object_]) -> NDArray[np.bool_]:
    return np.asarray(texts == np.asarray(None, dtype=object), dtype=np.bool_)


def marked(series: Series, marks: Columns) -> NDArray[np.bool_]:
    """Values covered by a mark that excuses them, of the factor or of all; the last revision of a mark counts."""
    latest: dict[str, int] = {}
    for number in np.argsort(marks.revision, kind="stable"):
        latest[marks.mark_id[number]] = int(number)
    mine = [
        number
        for number in latest.values()
        if marks.mark[number] not in HARMLESS_MARKS and marks.factor_code[number] in (None, series.factor)
    ]
    return _covered(series, marks.from_at[mine], marks.to_at[mine])


def stopped(series: Series, operations: Columns) -> NDArray[np.bool_]:
    """Values inside a span in which the plant is recorded as stopped."""
    rows = operations.where(operations.state == "stopped")
    return _covered(series, rows.from_at, rows.to_at)


def _covered(series: Series, from_at: NDArray[np.datetime64], to_at: NDArray[np.datetime64]) -> NDArray[np.bool_]:
    """Values whose interval meets a half-open span; an open end reaches to the last value."""
    covered = np.zeros(len(series), dtype=bool)
    for start, end in zip(from_at, to_at, strict=True):
        until = np.iinfo(np.int64).max if np.isnat(end) else seconds_of(end)
        covered[series.span(int(seconds_of(start)) - series.step + 1, int(until))] = True
    return covered
