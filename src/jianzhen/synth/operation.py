"""How the plants run: load shift by shift, with stops, and the meters that record it."""

from __future__ import annotations

import numpy as np

from jianzhen.synth.cast import Plant
from jianzhen.synth.chance import stream
from jianzhen.synth.dimensions import DAY, HOUR
from jianzhen.synth.frame import Array, Frame, joined
from jianzhen.synth.world import World

SHIFT = 8 * HOUR
SHIFTS = 3
STANDBY = 0.03
TREATMENT = 0.15
AROUND = 1
"""Days before and after a visit on which the plant runs: the laboratory telephones before it comes."""


def run_plants(world: World) -> None:
    """Let every plant run, and stand still for some days on which nobody came to sample."""
    dimensions = world.dimensions
    rng = stream(dimensions.seed, "operation", world.laboratory.number)
    days = dimensions.last_day - dimensions.first_day + 1
    visited: dict[str, set[int]] = {}
    for visit in world.visits:
        near = range(visit.day - AROUND, visit.day + AROUND + 1)
        visited.setdefault(visit.plant.org_id, set()).update(near)
    for plant in world.laboratory.plants:
        usual = rng.uniform(72, 92)
        load = np.clip(usual + np.array([1.5, 0.0, -2.5]) + rng.normal(0, 3, (days, SHIFTS)), 45, 100)
        busy = visited.get(plant.org_id, set())
        plant.stops.clear()
        for start in rng.integers(0, days, max(2, days // 60)):
            first, last = int(start) + dimensions.first_day, int(start) + dimensions.first_day + int(rng.integers(2, 9))
            if last < dimensions.first_day + days and not busy & set(range(first, last)):
                plant.stops.append((first, last))
                load[first - dimensions.first_day : last - dimensions.first_day] = 0
        world.loads[plant.org_id] = np.round(load, 1)


def load_at(world: World, plant: Plant, second: int) -> float:
    """The load of a plant at a moment, percent."""
    day = second // DAY - world.dimensions.first_day
    return float(round(world.loads[plant.org_id][day, second % DAY // SHIFT]))


def add_operations(world: World) -> None:
    """The meters' shifts of every plant whose meter reports."""
    parts = [_meter(world, plant) for plant in world.laboratory.plants if plant.metered]
    if parts:
        world.tables["plant_operations"] = joined(parts)


def _meter(world: World, plant: Plant) -> Frame:
    rng = stream(world.dimensions.seed, f"meter {plant.org_id}")
    load: Array = world.loads[plant.org_id].ravel()
    start = world.dimensions.first_day * DAY + np.arange(len(load)) * SHIFT
    share = np.where(load > 0, load / 100, STANDBY)
    power = plant.power_kw * SHIFT / HOUR * share
    return Frame(
        "plant_operations",
        {
            "org_id": plant.org_id, "source": "meter", "from_at": start, "to_at": start + SHIFT,
            "output": np.round(load * 0.96, 1), "output_unit": "t",
            "power": np.round(power * rng.uniform(0.97, 1.03, len(load)), 1),
            "treatment_power": np.round(power * TREATMENT * rng.uniform(0.95, 1.05, len(load)), 1), "load_pct": load,
            "state": np.where(load > 0, "running", "stopped").astype(object),
        },
        len(load),
    )  # fmt: skip
