"""Who was where: gates see people come and go, handsets see crews travel, forms say who is on leave."""

from __future__ import annotations

import numpy as np

from jianzhen.calendar.days import is_working_day
from jianzhen.synth.bench import Runs
from jianzhen.synth.chance import stream
from jianzhen.synth.dimensions import DAY, HOUR, MINUTE, day_of
from jianzhen.synth.frame import Array, Frame
from jianzhen.synth.runtable import analysts_of
from jianzhen.synth.world import World

COMES, GOES = 8 * HOUR + 10 * MINUTE, 17 * HOUR + 35 * MINUTE
ON_LEAVE = 0.06
"""Of the working days on which a person had nothing to sign."""


def add_attendance(world: World, runs: Runs) -> None:
    """The table of attendance."""
    people = list(dict.fromkeys(world.laboratory.staff))
    number = {person: row for row, person in enumerate(people)}
    first = world.dimensions.first_day
    days = world.dimensions.last_day - first + 1
    start = np.full((len(people), days), np.iinfo(np.int64).max)
    end = np.zeros((len(people), days), np.int64)
    away = np.zeros((len(people), days), bool)
    for person, moments in _signs(world, runs):
        row = np.array([number.get(one, -1) for one in person])
        day = moments // DAY - first
        fine = (row >= 0) & (day >= 0) & (day < days)
        np.minimum.at(start, (row[fine], day[fine]), moments[fine])
        np.maximum.at(end, (row[fine], day[fine]), moments[fine])
    trips = _trips(world, number, away, first)
    frame = _present(world, people, (start, end, away), first)
    frame.append(trips)
    world.tables["attendance"] = frame


def _signs(world: World, runs: Runs) -> list[tuple[Array, Array]]:
    """Persons and moments at which they did something in the house."""
    results, samples, reports = world["results"], world["samples"], world["reports"]
    return [
        (results["signed_by"], results["entered_at"] - 5 * MINUTE), (results["signed_by"], results["signed_at"]),
        (analysts_of(world, runs), runs.jobs.begin), (samples["received_by"], samples["received_at"]),
        (samples["delivered_by"], samples["received_at"]), (reports["approver_id"], reports["issued_at"]),
        (world["weighings"]["analyst_id"], world["weighings"]["weighed_at"]),
    ]  # fmt: skip


def _trips(world: World, number: dict[str, int], away: Array, first: int) -> Frame:
    """One row per person and outing."""
    rows: list[tuple[str, int, int, str, float, float]] = []
    for visit in world.visits:
        for person in visit.people:
            if not away[number[person], visit.day - first]:
                away[number[person], visit.day - first] = True
                rows.append((person, visit.set_out, visit.back, visit.plant.name, visit.plant.lon, visit.plant.lat))
    people, begin, end, place, lon, lat = zip(*rows, strict=True)
    return Frame(
        "attendance",
        {
            "person_id": list(people), "org_id": world.laboratory.org_id, "kind": "travel", "place": list(place),
            "from_at": list(begin), "to_at": list(end), "lon": list(lon), "lat": list(lat), "source": "form",
        },
        len(rows),
    )  # fmt: skip


def _present(world: World, people: list[str], seen: tuple[Array, Array, Array], first: int) -> Frame:
    rng = stream(world.dimensions.seed, "attendance", world.laboratory.number)
    start, end, away = seen
    days = start.shape[1]
    working = np.array([is_working_day(day_of(first + day)) for day in range(days)])
    busy = end > 0
    midnight = (first + np.arange(days)) * DAY
    comes = midnight + COMES + rng.integers(-10, 15, start.shape) * MINUTE
    goes = midnight + GOES + rng.integers(0, 25, start.shape) * MINUTE
    idle = working & ~busy & ~away
    leave = idle & (rng.random(start.shape) < ON_LEAVE)
    # A crew that comes back is in the house only from then on.
    begins = np.where(away, start - 8 * MINUTE, np.where(busy, np.minimum(start - 5 * MINUTE, comes), comes))
    ends = np.where(busy, np.maximum(end + 6 * MINUTE, np.where(away | ~working, 0, goes)), goes)
    begins = np.where(leave, midnight, begins)
    ends = np.where(leave, midnight + DAY, ends)
    person, day = np.nonzero(busy | idle)
    count = len(person)
    gone = leave[person, day]
    return Frame(
        "attendance",
        {
            "person_id": np.array(people, object)[person], "org_id": world.laboratory.org_id,
            "kind": np.where(gone, "leave", "present").astype(object),
            "place": np.where(gone, "请假", "实验室").astype(object), "from_at": begins[person, day],
            "to_at": ends[person, day], "lon": np.where(gone, np.nan, world.laboratory.lon),
            "lat": np.where(gone, np.nan, world.laboratory.lat),
            "source": np.where(gone, "form", "gate").astype(object),
        },
        count,
    )  # fmt: skip
