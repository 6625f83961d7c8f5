"""Raw records: what every run gave, who wrote it down and when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jianzhen.synth.bench import Runs
from jianzhen.synth.chance import stream
from jianzhen.synth.dimensions import DAY, HOUR, MINUTE
from jianzhen.synth.frame import NOTHING, Array, Frame
from jianzhen.synth.groups import GROUPS
from jianzhen.synth.items import ITEMS
from jianzhen.synth.jobs import AGAIN, BLANK, PARALLEL, SAMPLE, SPIKE, STANDARD
from jianzhen.synth.queueing import next_opening
from jianzhen.synth.runtable import analysts_of
from jianzhen.synth.values import half_even, half_up, written
from jianzhen.synth.world import World

PRECISION = 0.015
"""Relative standard deviation of a determination."""

DIGITS = 3
"""Significant digits that are written."""

DESK = (8 * HOUR + 20 * MINUTE, 23 * HOUR + 30 * MINUTE)
WHY_AGAIN = ("中间浓度点核查超差，重新测定", "空白偏高，更换试剂后复测", "进样异常，复测")
DECIMALS = np.array([item.decimals for item in ITEMS])
DETECTION = np.array([item.detection_limit for item in ITEMS])
PARAMETERS = np.array([item.parameter for item in ITEMS], object)
METHODS = np.array([item.method for item in ITEMS], object)
UNITS = np.array([item.unit for item in ITEMS], object)


@dataclass
class Numbers:
    """The results as numbers, in the order of the table ``results``."""

    sample: Array
    item: Array
    value: Array
    """Rounded; the detection limit where below."""
    under: Array
    decimals: Array
    kind: Array
    """Kind of the job; ``SAMPLE`` for what was read on site."""


def measure(world: World, runs: Runs) -> Array:
    """What each run measured of the first item of its group."""
    rng = stream(world.dimensions.seed, "measured", world.laboratory.number)
    jobs = runs.jobs
    lead = np.array([one.items[0] for one in GROUPS])[jobs.group]
    median = np.array([item.median for item in ITEMS])[lead]
    true = world.values[np.maximum(jobs.sample, 0), lead]
    noise = rng.normal(1, PRECISION, len(lead))
    blank = DETECTION[lead] * rng.uniform(0.05, 0.6, len(lead))
    kinds = [jobs.kind == BLANK, jobs.kind == STANDARD, jobs.kind == SPIKE]
    return np.asarray(np.select(kinds, [blank, median * noise, true * 1.5 * noise], true * noise))


def add_results(world: World, runs: Runs, measured: Array, shown: Array) -> Numbers:
    """The table of raw results: from the bench, and read on site."""
    numbers, bench = _bench(world, runs, measured)
    field_numbers, on_site = _on_site(world, shown)
    bench.append(on_site)
    world.tables["results"] = bench
    return Numbers(*(np.concatenate([getattr(numbers, name), getattr(field_numbers, name)])
                     for name in ("sample", "item", "value", "under", "decimals", "kind")))  # fmt: skip


def _rows(world: World, runs: Runs) -> tuple[Array, Array]:
    """Run and item of every result."""
    jobs = runs.jobs
    has = np.zeros((len(world.taken), len(ITEMS)), bool)
    for row, one in enumerate(world.taken):
        has[row, list(one.items)] = True
    counts = np.isin(jobs.kind, (SAMPLE, PARALLEL, AGAIN)) & (jobs.sample >= 0)
    run, item = [], []
    for group in GROUPS:
        mine = np.flatnonzero(counts & (jobs.group == group.number))
        for number in group.items:
            rows = mine[has[jobs.sample[mine], number]]
            run.append(rows)
            item.append(np.full(len(rows), number))
    return np.concatenate(run), np.concatenate(item)


def _bench(world: World, runs: Runs, measured: Array) -> tuple[Numbers, Frame]:
    rng = stream(world.dimensions.seed, "results", world.laboratory.number)
    run, item = _rows(world, runs)
    jobs = runs.jobs
    sample, kind = jobs.sample[run], jobs.kind[run]
    lead = np.array([one.items[0] for one in GROUPS])[jobs.group[run]]
    value = np.where(item == lead, measured[run], world.values[sample, item] * rng.normal(1, PRECISION, len(run)))
    replicate, again = _replicates(sample, item, kind)
    value, under = _as_read(sample, item, value)
    rounding = half_up if world.laboratory.habits.half_up else half_even
    decimals = digits_after_point(value, item)
    value = np.where(under, DETECTION[item], rounding(value, decimals))
    text, number, qualifier = written(np.where(under, 0, value), decimals, DETECTION[item], "<")
    ended = runs.ended[run]
    entered = next_opening(ended + rng.integers(5, 40, len(run)) * MINUTE, *DESK)
    signed = entered + rng.integers(1, 15, len(run)) * MINUTE
    people = analysts_of(world, runs)
    others = np.array(world.laboratory.analysts, object)
    frame = Frame(
        "results",
        {
            "lab_id": world.laboratory.org_id, "sample_no": world["samples"]["sample_no"][sample],
            "parameter": PARAMETERS[item], "method": METHODS[item], "replicate": replicate,
            "analyst_id": people[run], "analysed_from_at": jobs.begin[run], "analysed_to_at": ended,
            "entered_at": entered, "value_text": text, "value": number, "qualifier": qualifier, "unit": UNITS[item],
            "run_id": world["analysis_runs"]["run_id"][run],
            "paper_value_text": text if world.laboratory.number % 3 else None,
            "reviewer_id": _another(others, people[run], entered), "signed_by": people[run], "signed_at": signed,
            "signature_device": "PC-01", "reported": _reported(world, sample, again),
            "reason": _reasons(world, sample, again),
        },
        len(run),
    )  # fmt: skip
    frame["signature_device"] = np.array([f"PC-{one + 1:02d}" for one in range(4)], object)[jobs.group[run] % 4]
    return Numbers(sample, item, value, under, decimals, kind), frame


def _another(people: Array, taken: Array, entered: Array) -> Array:
    """A second person, who checks."""
    picked = people[(entered // DAY) % len(people)]
    return np.asarray(np.where(picked == taken, people[(entered // DAY + 1) % len(people)], picked))


def _replicates(sample: Array, item: Array, kind: Array) -> tuple[Array, Array]:
    """Number what was determined more than once; tell what was thrown away for a second go."""
    key = sample * 100 + item
    double = np.isin(key, key[kind == PARALLEL])
    again = np.isin(key, key[kind == AGAIN])
    number = np.select([kind == PARALLEL, kind == AGAIN], [2, 3], 1)
    return np.where(double | again, number, NOTHING), again & (kind != AGAIN)


def _as_read(sample: Array, item: Array, value: Array) -> tuple[Array, Array]:
    """Below or above the detection limit; two determinations of one sample are decided together."""
    key = sample * 100 + item
    keys, inverse = np.unique(key, return_inverse=True)
    total = np.bincount(inverse, value, len(keys)) / np.bincount(inverse, minlength=len(keys))
    under = total[inverse] < DETECTION[item]
    return np.where(under, value, np.maximum(value, DETECTION[item])), under


def digits_after_point(value: Array, item: Array) -> Array:
    """Decimals of the method, but no more than three significant digits."""
    size = np.floor(np.log10(np.maximum(value, 1e-9)))
    few = np.where(item == BACTERIA, 2, DIGITS)
    return np.asarray(np.minimum(DECIMALS[item], few - 1 - size).astype(np.int64))


BACTERIA = next(number for number, one in enumerate(ITEMS) if one.unit == "MPN/L")


def _reported(world: World, sample: Array, again: Array) -> Array:
    control = np.array([one.blank or one.twin_of >= 0 for one in world.taken])
    return np.where(again | control[sample], 0, 1)


def _reasons(world: World, sample: Array, again: Array) -> Array:
    control = np.array(["全程序空白" if one.blank else "现场平行样" if one.twin_of >= 0 else None
                        for one in world.taken], object)  # fmt: skip
    reason = control[sample]
    reason[again] = np.array(WHY_AGAIN, object)[sample[again] % len(WHY_AGAIN)]
    return np.asarray(reason)


def _on_site(world: World, shown: Array) -> tuple[Numbers, Frame]:
    """What was read on site, entered when the crew was back, or the next morning."""
    rng = stream(world.dimensions.seed, "entered", world.laboratory.number)
    rows = [row for row, one in enumerate(world.readings) if one.sample >= 0]
    read = [world.readings[row] for row in rows]
    item = np.array([one.item for one in read], np.int64)
    sample = np.array([one.sample for one in read], np.int64)
    decimals = DECIMALS[item]
    value = half_even(shown[rows], decimals)
    under = value < DETECTION[item]
    text, number, qualifier = written(value, decimals, DETECTION[item], "<")
    received = np.array([world.visits[one.visit].received for one in read], np.int64)
    entered = next_opening(received + rng.integers(10, 55, len(rows)) * MINUTE, 8 * HOUR + 30 * MINUTE, 19 * HOUR)
    people = np.array([world.visits[one.visit].people[1] for one in read], object)
    first = np.array([world.visits[one.visit].people[0] for one in read], object)
    frame = Frame(
        "results",
        {
            "lab_id": world.laboratory.org_id, "sample_no": world["samples"]["sample_no"][sample],
            "parameter": PARAMETERS[item], "method": METHODS[item], "analyst_id": people,
            "analysed_from_at": [one.from_at for one in read], "analysed_to_at": [one.to_at for one in read],
            "entered_at": entered, "value_text": text, "value": number, "qualifier": qualifier, "unit": UNITS[item],
            "paper_value_text": text if world.laboratory.number % 3 else None, "reviewer_id": first,
            "signed_by": people, "signed_at": entered + rng.integers(1, 15, len(rows)) * MINUTE,
            "signature_device": "TAB-01", "reported": _reported(world, sample, np.zeros(len(rows), bool)),
            "reason": _reasons(world, sample, np.zeros(len(rows), bool)),
        },
        len(rows),
    )  # fmt: skip
    return Numbers(
        sample, item, np.where(under, DETECTION[item], value), under, decimals, np.zeros(len(rows), np.int64)
    ), frame
