"""The table of instrument runs, with their files, and the quality control that some of them are."""

from __future__ import annotations

import numpy as np

from jianzhen.synth import identity
from jianzhen.synth.bench import Runs
from jianzhen.synth.chance import stream
from jianzhen.synth.dimensions import DAY, day_of
from jianzhen.synth.frame import NO_TEXT, NOTHING, Array, Frame
from jianzhen.synth.groups import GROUPS
from jianzhen.synth.items import ITEMS, Work
from jianzhen.synth.jobs import BLANK, KINDS, PARALLEL, SAMPLE, SPIKE, STANDARD
from jianzhen.synth.world import World

MANUAL = 0.06
"""Share of chromatograms that are integrated by hand."""

QC_KINDS = {BLANK: "lab_blank", STANDARD: "reference", PARALLEL: "parallel", SPIKE: "spike"}


def names_of(world: World, runs: Runs) -> Array:
    """The number of the instrument of each run."""
    kinds = np.array([one.lead.kind for one in GROUPS], object)[runs.jobs.group]
    found = np.empty(len(kinds), object)
    for kind, instruments in world.laboratory.instruments.items():
        rows = kinds == kind
        found[rows] = np.array(instruments, object)[runs.instrument[rows]]
    return found


def analysts_of(world: World, runs: Runs) -> Array:
    """Who worked: one person per bench and day."""
    people = np.array(world.laboratory.analysts, object)
    bench = np.array([one.number for one in GROUPS])[runs.jobs.group] // 3
    return np.asarray(people[(bench * 5 + runs.jobs.begin // DAY * 3) % len(people)])


def batch_ids(world: World, runs: Runs) -> Array:
    """The number of the batch of each run."""
    batches, inverse = np.unique(runs.jobs.batch, return_inverse=True)
    texts = [f"{world.laboratory.code}B{day_of(one % 100_000):%y%m%d}-{one // 100_000:02d}" for one in batches]
    return np.asarray(np.array(texts, object)[inverse])


def add_runs(world: World, runs: Runs, measured: Array) -> None:
    """The table of runs, in the order of ``runs``."""
    rng = stream(world.dimensions.seed, "runs", world.laboratory.number)
    jobs, names = runs.jobs, names_of(world, runs)
    sequence = _sequence(names, runs.started)
    ids = [f"{name}-{day_of(start // DAY):%y%m%d}-{number:03d}"
           for name, start, number in zip(names, runs.started.tolist(), sequence.tolist(), strict=True)]  # fmt: skip
    work = np.array([one.lead.work.name for one in GROUPS], object)[jobs.group]
    parameters = np.array([one.parameter for one in GROUPS], object)
    methods = np.array([one.lead.method for one in GROUPS], object)
    numbers = world["samples"]["sample_no"]
    batch = batch_ids(world, runs)
    chromatogram = np.isin(np.array([one.lead.kind for one in GROUPS], object)[jobs.group].astype(str), ("ic", "gc"))
    by_hand = np.where(chromatogram, rng.random(len(ids)) < MANUAL, -1)
    world.tables["analysis_runs"] = Frame(
        "analysis_runs",
        {
            "run_id": ids, "lab_id": world.laboratory.org_id, "instrument_id": names,
            "sample_no": np.where(jobs.sample >= 0, numbers[np.maximum(jobs.sample, 0)], NO_TEXT),
            "kind": KINDS[jobs.kind],
            "parameter": parameters[jobs.group], "method": methods[jobs.group],
            "analyst_id": analysts_of(world, runs), "started_at": runs.started, "ended_at": runs.ended,
            "sequence_no": sequence, "batch_id": batch, "manual_integration": by_hand,
            "raw_value": np.round(measured, 6), "lon": world.laboratory.lon, "lat": world.laboratory.lat,
            **_files(rng, np.array(ids, object), work, runs, names),
        },
        len(ids),
    )  # fmt: skip


def _sequence(names: Array, started: Array) -> Array:
    """Number the runs of each instrument and day."""
    _, inverse = np.unique(names.astype(str), return_inverse=True)
    key = inverse.astype(np.int64) * 1_000_000 + started // DAY
    order = np.lexsort((np.arange(len(key)), started, key))
    ordered = key[order]
    first = np.r_[True, ordered[1:] != ordered[:-1]]
    starts = np.maximum.accumulate(np.where(first, np.arange(len(key)), 0))
    sequence = np.empty(len(key), np.int64)
    sequence[order] = np.arange(len(key)) - starts + 1
    return sequence


def _files(rng: np.random.Generator, ids: Array, work: Array, runs: Runs, names: Array) -> dict[str, Array]:
    """An autosampler writes a file for each injection; other instruments one a day; ovens and the like none."""
    count = len(ids)
    own = work == Work.AUTO.name
    daily = (work == Work.QUEUE.name) | (work == Work.FILTER.name)
    _, inverse = np.unique(names.astype(str), return_inverse=True)
    key = inverse.astype(np.int64) * 1_000_000 + runs.started // DAY
    days, place = np.unique(key, return_inverse=True)
    first, last = np.full(len(days), np.iinfo(np.int64).max), np.zeros(len(days), np.int64)
    np.minimum.at(first, place, runs.started)
    np.maximum.at(last, place, runs.ended)
    shared = identity.digests(rng, len(days))
    of_day = names + "-" + (key % 1_000_000).astype(str).astype(object) + ".csv"
    name = np.where(own, ids + ".dat", np.where(daily, of_day, NO_TEXT))
    digest = np.full(count, None, object)
    digest[own], digest[daily] = identity.digests(rng, int(own.sum())), shared[place[daily]]
    created = np.where(own, runs.started + 2, np.where(daily, first[place], NOTHING))
    modified = np.where(own, runs.ended + 3, np.where(daily, last[place] + 5, NOTHING))
    return {"file_name": name, "file_sha256": digest, "file_created_at": created, "file_modified_at": modified}


def add_control(world: World, runs: Runs, measured: Array) -> None:
    """The table of quality control: every blank, standard, parallel and spike."""
    jobs = runs.jobs
    rows = np.flatnonzero((jobs.kind != SAMPLE) & (jobs.kind <= SPIKE))
    rng = stream(world.dimensions.seed, "control", world.laboratory.number)
    lead = np.array([one.items[0] for one in GROUPS])[jobs.group[rows]]
    detection = np.array([item.detection_limit for item in ITEMS])[lead]
    median = np.array([item.median for item in ITEMS])[lead]
    kind, value = jobs.kind[rows], measured[rows]
    twice = value * rng.normal(1, 0.02, len(rows))
    expected = np.select([kind == BLANK, kind == STANDARD, kind == SPIKE], [0, median, 1.0], twice)
    shown = np.where(kind == SPIKE, rng.uniform(0.9, 1.06, len(rows)), value)
    share = np.select([kind == STANDARD, kind == SPIKE], [0.08, 0.15], 0.1)
    batch = batch_ids(world, runs)[rows]
    key = np.unique(np.stack([jobs.batch[rows], kind]), axis=1, return_inverse=True)[1].ravel()
    order = np.argsort(key, kind="stable")
    sizes = np.bincount(key)
    seq = np.empty(len(rows), np.int64)
    seq[order] = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + 1
    world.tables["qc_results"] = Frame(
        "qc_results",
        {
            "lab_id": world.laboratory.org_id, "batch_id": batch,
            "kind": np.array([QC_KINDS.get(one) for one in range(6)], object)[kind],
            "parameter": np.array([item.parameter for item in ITEMS], object)[lead], "seq": seq,
            "sample_no": world["analysis_runs"]["sample_no"][rows], "value": np.round(shown, 6),
            "expected": np.round(expected, 6),
            "limit_low": np.round(np.where(kind == BLANK, 0, expected * (1 - share)), 6),
            "limit_high": np.round(np.where(kind == BLANK, detection, expected * (1 + share)), 6), "passed": 1,
        },
        len(rows),
    )  # fmt: skip
