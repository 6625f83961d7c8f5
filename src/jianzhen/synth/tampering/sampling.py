"""Sampling that was cut short, or done where nothing was discharged."""

from __future__ import annotations

import datetime as dt

from jianzhen.synth.fieldwork import FLOW
from jianzhen.synth.region import Label, Region, Row, Visit
from jianzhen.words import Words

GAPS = (31, 37)
"""Minutes between the samples, as in the case."""

MEMORY_MIN = 8


def samples_too_close(region: Region) -> Label:
    """Three samples of waste water that belong two hours apart are taken half an hour apart (OC-14)."""
    visit = region.untouched(lambda visit: visit.category == "water")
    at = visit.samples[0]["collected_from_at"]
    for sample, gap in zip(visit.samples[1:], GAPS, strict=True):
        at += dt.timedelta(minutes=gap)
        _move(visit, sample, at - sample["collected_from_at"])
    visit.event["ended_at"] = visit.samples[-1]["collected_to_at"]
    return Label(
        "samples_too_close", "OC-14", visit.event["lab_id"], visit.event["started_at"], visit.event["ended_at"],
        Words("废水三次采样间隔仅 31、37 分钟", "three waste-water samples only 31 and 37 minutes apart"),
        tuple(("samples", sample) for sample in visit.samples),
    )  # fmt: skip


def _move(visit: Visit, sample: Row, by: dt.timedelta) -> None:
    """Move a sample with its readings on site and the lines that state its time."""
    old = sample["collected_from_at"]
    for name in ("collected_from_at", "collected_to_at"):
        sample[name] += by
    for line in visit.lines:
        if line["sample_no"] == sample["sample_no"]:
            line["sampled_from_at"] += by
            line["sampled_to_at"] += by
    for result in visit.results:
        if result["sample_no"] == sample["sample_no"] and result["analysed_from_at"] == old:
            for name in ("analysed_from_at", "analysed_to_at", "entered_at"):
                result[name] += by
    for reading in visit.readings:
        if reading["started_at"] == old:
            for name in ("started_at", "ended_at", "written_at", "ticket_started_at", "ticket_ended_at"):
                reading[name] += by


def sampler_ran_shortly(region: Region) -> Label:
    """The sheet says an hour of dust sampling; the sampler's own memory says eight minutes (OC-17)."""
    visit = region.untouched(lambda visit: visit.category == "exhaust")
    return Label(
        "sampler_ran_shortly", "OC-17", visit.event["lab_id"], visit.event["started_at"], visit.event["ended_at"],
        Words("记录采样 60 分钟，仪器存储只有 8 分钟", "an hour on the sheet, eight minutes in the sampler's memory"),
        tuple(("field_readings", reading) for reading in _stop_sampler_early(visit)),
    )  # fmt: skip


def _stop_sampler_early(visit: Visit) -> list[Row]:
    """Let the sampler's memory hold eight minutes of every hour; the tickets are made up to match the sheet."""
    dust = [reading for reading in visit.readings if reading["parameter"] == "颗粒物"]
    for reading in dust:
        reading["ended_at"] = reading["started_at"] + dt.timedelta(minutes=MEMORY_MIN)
        reading["written_at"] = reading["ended_at"] + dt.timedelta(seconds=2)
        reading["volume"] = MEMORY_MIN * FLOW
    return dust


def plant_stood_still(region: Region) -> Label:
    """A report states samples of a day on which the meter shows the plant at rest (OC-13)."""
    visit = region.untouched(lambda visit: visit.category == "water" and _alone_that_day(region, visit))
    return Label(
        "plant_stood_still", "OC-13", visit.event["lab_id"], visit.event["started_at"], visit.event["ended_at"],
        Words("采样当日企业停产", "the plant stood still on the day of sampling"),
        (("sampling_events", visit.event), *(("plant_operations", row) for row in _stop_plant(region, visit))),
    )  # fmt: skip


def went_for_form(region: Region) -> Label:
    """The crew goes to a plant at rest, lets the sampler run for minutes and writes a full set of sheets (OC-02)."""
    visit = region.untouched(lambda visit: visit.category == "exhaust" and _alone_that_day(region, visit))
    hours, dust = _stop_plant(region, visit), _stop_sampler_early(visit)
    return Label(
        "went_for_form", "OC-02", visit.event["lab_id"], visit.event["started_at"], visit.event["ended_at"],
        Words("企业停产，仪器只开几分钟，报告齐全", "plant at rest, sampler on for minutes, a full report"),
        (("sampling_events", visit.event), *(("field_readings", row) for row in dust),
         *(("plant_operations", row) for row in hours)),
    )  # fmt: skip


def _alone_that_day(region: Region, visit: Visit) -> bool:
    """Whether the only other work at the plant that day is the noise measured with the exhaust, and it is untouched."""
    others = [other for other in region.visits
              if other.plant is visit.plant and other.day == visit.day and other is not visit]  # fmt: skip
    return all(other.category == "noise" and not other.touched for other in others)


def _stop_plant(region: Region, visit: Visit) -> list[Row]:
    """Let the meter show the plant at rest on the day of a visit, and its automatic devices what that means."""
    midnight = dt.datetime.combine(visit.day, dt.time())
    ends = midnight + dt.timedelta(days=1)
    for other in region.visits:
        other.touched |= other.plant is visit.plant and other.day == visit.day
    hours = [row for row in region.tables["plant_operations"]
             if row["org_id"] == visit.plant.org_id and midnight <= row["from_at"] < ends]  # fmt: skip
    for row in hours:
        row.update(output=0.0, load_pct=0.0, state="stopped", power=round(row["power"] * 0.03, 1), treatment_power=0.0)
    _rest_devices(region, visit, midnight, ends)
    return hours


def _rest_devices(region: Region, visit: Visit, from_at: dt.datetime, to_at: dt.datetime) -> None:
    """What automatic devices at the plant report is that of a plant at rest, flagged so."""
    outlets = set(visit.plant.outlets.values())
    devices = {row["device_id"] for row in region.tables["devices"] if row["outlet_id"] in outlets}
    for row in region.tables["observations"]:
        if row["device_id"] in devices and from_at <= row["at"] < to_at:
            low = 20.8 if row["factor"] == "a19001" else round(row["avg"] * 0.02, 2)
            row.update(avg=low, min=low, max=low, converted=None, flag="F")
