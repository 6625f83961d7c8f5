"""People who are on record where they cannot have been."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from jianzhen.synth.fieldwork import minutes
from jianzhen.synth.items import draw, items_of, write
from jianzhen.synth.parties import pairs
from jianzhen.synth.region import Label, Plant, Region, Row, Visit
from jianzhen.synth.travel import drive
from jianzhen.words import Words


def signed_at_two_places(region: Region) -> Label:
    """A sampler signs the sheets of both crews of the day (OC-19)."""
    here, there = region.rng.choice([pair for pair in _same_day(region) if not any(one.touched for one in pair)])
    here.touched = there.touched = True
    signed = there.crew[0]
    signed["person_id"] = here.crew[0]["person_id"]
    return Label(
        "signed_at_two_places", "OC-19", here.event["lab_id"], here.event["started_at"], here.event["ended_at"],
        Words("一名采样员同时在两个厂签名采样", "one sampler signs at two plants at the same time"),
        (("sampling_events", here.event), ("sampling_events", there.event), ("sampling_crew", signed)),
    )  # fmt: skip


def _same_day(region: Region) -> Iterator[tuple[Visit, Visit]]:
    """Visits of one laboratory to two plants whose samples were drawn at the same time."""
    for here in region.visits:
        for there in region.visits:
            same = here.laboratory is there.laboratory and here.day == there.day
            if same and here.plant is not there.plant and _overlap(here.samples, there.samples):
                yield here, there


def _overlap(first: list[Row], second: list[Row]) -> bool:
    half_an_hour = dt.timedelta(minutes=30)
    return any(
        one["collected_from_at"] + half_an_hour < other["collected_to_at"]
        and other["collected_from_at"] + half_an_hour < one["collected_to_at"]
        for one in first
        for other in second
    )


def drove_too_fast(region: Region) -> Label:
    """The crew hands samples over in town and measures noise far away half an hour later (OC-03)."""
    far = {id(mine): plant for mine, plant in pairs(region) if drive(mine.place, plant.place) > dt.timedelta(hours=2)}
    visit = region.untouched(lambda visit: bool(visit.samples) and id(visit.laboratory) in far and not _is_far(visit))
    plant = far[id(visit.laboratory)]
    handed_over = visit.samples[0]["received_at"]
    noise = _add_noise(region, visit, plant, handed_over + minutes(region, 26, 34))
    return Label(
        "drove_too_fast", "OC-03", visit.event["lab_id"], handed_over, noise["started_at"],
        Words("交样后半小时在百公里外测噪声", "noise a hundred kilometres away half an hour after a hand-over"),
        (("sampling_events", noise), *(("samples", sample) for sample in visit.samples)),
    )  # fmt: skip


def _is_far(visit: Visit) -> bool:
    return drive(visit.laboratory.place, visit.plant.place) > dt.timedelta(hours=2)


def _add_noise(region: Region, visit: Visit, plant: Plant, start: dt.datetime) -> Row:
    """Write up a noise measurement by the crew of ``visit`` at another plant."""
    end, item = start + dt.timedelta(minutes=10), items_of("noise")[0]
    event = region.add(
        "sampling_events", event_id=f"{visit.event['event_id']}-ZS", lab_id=visit.event["lab_id"], category="noise",
        outlet_id=plant.outlets["noise"], site_name="厂界东侧", started_at=start, ended_at=end, lon=plant.place.lon,
        lat=plant.place.lat, load_pct=80.0, weather="sunny", wind_speed=1.2,
    )  # fmt: skip
    for member in visit.crew:
        region.add("sampling_crew", event_id=event["event_id"], person_id=member["person_id"], client_staff=False,
                   signed_in_at=start, signed_out_at=end)  # fmt: skip
    report_no = f"{visit.report['report_no']}-ZS"
    region.add("reports", **(visit.report | {"report_no": report_no, "client_id": plant.org_id, "category": "noise"}))
    region.add("report_register", lab_id=event["lab_id"], report_no=report_no, client_id=plant.org_id,
               issued_on=visit.report["issued_at"].date())  # fmt: skip
    text, value, _ = write(item, draw(item, region.rng, 1.0))
    region.add("report_results", lab_id=event["lab_id"], report_no=report_no, line=1, outlet_id=event["outlet_id"],
               site_name=event["site_name"], sampled_from_at=start, sampled_to_at=end, parameter=item.parameter,
               method=item.method, value_text=text, value=value, unit=item.unit, limit=item.limit,
               verdict="合格")  # fmt: skip
    return event
