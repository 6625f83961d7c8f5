"""Laboratory work: every job finds its instrument and its hour; nothing is done twice at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jianzhen.synth.chance import stream
from jianzhen.synth.dimensions import DAY, HOUR, MINUTE
from jianzhen.synth.frame import Array
from jianzhen.synth.groups import GROUPS
from jianzhen.synth.items import Work
from jianzhen.synth.jobs import Jobs, make_jobs
from jianzhen.synth.queueing import next_opening, serve, serve_in_hours
from jianzhen.synth.world import World

OPENS, CLOSES = 8 * HOUR + 20 * MINUTE, 23 * HOUR + 30 * MINUTE
"""Hours in which somebody is at the bench; the late shift analyses what does not keep."""

WEIGHING = (8 * HOUR + 30 * MINUTE, 20 * HOUR)
EQUILIBRATION = 24 * HOUR + 10 * MINUTE
PLACES = {"digester": 24, "oven": 60, "incubator": 120}
CHANGE = 20
SHARED = frozenset({"ic", "gc", "digester", "incubator", "oven", "titrator", "balance"})
"""Kinds of which the instruments take turns; the others stay with one parameter."""

"""Seconds between two samples on one instrument."""


@dataclass
class Runs:
    """The jobs with what became of them."""

    jobs: Jobs
    instrument: Array
    """Number among the laboratory's instruments of the kind."""
    started: Array
    ended: Array


def run_jobs(world: World) -> Runs:
    """Run all jobs."""
    rng = stream(world.dimensions.seed, "bench", world.laboratory.number)
    jobs = make_jobs(world)
    order = np.lexsort((jobs.kind, jobs.sample, jobs.group, jobs.ready))
    jobs = jobs.take(order)
    many = _instruments(world)
    instrument = _assign(jobs, many)
    started = np.zeros(len(jobs.sample), np.int64)
    ended = np.zeros(len(jobs.sample), np.int64)
    kinds = np.array([one.lead.kind for one in GROUPS], object)[jobs.group]
    for kind in np.unique(kinds.astype(str)):
        for number in range(len(world.laboratory.instruments[kind])):
            rows = np.flatnonzero((kinds == kind) & (instrument == number))
            if len(rows):
                started[rows], ended[rows] = _work_off(jobs.take(rows), kind, rng)
    return Runs(jobs, instrument, started, ended)


def _instruments(world: World) -> Array:
    return np.array([len(world.laboratory.instruments[one.lead.kind]) for one in GROUPS])


def _assign(jobs: Jobs, many: Array) -> Array:
    """Each kind of work has its own instrument where there are several; what is busy changes from day to day."""
    of_kind: dict[str, int] = {}
    first = []
    for one in GROUPS:
        first.append(of_kind.get(one.lead.kind, 0))
        of_kind[one.lead.kind] = first[-1] + 1
    shared = np.array([one.lead.kind in SHARED for one in GROUPS])
    day = np.where(shared[jobs.group], jobs.begin // DAY, 0)
    return np.asarray((np.array(first)[jobs.group] + day) % many[jobs.group])


def _work_off(jobs: Jobs, kind: str, rng: np.random.Generator) -> tuple[Array, Array]:
    work = GROUPS[int(jobs.group[0])].lead.work
    minutes = np.array([one.lead.minutes for one in GROUPS])[jobs.group]
    if work is Work.BATCH:
        return _together(jobs, kind, minutes, rng)
    service = np.round(minutes * MINUTE * rng.uniform(0.94, 1.08, len(minutes))).astype(np.int64)
    if work is Work.FILTER:
        ready = next_opening(jobs.begin + EQUILIBRATION, *WEIGHING)
        order = np.argsort(ready, kind="stable")
        started = np.empty(len(ready), np.int64)
        started[order] = serve_in_hours(ready[order], service[order] + CHANGE, *WEIGHING)
        return started, started + service
    ready = jobs.ready
    taken = service + CHANGE
    begun = serve(ready, taken) if work is Work.AUTO else serve_in_hours(ready, taken, OPENS, CLOSES)
    return begun, begun + service


def _together(jobs: Jobs, kind: str, minutes: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """All samples of a batch go in at once; a second load follows where there are not places enough."""
    places = PLACES[kind]
    # What does not keep goes in crew by crew, as it arrives.
    arrival = jobs.begin if kind == "incubator" else np.zeros_like(jobs.begin)
    _, inverse = np.unique(jobs.batch * 2**32 + arrival, return_inverse=True)
    count = int(inverse.max()) + 1
    order = np.argsort(inverse, kind="stable")
    sizes = np.bincount(inverse, minlength=count)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    load = rank // places
    extra = rng.integers(2, 14, count)[inverse]
    long = (minutes + extra).astype(np.int64) * MINUTE
    latest = np.zeros(count, np.int64)
    np.maximum.at(latest, inverse, jobs.ready)
    wait = np.where(kind == "incubator", 0, load * (long + 15 * MINUTE))
    started = latest[inverse] + wait
    return started, started + long
