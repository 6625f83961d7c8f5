"""Who goes where on which day: each crew to one long job, plants in turn as their permits ask."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from jianzhen.calendar.days import is_working_day
from jianzhen.synth.cast import Laboratory, Plant
from jianzhen.synth.casting import NOISE_SHARE, reports_of
from jianzhen.synth.chance import dice
from jianzhen.synth.dimensions import Dimensions, day_of
from jianzhen.synth.geography import kilometres

KINDS = {"water": 0.52, "exhaust": 0.29, "fugitive": 0.12, "well": 0.07}
BEFORE_CLOSING = 14
"""Days before an ordered pause on which nothing new is begun, so that no report falls into it."""

NOISE_ELSEWHERE = 0.35


@dataclass(frozen=True)
class Outing:
    """A crew's day."""

    day: int
    crew: int
    kind: str
    plant: Plant
    turn: int
    """How often the plant was visited for this before."""
    noise: Plant | None
    """Where noise is measured afterwards."""


def outings(laboratory: Laboratory, dimensions: Dimensions) -> list[Outing]:
    """Plan the field work of a laboratory, in order of days and crews."""
    at = dice(dimensions.seed, "schedule", laboratory.number)
    reports = reports_of(laboratory, dimensions.days)
    slots = [(day, crew) for day in _days(laboratory, dimensions) for crew in range(len(laboratory.crews))]
    wanted = min(len(slots), round(reports * (1 - NOISE_SHARE)))
    queues = {kind: _in_turn(laboratory, kind, at) for kind in KINDS}
    available = [kind for kind in KINDS if any(_has(plant, kind) for plant in laboratory.plants)]
    plan, noisy = [], reports * NOISE_SHARE / max(wanted, 1)
    done: set[tuple[str, str, int]] = set()
    """No two crews go to one plant for the same on one day."""
    for day, crew in sorted(at.sample(slots, wanted)):
        kind = at.choices(available, [KINDS[one] for one in available])[0]
        plant, turn = next(queues[kind])
        if (plant.org_id, kind, day) in done:
            continue
        done.add((plant.org_id, kind, day))
        noise = _noise(laboratory, plant, at) if at.random() < noisy * 1.25 else None
        plan.append(Outing(day, crew, kind, plant, turn, noise))
    return plan


def _days(laboratory: Laboratory, dimensions: Dimensions) -> Iterator[int]:
    for day in range(dimensions.first_day, dimensions.last_field_day + 1):
        shut = laboratory.closed
        if shut and shut[0] - BEFORE_CLOSING <= day <= shut[1]:
            continue
        if is_working_day(day_of(day)):
            yield day


def _has(plant: Plant, kind: str) -> bool:
    return bool(plant.points("water", well=True) if kind == "well" else plant.points(kind))


def _in_turn(laboratory: Laboratory, kind: str, at: random.Random) -> Iterator[tuple[Plant, int]]:
    """The plants that need this, each once before any comes again."""
    turn = 0
    plants = [plant for plant in laboratory.plants if _has(plant, kind)]
    while plants:
        at.shuffle(plants)
        yield from ((plant, turn) for plant in plants)
        turn += 1


def _noise(laboratory: Laboratory, plant: Plant, at: random.Random) -> Plant:
    if at.random() >= NOISE_ELSEWHERE:
        return plant
    others = [other for other in laboratory.plants if other is not plant]
    return min(others, key=lambda other: kilometres(plant.lon, plant.lat, other.lon, other.lat))
