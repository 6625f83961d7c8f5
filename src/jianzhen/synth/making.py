"""Makes the part of one laboratory: first all of it honestly, then what is planted on it."""

from __future__ import annotations

import numpy as np

from jianzhen.synth.attendance import add_attendance
from jianzhen.synth.bench import run_jobs
from jianzhen.synth.cast import Cast
from jianzhen.synth.chance import stream
from jianzhen.synth.contracts import add_contracts, contracts_of
from jianzhen.synth.documents import add_reports
from jianzhen.synth.enforcement import add_enforcement
from jianzhen.synth.fieldwork import add_fieldwork
from jianzhen.synth.frame import Array
from jianzhen.synth.ledgers import add_movements
from jianzhen.synth.logs import add_logs
from jianzhen.synth.lookalikes import add_lookalikes, correct_some
from jianzhen.synth.operation import add_operations, run_plants
from jianzhen.synth.people import add_people
from jianzhen.synth.photos import add_photos
from jianzhen.synth.readings import add_readings
from jianzhen.synth.registry import add_registry
from jianzhen.synth.results import add_results, measure
from jianzhen.synth.runtable import add_control, add_runs
from jianzhen.synth.sampletable import add_events, add_samples
from jianzhen.synth.telemetry import add_telemetry
from jianzhen.synth.values import draw_values, levels
from jianzhen.synth.weighings import weigh
from jianzhen.synth.world import World

BLANK = 1e-6
"""What a bottle of pure water holds, as a share of the usual."""


def make_world(cast: Cast, number: int) -> World:
    """Make one laboratory's honest world; it depends on nothing but the seed, the scale and its number."""
    world = World(cast, cast.laboratories[number])
    add_fieldwork(world)
    run_plants(world)
    add_events(world)
    add_samples(world)
    shown = _shown(world)
    add_readings(world, shown)
    runs = run_jobs(world)
    measured = measure(world, runs)
    add_runs(world, runs, measured)
    measured = weigh(world, runs, measured)
    numbers = add_results(world, runs, measured, shown)
    add_control(world, runs, measured)
    contracts = contracts_of(world.laboratory, world.dimensions)
    add_contracts(world, contracts)
    add_reports(world, numbers, contracts)
    add_lookalikes(world)
    correct_some(world)
    add_registry(world)
    add_people(world)
    add_operations(world)
    add_photos(world)
    add_movements(world, runs)
    add_attendance(world, runs)
    add_logs(world)
    add_enforcement(world)
    add_telemetry(world)
    return world


def _shown(world: World) -> Array:
    """Draw all true values, and return what the instruments on site showed of them."""
    outlets = [outlet for plant in world.laboratory.plants for outlet in plant.outlets]
    place = {outlet.outlet_id: row for row, outlet in enumerate(outlets)}
    usual = levels(world, outlets)
    taken = world.taken
    world.values = draw_values(world, np.array([place[one.outlet.outlet_id] for one in taken], np.int64),
                               np.array([one.visit for one in taken], np.int64), usual)  # fmt: skip
    for row, one in enumerate(taken):
        if one.twin_of >= 0:
            world.values[row] = world.values[one.twin_of]
        if one.blank:
            world.values[row] = BLANK * usual[place[one.outlet.outlet_id]]
    item = np.array([one.item for one in world.readings], np.int64)
    sample = np.array([one.sample for one in world.readings], np.int64)
    point = np.array([place[one.outlet.outlet_id] for one in world.readings], np.int64)
    rng = stream(world.dimensions.seed, "shown", world.laboratory.number)
    by_sample = world.values[np.maximum(sample, 0), item]
    return np.where(sample >= 0, by_sample, usual[point, item] * rng.normal(1, 0.02, len(item)))
