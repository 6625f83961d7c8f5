"""Days in the field: crews drive out, sample, read their instruments, come back and hand over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from jianzhen.calendar.days import is_working_day
from jianzhen.synth.items import draw, items_of, write
from jianzhen.synth.parties import SITE_NAMES, contract_of, pairs
from jianzhen.synth.region import DAYS, FIRST_DAY, Laboratory, Place, Plant, Region, Row, Visit
from jianzhen.synth.travel import drive, whole_minutes

ROUNDS = 3
PREFIX = {"water": "FS", "exhaust": "FQ", "noise": "ZS"}
SAMPLES = {"water": 3, "exhaust": 3, "noise": 0}
IN_OFFICE = 0.4
"""Share of days on which nobody goes out."""

Job = tuple[Plant, str]


def minutes(region: Region, low: int, high: int) -> dt.timedelta:
    """Return a random span of whole minutes."""
    return dt.timedelta(minutes=region.rng.randint(low, high))


def add_fieldwork(region: Region) -> None:
    """Let every laboratory visit each outlet of its clients once a round."""
    for laboratory in region.laboratories:
        for turn in range(ROUNDS):
            jobs = [(plant, category) for mine, plant in pairs(region) if mine is laboratory
                    for category in ("water", "exhaust")]  # fmt: skip
            region.rng.shuffle(jobs)
            _work_off(region, laboratory, jobs, first=turn * DAYS // ROUNDS)


def _work_off(region: Region, laboratory: Laboratory, jobs: list[Job], *, first: int) -> None:
    """Send both crews out on some days, each to one long job; noise is measured after exhaust, at the same plant."""
    for day in _field_days(first):
        if region.rng.random() < IN_OFFICE:
            continue
        for crew in range(len(laboratory.crews)):
            job = next((job for job in jobs if job[0].runs_on(day)), None)
            if job is None:
                continue
            jobs.remove(job)
            _outing(region, laboratory, crew, day, job)


def _field_days(first: int) -> Iterator[dt.date]:
    """Days whose morrow the laboratory works too, so that no sample waits."""
    for number in range(first, min(first + DAYS // ROUNDS, DAYS - 2)):
        day = FIRST_DAY + dt.timedelta(days=number)
        if is_working_day(day) and is_working_day(day + dt.timedelta(days=1)):
            yield day


def _outing(region: Region, laboratory: Laboratory, crew: int, day: dt.date, job: Job) -> None:
    plant, category = job
    set_out = dt.datetime.combine(day, dt.time(7, 40)) + minutes(region, 0, 30)
    arrive = whole_minutes(set_out + drive(laboratory.place, plant.place))
    visits = [_visit(region, laboratory, crew, plant, category, arrive)]
    if category == "exhaust":
        again = visits[0].event["ended_at"] + minutes(region, 10, 20)
        visits.append(_visit(region, laboratory, crew, plant, "noise", again))
    back = whole_minutes(visits[-1].event["ended_at"] + minutes(region, 8, 15) + drive(plant.place, laboratory.place))
    received = back + minutes(region, 6, 12)
    for visit in visits:
        for person in laboratory.crews[crew]:
            visit.crew.append(
                region.add("sampling_crew", event_id=visit.event["event_id"], person_id=person, client_staff=False,
                           signed_in_at=visit.event["started_at"] - minutes(region, 2, 5),
                           signed_out_at=visit.event["ended_at"] + minutes(region, 2, 5))
            )  # fmt: skip
        for sample in visit.samples:
            sample["received_at"] = received
            sample["delivered_by"] = laboratory.crews[crew][0]
            sample["received_by"] = laboratory.keeper
    region.visits.extend(visits)


def _visit(
    region: Region, laboratory: Laboratory, crew: int, plant: Plant, category: str, arrive: dt.datetime
) -> Visit:
    start = arrive + minutes(region, 8, 20)
    outlet, kit = plant.outlets[category], laboratory.field_kits[crew]
    event_id = f"{laboratory.letter}{PREFIX[category]}{start:%y%m%d}-{crew + 1}{outlet[1:3]}"
    # A handset reads its position to within some metres.
    spot = Place(plant.place.lon + region.rng.gauss(0, 4e-5), plant.place.lat + region.rng.gauss(0, 4e-5))
    event = region.add(
        "sampling_events", event_id=event_id, lab_id=laboratory.org_id, contract_id=contract_of(laboratory, plant),
        outlet_id=outlet, site_name=SITE_NAMES[category], category=category, started_at=start, ended_at=start,
        lon=round(spot.lon, 6), lat=round(spot.lat, 6), load_pct=_load_at(plant, start), weather="sunny",
        wind_speed=round(region.rng.uniform(0.5, 3.5), 1), planned_count=SAMPLES[category] or None,
        instrument_id=kit["stack_sampler"] if category == "exhaust" else None,
    )  # fmt: skip
    visit = Visit(laboratory, plant, category, event)
    if category == "noise":
        event["ended_at"] = start + dt.timedelta(minutes=10)
        _read(region, visit, kit, start, event["ended_at"], region.rng.lognormvariate(0, 0.03), None)
    else:
        _take_samples(region, visit, kit)
    return visit


def _load_at(plant: Plant, moment: dt.datetime) -> float:
    hour = int((moment - dt.datetime.combine(FIRST_DAY, dt.time())).total_seconds() // 3600)
    return round(100 * plant.load[hour], 0)


def _take_samples(region: Region, visit: Visit, kit: dict[str, str]) -> None:
    """Take the samples of a visit: water every two hours, dust for an hour each."""
    event, level = visit.event, region.rng.lognormvariate(0, 0.2)
    start = event["started_at"]
    for number in range(1, SAMPLES[visit.category] + 1):
        end = start + (minutes(region, 5, 8) if visit.category == "water" else minutes(region, 60, 62))
        visit.samples.append(_sample(region, visit, number, start, end))
        _read(region, visit, kit, start, end, level, visit.samples[-1])
        event["ended_at"] = end
        start = start + minutes(region, 122, 128) if visit.category == "water" else end + minutes(region, 8, 12)


def _sample(region: Region, visit: Visit, number: int, start: dt.datetime, end: dt.datetime) -> Row:
    event, dust = visit.event, visit.category == "exhaust"
    sample_no = f"{event['event_id']}-{number}"
    names = ";".join(item.parameter for item in items_of(visit.category))
    return region.add(
        "samples", sample_no=sample_no, lab_id=event["lab_id"], event_id=event["event_id"], parameters=names,
        sealed=True, collected_from_at=start, collected_to_at=end, name=event["site_name"], storage="4℃冷藏",
        container="滤膜盒" if dust else "玻璃瓶、聚乙烯瓶", medium_id=f"LM-{sample_no}" if dust else None,
        volume=_volume(start, end) if dust else 2.0, flow=FLOW if dust else None,
    )  # fmt: skip


FLOW = 25.0
"""Litres a minute of the dust sampler."""

NARROW = 0.05
"""What varies less than this, pH for one, does not follow the strength of the day."""


def _volume(start: dt.datetime, end: dt.datetime) -> float:
    return FLOW * (end - start).total_seconds() / 60


def _read(
    region: Region, visit: Visit, kit: dict[str, str], start: dt.datetime, end: dt.datetime, level: float,
    sample: Row | None,
) -> None:  # fmt: skip
    """Store what the field instruments hold, and the raw result of what is read on site."""
    for item in items_of(visit.category):
        if item.on_site:
            text, value, qualifier = write(item, draw(item, region.rng, level if item.spread > NARROW else 1.0))
            _store(region, visit, kit[item.instrument], item.parameter, start, end, text)
            if sample is not None:
                visit.results.append(
                    region.add("results", lab_id=visit.event["lab_id"], sample_no=sample["sample_no"],
                               parameter=item.parameter, method=item.method, analysed_from_at=start,
                               analysed_to_at=end, entered_at=end, value_text=text, value=value,
                               qualifier=qualifier, unit=item.unit, reported=True)
                )  # fmt: skip
    if visit.category == "exhaust":
        _store(region, visit, kit["stack_sampler"], "颗粒物", start, end, None)


def _store(
    region: Region, visit: Visit, instrument: str, parameter: str, start: dt.datetime, end: dt.datetime,
    text: str | None,
) -> None:  # fmt: skip
    """Write one record into a field instrument's memory and print its ticket."""
    visit.laboratory.stored[instrument] += 1
    number = visit.laboratory.stored[instrument]
    volume = _volume(start, end) if text is None else None
    stored = None if text is None or text.startswith("<") else float(text)
    visit.readings.append(
        region.add("field_readings", instrument_id=instrument, record_no=number, event_id=visit.event["event_id"],
                   started_at=start, ended_at=end, written_at=end + dt.timedelta(seconds=2), parameter=parameter,
                   stored_value=stored, volume=volume, ticket_no=str(number), ticket_value_text=text,
                   ticket_started_at=start, ticket_ended_at=end, ticket_volume=volume, firmware="2.1.0")
    )  # fmt: skip
