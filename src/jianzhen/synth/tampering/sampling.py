"""Sampling that was cut short, left gaps, or was done where nothing was discharged."""

from __future__ import annotations

import numpy as np

from jianzhen.synth.dimensions import DAY, MINUTE
from jianzhen.synth.frame import NOTHING, Array
from jianzhen.synth.labels import Label
from jianzhen.synth.operation import SHIFT, SHIFTS, STANDBY
from jianzhen.synth.tampering.ground import LINE_TIMES, READING_TIMES, SAMPLE_TIMES, Ground, span_of
from jianzhen.synth.world import Visit
from jianzhen.words import Words

DUST = ("颗粒物", "总悬浮颗粒物")


def samples_too_close(ground: Ground) -> Label:
    """Samples of waste water that belong two hours apart are taken half an hour apart (OC-14)."""
    visit = ground.choose(lambda visit: visit.kind == "water")
    samples = ground.world["samples"]
    rows = ground.samples(visit)
    begins = samples["collected_from_at"][rows]
    rounds = (
        np.searchsorted(np.sort(begins)[np.r_[True, np.diff(np.sort(begins)) > 60 * MINUTE]], begins, side="right") - 1
    )
    for number in range(1, int(rounds.max()) + 1):
        mine = rows[rounds == number]
        before = rows[rounds == number - 1]
        gap = ground.at.randint(30, 62) * MINUTE
        by = int(samples["collected_from_at"][before].min()) + gap - int(samples["collected_from_at"][mine].min())
        _move(ground, visit, mine, by)
    events, crew = ground.world["sampling_events"], ground.world["sampling_crew"]
    for row, event in zip(ground.events(visit), visit.events, strict=True):
        own = samples.rows(event_id=event)
        events["ended_at"][row] = int(samples["collected_to_at"][own].max())
        crew["signed_out_at"][crew.rows(event_id=event)] = int(events["ended_at"][row]) + 3 * MINUTE
    photos = ground.photos(visit)
    ended = int(events["ended_at"][ground.events(visit)].max())
    ground.world["photos"]["taken_at"][photos] = np.minimum(ground.world["photos"]["taken_at"][photos], ended)
    return ground.label(
        "samples_too_close", "OC-14", span_of(visit),
        Words("废水采样间隔只有半小时到一小时", "waste-water samples only half an hour to an hour apart"),
        (("samples", rows), ("sampling_events", ground.events(visit))),
    )  # fmt: skip


def _move(ground: Ground, visit: Visit, samples: Array, by: int) -> None:
    """Move samples with what was read on site and the lines that state their time."""
    world = ground.world
    numbers = set(world["samples"]["sample_no"][samples])
    begins = set(world["samples"]["collected_from_at"][samples].tolist())
    ground.shift("samples", samples, SAMPLE_TIMES, by)
    for table, rows, columns in (
        ("report_results", ground.lines(visit), LINE_TIMES),
        ("results", ground.results(visit), ("analysed_from_at", "analysed_to_at")),
    ):
        mine = rows[[number in numbers for number in world[table]["sample_no"][rows]]]
        if table == "results":
            mine = mine[[run is None for run in world[table]["run_id"][mine]]]
        ground.shift(table, mine, columns, by)
    readings = ground.readings(visit)
    mine = readings[[start in begins for start in world["field_readings"]["started_at"][readings].tolist()]]
    ground.shift("field_readings", mine, READING_TIMES, by)


def sampler_ran_shortly(ground: Ground) -> Label:
    """The sheet says an hour of dust sampling, the sampler's own memory some minutes (OC-17)."""
    visit = ground.choose(lambda visit: visit.kind in {"exhaust", "fugitive"})
    rows = _stop_early(ground, visit)
    return ground.label(
        "sampler_ran_shortly", "OC-17", span_of(visit),
        Words("记录采样 1 小时，仪器存储只有一部分", "an hour on the sheet, some minutes in the sampler's memory"),
        (("field_readings", rows), ("sampling_events", ground.events(visit))),
    )  # fmt: skip


def _stop_early(ground: Ground, visit: Visit) -> Array:
    """Let the memory hold a part of every hour; tickets are made up to match the sheet."""
    memory = ground.world["field_readings"]
    rows = ground.readings(visit)
    rows = rows[np.isin(memory["parameter"][rows].astype(str), DUST)]
    share = ground.at.uniform(0.1, 0.7)
    whole = memory["ended_at"][rows] - memory["started_at"][rows]
    memory["ended_at"][rows] = memory["started_at"][rows] + (whole * share).astype(np.int64) // 60 * 60
    memory["written_at"][rows] = memory["ended_at"][rows] + 2
    for name in ("volume", "standard_volume"):
        memory[name][rows] = np.round(memory[name][rows] * share, 1)
    return rows


