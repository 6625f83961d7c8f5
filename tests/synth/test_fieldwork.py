from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise

from jianzhen.calendar.days import is_working_day
from jianzhen.synth import Region
from jianzhen.synth.region import Place, Visit
from jianzhen.synth.travel import kilometres

SLACK = dt.timedelta(minutes=5)


def by_person(region: Region) -> dict[str, list[Visit]]:
    visits = defaultdict(list)
    for visit in region.visits:
        for member in visit.crew:
            visits[member["person_id"]].append(visit)
    return {person: sorted(mine, key=lambda visit: visit.event["started_at"]) for person, mine in visits.items()}


def test_nobody_is_at_two_places_or_drives_too_fast(clean: Region) -> None:
    people = by_person(clean)
    assert len(people) == 16
    for visits in people.values():
        for before, after in pairwise(visits):
            gap = after.event["started_at"] - before.event["ended_at"]
            assert gap > dt.timedelta()
            places = [Place(visit.event["lon"], visit.event["lat"]) for visit in (before, after)]
            assert kilometres(*places) <= 70 * (gap / dt.timedelta(hours=1)) + 0.1


def test_samples_reach_the_laboratory_by_car(clean: Region) -> None:
    for visit in clean.visits:
        way = kilometres(visit.plant.place, visit.laboratory.place)
        for sample in visit.samples:
            gap = sample["received_at"] - visit.event["ended_at"]
            assert way <= 62 * (gap / dt.timedelta(hours=1))


def test_samples_are_taken_within_their_visit_and_far_enough_apart(clean: Region) -> None:
    for visit in clean.visits:
        for sample in visit.samples:
            assert visit.event["started_at"] <= sample["collected_from_at"] < sample["collected_to_at"]
            assert sample["collected_to_at"] <= visit.event["ended_at"]
        for before, after in pairwise(visit.samples):
            if visit.category == "water":
                assert after["collected_from_at"] - before["collected_from_at"] >= dt.timedelta(hours=2)


def test_crews_work_on_days_and_at_plants_that_run(clean: Region) -> None:
    for visit in clean.visits:
        assert is_working_day(visit.day)
        assert visit.plant.runs_on(visit.day)


def test_field_instruments_store_what_was_done_in_order(clean: Region) -> None:
    memory = defaultdict(list)
    for row in clean.tables["field_readings"]:
        memory[row["instrument_id"]].append(row)
    for rows in memory.values():
        assert [row["record_no"] for row in rows] == list(range(1, len(rows) + 1))
        assert all(a["started_at"] <= b["started_at"] for a, b in pairwise(rows))
    dust = [row for row in clean.tables["field_readings"] if row["parameter"] == "颗粒物"]
    assert all(row["ended_at"] - row["started_at"] >= dt.timedelta(minutes=60) for row in dust)
