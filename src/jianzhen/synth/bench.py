"""Laboratory work: each sample is analysed after it came in, and for as long as the method takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from jianzhen.synth import identity
from jianzhen.synth.fieldwork import minutes
from jianzhen.synth.items import SCARCE, Item, draw, items_of, write
from jianzhen.synth.region import Region, Row, Visit

Span = tuple[dt.datetime, dt.datetime]
"""From the first step of the analysis to the reading."""

READING = {"spectrophotometer": 3, "ic": 15}
"""Minutes per sample on instruments with one measuring cell."""


def add_bench_work(region: Region) -> None:
    """Analyse the samples of every visit, in the order they came in."""
    for visit in sorted(region.visits, key=lambda visit: visit.event["ended_at"]):
        for item in items_of(visit.category):
            if visit.samples and not item.on_site and _accredited(region, visit, item):
                analyse(region, visit, item)


def _accredited(region: Region, visit: Visit, item: Item) -> bool:
    cert_no = visit.laboratory.cert_no
    return item.parameter != SCARCE or any(
        row["cert_no"] == cert_no and row["parameter"] == SCARCE for row in region.tables["capabilities"]
    )


def analyse(region: Region, visit: Visit, item: Item) -> list[Row]:
    """Analyse every sample of a visit for one item and return the raw results."""
    level, analyst = region.rng.lognormvariate(0, item.spread), region.rng.choice(visit.laboratory.analysts)
    begin = _BEGIN[item.parameter](visit.samples[0]["received_at"]) + minutes(region, 0, 15)
    results = []
    for sample in visit.samples:
        started, ended = _run(region, visit, item, begin)
        run = _add_run(region, visit, item, sample, analyst, started, ended)
        results.append(_add_result(region, visit, item, sample, run, begin, draw(item, region.rng, level)))
    return results


def _run(region: Region, visit: Visit, item: Item, begin: dt.datetime) -> Span:
    """When the instrument runs: all samples together, or one after the other where it has one cell."""
    kind = item.instrument
    if kind not in READING:
        return begin, begin + _LONG[kind] + minutes(region, 0, 20)
    taken = visit.laboratory.busy_until
    prepared = begin + _PREPARED.get(item.parameter, dt.timedelta())
    slot = (kind, begin.date())
    started = max(prepared, taken.get(slot, prepared))
    taken[slot] = started + dt.timedelta(minutes=READING[kind] + 1)
    return started, started + dt.timedelta(minutes=READING[kind])


def _add_run(
    region: Region, visit: Visit, item: Item, sample: Row, analyst: str, started: dt.datetime, ended: dt.datetime
) -> Row:
    instrument = visit.laboratory.instruments[item.instrument]
    run = region.add(
        "analysis_runs", run_id=f"{instrument}-{len(region.tables['analysis_runs']) + 1:05d}",
        lab_id=visit.event["lab_id"], instrument_id=instrument, sample_no=sample["sample_no"], kind="sample",
        parameter=item.parameter, method=item.method, analyst_id=analyst, started_at=started, ended_at=ended,
        batch_id=f"{instrument}-{started:%Y%m%d}-{visit.event['event_id']}", file_sha256=identity.digest(region.rng),
        file_created_at=ended, file_modified_at=ended,
    )  # fmt: skip
    visit.runs.append(run)
    return run


def _add_result(
    region: Region, visit: Visit, item: Item, sample: Row, run: Row, begin: dt.datetime, value: float
) -> Row:
    """Write down what a run gave."""
    text, number, qualifier = write(item, value)
    entered = run["ended_at"] + minutes(region, 5, 40)
    row = region.add(
        "results", lab_id=visit.event["lab_id"], sample_no=sample["sample_no"], parameter=item.parameter,
        method=item.method, analyst_id=run["analyst_id"], analysed_from_at=begin, analysed_to_at=run["ended_at"],
        entered_at=entered, value_text=text, value=number, qualifier=qualifier, unit=item.unit, run_id=run["run_id"],
        paper_value_text=text, reviewer_id=visit.laboratory.signatory, signed_by=run["analyst_id"],
        signed_at=entered + minutes(region, 1, 20), reported=True,
    )  # fmt: skip
    visit.results.append(row)
    return row


def _after(span: dt.timedelta) -> Callable[[dt.datetime], dt.datetime]:
    return lambda received: received + span


def _next_day(hour: int) -> Callable[[dt.datetime], dt.datetime]:
    return lambda received: dt.datetime.combine(received.date() + dt.timedelta(days=1), dt.time(hour))


# What does not keep is begun on the evening it comes in.
_BEGIN = {
    "总磷": _after(dt.timedelta(minutes=20)),
    "五日生化需氧量": _after(dt.timedelta(minutes=30)),
    "颗粒物": _after(dt.timedelta(minutes=40)),
    "化学需氧量": _next_day(9),
    "悬浮物": _next_day(9),
    "氟化物": _next_day(9),
    "氨氮": _next_day(13),
}
_PREPARED = {"总磷": dt.timedelta(minutes=50), "氨氮": dt.timedelta(minutes=25)}
_LONG = {
    "digester": dt.timedelta(minutes=150),
    "oven": dt.timedelta(minutes=270),
    "incubator": dt.timedelta(days=5),
    "balance": dt.timedelta(hours=25),
}