def one_measurement_for_three(ground: Ground) -> Label:
    """One filter is drawn, three are reported; the memory has a single run and tickets are printed at home (OC-08)."""
    visit = ground.choose(lambda visit: visit.kind == "exhaust")
    memory = ground.world["field_readings"]
    rows = ground.readings(visit)
    extra = np.concatenate([
        np.sort(mine)[1:]
        for event in visit.events
        for name in np.unique(memory["parameter"][rows].astype(str))
        if len(mine := rows[(memory["event_id"][rows] == event) & (memory["parameter"][rows] == name)])
    ])  # fmt: skip
    _forget(ground, extra)
    results = ground.results(visit)
    on_site = results[[run is None for run in ground.world["results"]["run_id"][results]]]
    return ground.label(
        "one_measurement_for_three", "OC-08", span_of(visit),
        Words("只测一次，报告三次", "measured once, reported three times"),
        (("samples", ground.samples(visit)), ("field_readings", ground.readings(visit)), ("results", on_site)),
    )  # fmt: skip


def _forget(ground: Ground, rows: Array) -> None:
    """Runs that never were: the memory counts on without them."""
    memory = ground.world["field_readings"]
    gone = [(memory["instrument_id"][row], int(memory["record_no"][row])) for row in rows]
    memory.drop(rows)
    for instrument, number in sorted(gone, key=lambda one: -one[1]):
        later = memory.rows(instrument_id=instrument)
        later = later[memory["record_no"][later] > number]
        memory["record_no"][later] -= 1
        memory["ticket_no"][later] = [str(one) for one in memory["record_no"][later]]


def never_sampled(ground: Ground) -> Label:
    """Nobody went: sheets and report are written in the office; nothing was taken, measured or photographed (OC-05)."""
    visit = ground.choose(lambda visit: visit.kind in {"exhaust", "water"} and _alone(ground, visit))
    world = ground.world
    _forget(ground, ground.readings(visit))
    for table, rows in (("photos", ground.photos(visit)), ("analysis_runs", ground.runs(visit)),
                        ("movements", world["movements"].rows(event_id=visit.events))):  # fmt: skip
        world[table].drop(rows)
    world["results"].drop(ground.results(visit))
    trips = world["attendance"].rows(kind="travel", person_id=list(visit.people), from_at=visit.set_out)
    world["attendance"]["kind"][trips], world["attendance"]["place"][trips] = "present", "实验室"
    world["attendance"]["source"][trips] = "gate"
    for name, place in (("lon", world.laboratory.lon), ("lat", world.laboratory.lat)):
        world["attendance"][name][trips] = place
    return ground.label(
        "never_sampled", "OC-05", (visit.arrive, ground.issued(visit)),
        Words("没有到场、没有采样，直接出报告", "nobody went, nothing was measured, a report was issued"),
        (("reports", ground.report(visit)), ("report_results", ground.lines(visit)),
         ("sampling_events", ground.events(visit)), ("samples", ground.samples(visit))),
    )  # fmt: skip


def _alone(ground: Ground, visit: Visit) -> bool:
    """Whether the crew had only this to do that day."""
    return not any(
        other.day == visit.day and other.crew == visit.crew and other is not visit for other in ground.world.visits
    )


def plant_stood_still(ground: Ground) -> Label:
    """A report states samples of a day on which the meter shows the plant at rest (OC-13)."""
    visit = ground.choose(lambda visit: _metered(ground, visit))
    rows = _stop_plant(ground, visit)
    return ground.label(
        "plant_stood_still", "OC-13", span_of(visit),
        Words("采样当日企业停产", "the plant stood still on the day of sampling"),
        (("sampling_events", ground.events(visit)), ("plant_operations", rows)),
    )  # fmt: skip


def went_for_form(ground: Ground) -> Label:
    """The crew goes to a plant at rest, lets the sampler run for minutes and writes a full set of sheets (OC-02)."""
    visit = ground.choose(lambda visit: visit.kind == "exhaust" and _metered(ground, visit))
    stopped, dust = _stop_plant(ground, visit), _stop_early(ground, visit)
    return ground.label(
        "went_for_form", "OC-02", span_of(visit),
        Words("企业停产，仪器只开几分钟，报告齐全", "plant at rest, sampler on for minutes, a full report"),
        (("sampling_events", ground.events(visit)), ("field_readings", dust), ("plant_operations", stopped)),
    )  # fmt: skip


