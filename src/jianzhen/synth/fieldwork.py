"""Days in the field: crews drive out, sample, read their instruments, come back and hand over."""

from __future__ import annotations

import random
from collections.abc import Sequence

from jianzhen.synth import timeline, weather
from jianzhen.synth.cast import Plant
from jianzhen.synth.chance import dice
from jianzhen.synth.dimensions import DAY, HOUR, MINUTE, day_of
from jianzhen.synth.geography import drive
from jianzhen.synth.items import ITEMS, Work
from jianzhen.synth.schedule import Outing, outings
from jianzhen.synth.timeline import Step
from jianzhen.synth.world import Read, Taken, Visit, World

PREFIX = {"water": "FS", "well": "DX", "exhaust": "FQ", "fugitive": "WZ", "noise": "ZS"}
TWIN_EVERY = 0.5
"""Share of visits at which a field parallel is taken."""

LATEST_NOISE = 20 * HOUR
NOVICE_DAYS = 90
REPORT_DAYS = 20
"""Within which a report is out."""


def add_fieldwork(world: World) -> None:
    """Make all visits with their samples and readings."""
    at = dice(world.dimensions.seed, "fieldwork", world.laboratory.number)
    for outing in outings(world.laboratory, world.dimensions):
        _go(world, outing, at)


def _whole(seconds: float) -> int:
    """People write hours and minutes."""
    return int(seconds) // MINUTE * MINUTE


def _go(world: World, outing: Outing, at: random.Random) -> None:
    """One crew's day: out, one or two plants, back, hand over."""
    base, plant = world.laboratory, outing.plant
    away = int(drive(base.lon, base.lat, plant.lon, plant.lat))
    set_out = outing.day * DAY + 7 * HOUR + at.randint(15, 70) * MINUTE
    visits = [_visit(world, outing, plant, outing.kind, set_out, set_out + away)]
    last = _work(world, visits[0], away, at)
    where, on = plant, 0
    if outing.noise is not None:
        there = outing.noise
        on = int(drive(plant.lon, plant.lat, there.lon, there.lat)) if there is not plant else 0
        arrive = _whole(last + at.randint(8, 14) * MINUTE + on)
        if _quiet(world, there, arrive):
            visits.append(_visit(world, outing, there, "noise", set_out, arrive))
            last, where = _work(world, visits[-1], away, at), there
    leave = last + at.randint(8, 15) * MINUTE
    back = _whole(leave + drive(where.lon, where.lat, base.lon, base.lat))
    received = back + at.randint(6, 13) * MINUTE
    for visit in visits:
        visit.leave, visit.back, visit.received = leave, back, received
    visits[0].leave = leave if len(visits) == 1 or where is plant else visits[1].arrive - on


def _quiet(world: World, plant: Plant, arrive: int) -> bool:
    """Whether noise can still be measured: daylight hours, little wind, no rain."""
    wind, rain = weather.at(world.dimensions, plant.division, arrive)
    later, wet = weather.at(world.dimensions, plant.division, arrive + HOUR)
    return arrive % DAY < LATEST_NOISE and max(wind, later) < weather.CALM and not rain and not wet


def _visit(world: World, outing: Outing, plant: Plant, kind: str, set_out: int, arrive: int) -> Visit:
    crew = world.laboratory.crews[outing.crew]
    novice = world.laboratory.trainee
    if novice and outing.crew == 0 and 0 <= outing.day - novice[1] < NOVICE_DAYS:
        crew = (*crew, novice[0])
    visit = Visit(len(world.visits), outing.day, outing.crew, crew, plant, kind, outing.turn, set_out, _whole(arrive))
    world.visits.append(visit)
    return visit


def _work(world: World, visit: Visit, away: int, at: random.Random) -> int:
    """Carry out a visit and return when its last sample was taken."""
    start, plant = visit.arrive + at.randint(8, 20) * MINUTE, visit.plant
    rare = _quarterly(world, visit)
    match visit.kind:
        case "water":
            steps = timeline.water(at, plant.points("water"), start, away, rare=rare)
        case "well":
            steps = timeline.wells(at, plant.points("water", well=True), start)
        case "exhaust":
            steps = timeline.stacks(at, plant.points("exhaust"), start, away, visit.turn)
        case "fugitive":
            steps = timeline.boundary(at, plant.points("fugitive"), start, away)
        case _:
            steps = timeline.noise(at, plant.points("noise"), start)
    if at.random() > TWIN_EVERY:
        steps = [step for step in steps if not step.twin]
    _record(world, visit, steps, rare=rare)
    return max(step.to_at for step in steps)


def _quarterly(world: World, visit: Visit) -> bool:
    """Whether what the permit asks for once a quarter is done now: as early in the quarter as there is room for it."""
    day = day_of(visit.day)
    quarter = (visit.plant.org_id, visit.kind, day.year, (day.month - 1) // 3)
    if quarter in world.quarters:
        return False
    if not any(_paused(world, visit, item) for point in visit.plant.points(visit.kind) for item in point.rare):
        world.quarters.add(quarter)
    return True


def _record(world: World, visit: Visit, steps: Sequence[Step], *, rare: bool) -> None:
    """Write down samples and readings, event by event."""
    stem = f"{world.laboratory.code}{PREFIX[visit.kind]}{day_of(visit.day):%y%m%d}-{visit.crew + 1:02d}"
    outlets = list(dict.fromkeys(step.outlet.outlet_id for step in steps))
    first = len(visit.events)
    visit.events += [f"{stem}{number + 1}" for number in range(first, first + len(outlets))]
    before: dict[str, int] = {}
    for step in steps:
        event = outlets.index(step.outlet.outlet_id)
        items = tuple(item for item in (*step.outlet.items, *(step.outlet.rare if rare else ()))
                      if ITEMS[item].bottle == step.bottle and not _paused(world, visit, item)
                      and not (step.blank and ITEMS[item].work is Work.ON_SITE))  # fmt: skip
        if not items:
            continue
        position = -1
        if step.bottle != "none":
            twin = before.get(step.outlet.outlet_id, -1) if step.twin else -1
            position = len(world.taken)
            before[step.outlet.outlet_id] = position
            world.taken.append(
                Taken(visit.number, event, step.outlet, step.bottle, step.from_at, step.to_at, items, step.blank, twin)
            )
        if not step.blank:
            _read(world, visit, step, event, position, items)


def _read(world: World, visit: Visit, step: Step, event: int, sample: int, items: tuple[int, ...]) -> None:
    """What is read on site: pH at once, gases for twenty minutes, noise for ten."""
    kit = world.laboratory.kits[visit.crew]
    for item in items:
        known = ITEMS[item]
        if known.work is Work.ON_SITE:
            long = step.to_at - step.from_at
            end = step.from_at + min(long, int(known.minutes) * MINUTE)
            world.readings.append(
                Read(visit.number, event, step.outlet, sample, item, kit[known.kind], step.from_at, end)
            )


def _paused(world: World, visit: Visit, item: int) -> bool:
    """Whether the laboratory may not report the parameter when this visit's report will be due."""
    pause = world.laboratory.paused
    return bool(pause and ITEMS[item].parameter == pause[0] and pause[1] - REPORT_DAYS <= visit.day <= pause[2])
