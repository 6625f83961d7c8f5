"""Filters: weighed twice before they go out and twice when they come back, at rest for a day each time."""

from __future__ import annotations

import numpy as np

from jianzhen.synth.bench import WEIGHING, Runs
from jianzhen.synth.chance import stream
from jianzhen.synth.dimensions import DAY, HOUR, MINUTE
from jianzhen.synth.frame import Array, Frame
from jianzhen.synth.groups import GROUPS
from jianzhen.synth.items import Work
from jianzhen.synth.runtable import analysts_of, names_of
from jianzhen.synth.world import World

NOMINAL = 1000.0
"""Litres that stand for the volume of a blank."""

AT_REST = 25 * HOUR


def weigh(world: World, runs: Runs, measured: Array) -> Array:
    """Write the table of weighings; return what was measured, as the balance saw it (0.01 mg)."""
    rng = stream(world.dimensions.seed, "weighings", world.laboratory.number)
    filters = np.array([one.lead.work is Work.FILTER for one in GROUPS])[runs.jobs.group]
    rows = np.flatnonzero(filters)
    sample = runs.jobs.sample[rows]
    blank = np.array([one.blank for one in world.taken])[sample]
    litres = np.where(np.isnan(world.standard[sample]), NOMINAL, world.standard[sample])
    gain = np.where(blank, rng.normal(0, 4e-5, len(rows)), measured[rows] * litres / 1e6)
    before = np.round(rng.uniform(0.33, 0.41, len(rows)), 5)
    after = np.round(before + gain, 5)
    measured = measured.copy()
    measured[rows] = np.maximum(after - before, 0) * 1e6 / litres
    _table(world, runs, rows, (before, after), rng)
    return measured


def _table(world: World, runs: Runs, rows: Array, masses: tuple[Array, Array], rng: np.random.Generator) -> None:
    sample = runs.jobs.sample[rows]
    medium = world["samples"]["medium_id"][sample]
    out = np.array([world.visits[world.taken[row].visit].set_out for row in sample], np.int64)
    day = out // DAY - rng.integers(2, 9, len(rows))
    earlier = day * DAY + WEIGHING[0] + rng.integers(0, 480, len(rows)) * MINUTE
    balance, analyst = names_of(world, runs)[rows], analysts_of(world, runs)[rows]
    parts = []
    for kind, mass, first, rest in (
        ("before", masses[0], earlier, earlier - AT_REST - rng.integers(0, 120, len(rows)) * MINUTE),
        ("after", masses[1], runs.started[rows], runs.jobs.begin[rows]),
    ):
        for repeat in (1, 2):
            weighed = np.round(mass + (repeat - 1) * rng.integers(-2, 3, len(rows)) * 1e-5, 5)
            parts.append(
                {"medium_id": medium, "kind": kind, "repeat": repeat, "weighed_at": first + (repeat - 1) * 90,
                 "mass": weighed, "balance_id": balance,
                 "equilibrated_from_at": rest, "temperature": np.round(rng.normal(20, 0.3, len(rows)), 1),
                 "humidity": np.round(rng.normal(50, 1.2, len(rows)), 0), "analyst_id": analyst}
            )  # fmt: skip
    frame = Frame("weighings", parts[0], len(rows))
    for part in parts[1:]:
        frame.add(part, len(rows))
    world.tables["weighings"] = frame