def _metered(ground: Ground, visit: Visit) -> bool:
    """Whether the plant's meter reports, it has no automatic device, and nobody else was there that day."""
    others = [other for other in ground.world.visits
              if other.plant is visit.plant and other.day == visit.day and other is not visit]  # fmt: skip
    return visit.plant.metered and not ground.watched(visit) and not others and visit.kind in {"water", "exhaust"}


def _stop_plant(ground: Ground, visit: Visit) -> Array:
    operations = ground.world["plant_operations"]
    starts = [visit.day * DAY + shift * SHIFT for shift in range(SHIFTS)]
    rows = operations.rows(org_id=visit.plant.org_id, from_at=starts)
    load = np.maximum(operations["load_pct"][rows], 1) / 100
    operations["power"][rows] = np.round(operations["power"][rows] / load * STANDBY, 1)
    for name in ("treatment_power", "output", "load_pct"):
        operations[name][rows] = 0.0
    operations["state"][rows] = "stopped"
    return rows


def broken_chain(ground: Ground) -> Label:
    """Bags are reported that nobody sealed and nobody received (OC-09)."""
    visit = ground.choose(lambda visit: visit.kind in {"exhaust", "fugitive", "water"})
    samples = ground.world["samples"]
    rows = ground.samples(visit)
    rows = rows[samples["received_at"][rows] != NOTHING]
    rows = rows[: max(2, round(len(rows) * ground.at.uniform(0.3, 1.0)))]
    samples["received_at"][rows] = NOTHING
    samples["received_by"][rows] = samples["delivered_by"][rows] = None
    samples["sealed"][rows] = 0
    return ground.label(
        "broken_chain", "OC-09", (visit.arrive, ground.issued(visit)),
        Words("样品没有封样、没有接样记录", "samples neither sealed nor received"), (("samples", rows),),
    )  # fmt: skip


def no_port(ground: Ground) -> Label:
    """A stack without port or platform is reported year after year (OC-12)."""
    visit = ground.choose(lambda visit: visit.kind == "exhaust")
    events, outlets = ground.world["sampling_events"], ground.world["outlets"]
    outlet = events["outlet_id"][ground.events(visit)][0]
    stack = outlets.rows(outlet_id=outlet)
    outlets["has_sampling_port"][stack] = 0
    told = events.rows(outlet_id=outlet)
    return ground.label(
        "no_port", "OC-12", (int(events["started_at"][told].min()), int(events["ended_at"][told].max())),
        Words("排气筒没有采样口，却有监测报告", "reports about a stack without a sampling port"),
        (("outlets", stack), ("sampling_events", told)),
    )  # fmt: skip


def more_samples_than_filters(ground: Ground) -> Label:
    """More sampler heads are said to have been used on a day than the laboratory ever bought (OC-04)."""
    movements = ground.world["movements"]
    bought = movements.rows(kind="sampler_head", direction="in")
    days: dict[int, list[Visit]] = {}
    for visit in ground.free(lambda visit: visit.kind == "exhaust"):
        days.setdefault(visit.day, []).append(visit)
    if not days or not len(bought):
        raise LookupError("no stack was sampled")
    of_day = max(days.values(), key=lambda visits: sum(len(_filters(ground, visit)) for visit in visits))
    most = sum(len(_filters(ground, visit)) for visit in of_day)
    own = max(2, most - ground.at.randint(1, max(1, most // 2)))
    of_day = [ground.take(visit) for visits in days.values() for visit in visits
              if sum(len(_filters(ground, one)) for one in visits) > own]  # fmt: skip
    filters = np.concatenate([_filters(ground, visit) for visit in of_day])
    movements["quantity"][bought] = 0.0
    movements["quantity"][bought[0]] = float(own)
    used = movements.rows(event_id=[event for visit in of_day for event in visit.events])
    return ground.label(
        "more_samples_than_filters", "OC-04", (of_day[0].arrive, of_day[-1].received),
        Words("采样头样品多于购入的采样头", "more samples on heads than heads were ever bought"),
        (("movements", np.r_[bought, used]), ("samples", filters)),
    )  # fmt: skip


def _filters(ground: Ground, visit: Visit) -> Array:
    samples = ground.world["samples"]
    rows = ground.samples(visit)
    return np.asarray(rows[["LM" in str(medium) for medium in samples["medium_id"][rows]]])
