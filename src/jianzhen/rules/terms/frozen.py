"""Flat runs of one series that its own habit, its floor and its companions do not explain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from jianzhen.forensics.resolution import resolution
from jianzhen.forensics.runs import RunLaw, Runs, chance_of_run, flat_runs
from jianzhen.rules.series import SeriesVerdict
from jianzhen.rules.terms.companion import Companion, Witness, witnesses
from jianzhen.rules.terms.levels import Levels, Records, levels_of
from jianzhen.rules.terms.telemetry import HOUR_S, Series

BRIDGE_H = 4
"""A gap of so many hours or less (a calibration, a lost hour) does not end a run; a longer one does."""

REACH_STEPS, RELATIVE_REACH, NEIGHBOURS = 2, 0.05, 100
"""Runs are compared with runs at levels within two steps or 5 %, and with no fewer than a hundred."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What a flat run is held against; see the thresholds of ``constant_value``."""

    rarity: float
    least_movement: float
    floor_share: float
    ceiling_share: float
    least_levels: float
    least_history: float


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A run that nothing in the data explains."""

    series: Series
    stretch: slice
    hours: float
    line_h: float
    """The line that the hours are held against."""
    others: int
    """Runs near this level."""
    longest_h: float
    """The longest of them."""
    expected: float
    """Runs as long that the series' own law expects."""
    witness: Witness

    @property
    def level(self) -> float:
        """The value repeated."""
        return float(self.series.rows.avg[self.stretch.start])

    @property
    def from_s(self) -> int:
        """Start of the first value's interval."""
        return int(self.series.at[self.stretch.start])

    @property
    def to_s(self) -> int:
        """End of the last value's interval."""
        return int(self.series.at[self.stretch.stop - 1]) + self.series.step


def unexplained(
    series: Series, among: Sequence[Companion], records: Records, line_h: float, lines: Lines, verdict: SeriesVerdict
) -> Iterator[Hit]:
    """Judge every value of a series; the verdict receives the counts."""
    if series.hours < lines.least_history:
        return verdict.count("history", len(series))
    values = series.rows.avg
    levels = levels_of(values, resolution(values), series.factor, records)
    if levels.above_floor(lines.floor_share) < lines.least_levels:
        return verdict.count("resolution", len(series))
    runs = flat_runs(series.at, values, BRIDGE_H * HOUR_S, series.rows.min, series.rows.max)
    law = RunLaw.of(runs, reach=REACH_STEPS * levels.step, relative_reach=RELATIVE_REACH, neighbours=NEIGHBOURS)
    judged = len(series)
    for number in np.flatnonzero(runs.count * series.step >= line_h * HOUR_S):
        answer = _explain(_Run(series, runs, int(number), line_h), levels, law, among, lines)
        if isinstance(answer, Hit):
            yield answer
        elif answer:
            verdict.count(answer, int(runs.count[number]))
            judged -= int(runs.count[number])
    verdict.count("", judged)
    return None


@dataclass(frozen=True, slots=True)
class _Run:
    series: Series
    runs: Runs
    number: int
    line_h: float

    @property
    def count(self) -> int:
        return int(self.runs.count[self.number])

    @property
    def level(self) -> float:
        return float(self.runs.level[self.number])

    @property
    def stretch(self) -> slice:
        first = int(self.runs.first[self.number])
        return slice(first, first + self.count)


def _explain(run: _Run, levels: Levels, law: RunLaw, among: Sequence[Companion], lines: Lines) -> Hit | str:
    """A hit, the reason why nobody can tell, or empty text: an ordinary run."""
    if levels.at_floor(run.level, run.count, lines.floor_share):
        return "floor"
    if levels.at_ceiling(run.level, run.count, lines.ceiling_share):
        return "ceiling"
    others = law.near(run.level, run.count)
    expected = chance_of_run(run.count, others) * len(run.runs)
    if expected > lines.rarity:
        return ""
    series, stretch = run.series, run.stretch
    from_s, to_s = int(series.at[stretch.start]), int(series.at[stretch.stop - 1]) + series.step
    heard = list(witnesses(among, series.factor, from_s, to_s))
    lively = [one for one in heard if one.movement >= lines.least_movement]
    if not lively:
        return "still" if heard else "companion"
    hours = run.count * series.step / HOUR_S
    longest = float(others.max(initial=0)) * series.step / HOUR_S
    return Hit(series, stretch, hours, run.line_h, len(others), longest, expected, lively[0])
