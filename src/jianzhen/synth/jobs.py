"""What the bench has to do: one job per sample and injection, and the quality control of every batch."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from jianzhen.calendar.days import is_working_day
from jianzhen.synth.chance import stream
from jianzhen.synth.dimensions import DAY, HOUR, MINUTE, day_of
from jianzhen.synth.frame import Array
from jianzhen.synth.groups import GROUP_OF, GROUPS
from jianzhen.synth.items import Work
from jianzhen.synth.world import World

SAMPLE, BLANK, STANDARD, PARALLEL, SPIKE, AGAIN = range(6)
KINDS = np.array(["sample", "blank", "standard", "parallel", "spike", "sample"], object)
PARALLEL_SHARE = 0.1
SPIKE_SHARE = 0.04
AGAIN_SHARE = 0.003
"""Measured once more because a check went wrong; the record says why."""

AGAIN_AFTER = 95 * MINUTE
KEEPS_LONG = frozenset(
    {"化学需氧量", "氨氮", "总氮", "悬浮物", "总铬", "总铜", "氟化物", "总硬度", "高锰酸盐指数", "总汞", "总砷"}
)
"""May wait over a week-end; the rest is begun the day after it came in at the latest."""

WEEK_END = 3
"""Days after which even that is begun, if need be by those on duty during a holiday."""


@dataclass
class Jobs:
    """Arrays of one length: a row is one run to be made."""

    sample: Array
    """Row of the sample, -1 for what has none."""
    group: Array
    kind: Array
    begin: Array
    """When work on the batch begins."""
    ready: Array
    """When the run could begin."""
    batch: Array
    """Group and day as one number."""

    def take(self, rows: Array) -> Jobs:
        """Some of the jobs, or all in another order."""
        return Jobs(**{one.name: getattr(self, one.name)[rows] for one in fields(self)})


def make_jobs(world: World) -> Jobs:
    """List all jobs, in the order in which they stand ready on each instrument."""
    rng = stream(world.dimensions.seed, "jobs", world.laboratory.number)
    sample, group = _samples(world)
    received = world["samples"]["received_at"][sample]
    begin, ready = _begin(received, group, rng)
    batch = group.astype(np.int64) * 100_000 + begin // DAY
    kind = np.zeros(len(sample), np.int64)
    jobs = Jobs(sample, group, kind, begin, ready, batch)
    return _with_control(jobs, rng)


def _samples(world: World) -> tuple[Array, Array]:
    """Sample and group of each job."""
    groups: dict[tuple[int, ...], tuple[int, ...]] = {}
    rows: list[int] = []
    work: list[int] = []
    for row, one in enumerate(world.taken):
        if one.items not in groups:
            groups[one.items] = tuple(sorted({GROUP_OF[item] for item in one.items if item in GROUP_OF}))
        wanted = groups[one.items]
        rows += [row] * len(wanted)
        work += wanted
    return np.array(rows, np.int64), np.array(work, np.int64)


def _begin(received: Array, group: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """When each job's batch is begun and when its run could begin."""
    tonight = np.array([one.lead.tonight or one.lead.work is Work.FILTER for one in GROUPS])[group]
    weekend = np.array([one.lead.parameter in KEEPS_LONG for one in GROUPS])[group]
    prepared = np.array([one.lead.prepared for one in GROUPS])[group] * MINUTE
    day = received // DAY
    offset = {int(one): _next_working(int(one)) for one in np.unique(day)}
    working = np.array([offset[int(one)] for one in day], np.int64)
    morning = np.where(weekend, working, day + 1)
    # People of one bench begin at their own hour, the same for all samples of a batch.
    hour = (8 * HOUR + 30 * MINUTE + (_hashed(group * 7919 + morning) % 100) * MINUTE).astype(np.int64)
    evening = received + rng.integers(18, 30, len(received)) // 6 * 6 * MINUTE + 2 * MINUTE
    begin = np.where(tonight, evening, morning * DAY + hour)
    return begin, begin + prepared


def _hashed(numbers: Array) -> Array:
    return (numbers * 2654435761) % 4294967296 // 65536


def _next_working(day: int) -> int:
    day += 1
    for later in range(day, day + WEEK_END):
        if is_working_day(day_of(later)):
            return later
    return day


def _with_control(jobs: Jobs, rng: np.random.Generator) -> Jobs:
    """Add blanks and a standard before each batch, parallels and spikes behind their samples."""
    batches, first = np.unique(jobs.batch, return_index=True)
    earliest = np.full(len(batches), np.iinfo(np.int64).max)
    place = np.searchsorted(batches, jobs.batch)
    np.minimum.at(earliest, place, jobs.ready)
    soonest = np.full(len(batches), np.iinfo(np.int64).max)
    np.minimum.at(soonest, place, jobs.begin)
    weighed = np.array([one.lead.work is Work.FILTER for one in GROUPS])
    control = ~weighed[jobs.group[first]]
    more = [jobs]
    for kind in (STANDARD, BLANK, BLANK):
        more.append(  # noqa: PERF401 - a page wide as a comprehension
            Jobs(np.full(control.sum(), -1), jobs.group[first][control], np.full(control.sum(), kind),
                 soonest[control], earliest[control] - 1, batches[control])
        )  # fmt: skip
    liquid = ~weighed[jobs.group]
    for kind, share in ((PARALLEL, PARALLEL_SHARE), (SPIKE, SPIKE_SHARE)):
        rows = np.flatnonzero(liquid & (rng.random(len(jobs.sample)) < share))
        twin = jobs.take(rows)
        twin.kind = np.full(len(rows), kind)
        more.append(twin)
    more.append(_again(jobs, liquid, rng))
    return Jobs(**{one.name: np.concatenate([getattr(part, one.name) for part in more]) for one in fields(Jobs)})


def _again(jobs: Jobs, liquid: Array, rng: np.random.Generator) -> Jobs:
    singly = np.array([one.lead.work in {Work.QUEUE, Work.AUTO} for one in GROUPS])[jobs.group]
    again = jobs.take(np.flatnonzero(liquid & singly & (rng.random(len(jobs.sample)) < AGAIN_SHARE)))
    again.kind = np.full(len(again.sample), AGAIN)
    again.ready = again.ready + AGAIN_AFTER
    return again
