"""An honest region is a world that could be: nobody in two places, no instrument twice, everything in its order.

These properties are worked out here from the tables alone, without the rules.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from jianzhen.contract import TABLES

SINGLE = {"spectrophotometer", "ic", "gc", "icp_ms", "aas", "afs", "titrator", "infrared_oil_meter", "balance"}
"""Instruments that measure one sample at a time."""

FASTEST = 75.0
"""km/h as the crow flies, on roads of a region."""

KM = 111.2


def apart(one: Any, other: Any) -> float:
    east = (one["lon"] - other["lon"]) * math.cos(math.radians(one["lat"]))
    return KM * math.hypot(east, one["lat"] - other["lat"])


def grouped(rows: Iterable[Any], key: str) -> dict[Any, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


def index(rows: Iterable[Any], key: str) -> dict[Any, Any]:
    return {row[key]: row for row in rows}


def test_nothing_is_labelled(clean: Any) -> None:
    assert clean.labels == []


def test_keys_are_unique_and_filled(clean: Any) -> None:
    for name in clean.names:
        table = clean[name]
        keys = [column.name for column in TABLES[name].key if column.name in table.column_names]
        assert table.select(keys).num_rows == table.group_by(keys).aggregate([]).num_rows, name
        for column in TABLES[name].columns:
            if column.required:
                assert table[column.name].null_count == 0, (name, column.name)


def test_every_reference_leads_somewhere(clean: Any) -> None:
    for name in clean.names:
        table = clean[name]
        for column in TABLES[name].columns:
            target, _, key = column.references.partition(".")
            if column.name in table.column_names and target in clean.names:
                known = set(clean[target][key].to_pylist()) | {None}
                assert set(table[column.name].to_pylist()) <= known, (name, column.name)


def stays(clean: Any) -> Iterator[tuple[str, Any]]:
    """Person and event, in order of time."""
    events = index(clean["sampling_events"].to_pylist(), "event_id")
    for row in clean["sampling_crew"].to_pylist():
        if not row["client_staff"]:
            yield row["person_id"], events[row["event_id"]]


def test_nobody_is_at_two_places_or_drives_too_fast(clean: Any) -> None:
    by_person = defaultdict(list)
    for person, event in stays(clean):
        by_person[person].append(event)
    moved = 0
    for events in by_person.values():
        events.sort(key=lambda event: event["started_at"])
        for before, after in pairwise(events):
            far = apart(before, after)
            if far > 2:
                hours = (after["started_at"] - before["ended_at"]).total_seconds() / 3600
                assert hours > 0
                assert far / hours < FASTEST
                moved += 1
    assert moved > 100


def test_two_people_are_at_every_event(clean: Any) -> None:
    crews = defaultdict(set)
    for person, event in stays(clean):
        crews[event["event_id"]].add(person)
    assert min(map(len, crews.values())) >= 2
    assert len(crews) == clean["sampling_events"].num_rows


def test_instruments_do_one_thing_at_a_time(clean: Any) -> None:
    kinds = {row["instrument_id"]: row["kind"] for row in clean["instruments"].to_pylist()}
    for instrument, runs in grouped(clean["analysis_runs"].to_pylist(), "instrument_id").items():
        if kinds[instrument] in SINGLE:
            runs.sort(key=lambda run: run["started_at"])
            assert all(before["ended_at"] <= after["started_at"] for before, after in pairwise(runs)), instrument


def test_field_instruments_do_one_thing_at_a_time_and_count_on(clean: Any) -> None:
    kinds = {row["instrument_id"]: row["kind"] for row in clean["instruments"].to_pylist()}
    for instrument, records in grouped(clean["field_readings"].to_pylist(), "instrument_id").items():
        records.sort(key=lambda record: record["record_no"])
        for before, after in pairwise(records):
            assert after["record_no"] == before["record_no"] + 1
            assert before["started_at"] <= after["started_at"]
            if kinds[instrument] in {"stack_sampler", "air_sampler", "sound_meter"}:
                assert before["ended_at"] <= after["started_at"]


def test_samples_are_taken_then_received_then_analysed_then_reported(clean: Any) -> None:
    samples = index(clean["samples"].to_pylist(), "sample_no")
    reports = {row["report_no"]: row["issued_at"] for row in clean["reports"].to_pylist() if not row["replaces"]}
    report_of = {row["sample_no"]: row["report_no"] for row in clean["report_results"].to_pylist()
                 if row["report_no"] in reports}  # fmt: skip
    for row in clean["results"].to_pylist():
        sample = samples[row["sample_no"]]
        assert sample["collected_from_at"] <= sample["collected_to_at"]
        if row["run_id"] is not None:
            assert sample["collected_to_at"] < sample["received_at"] <= row["analysed_from_at"]
        assert row["analysed_from_at"] < row["analysed_to_at"] < row["entered_at"] < row["signed_at"]
        if row["sample_no"] in report_of:
            assert row["signed_at"] < reports[report_of[row["sample_no"]]]


def test_what_does_not_keep_is_begun_within_a_day(clean: Any) -> None:
    samples = index(clean["samples"].to_pylist(), "sample_no")
    quick = {"总磷", "六价铬", "挥发酚", "五日生化需氧量", "阴离子表面活性剂", "氰化物"}
    waits = [(row["analysed_from_at"] - samples[row["sample_no"]]["collected_to_at"]) for row in
             clean["results"].to_pylist() if row["parameter"] in quick]  # fmt: skip
    assert len(waits) > 500
    assert max(waits) < dt.timedelta(hours=24)


def test_reports_say_what_the_records_hold(clean: Any) -> None:
    raw = defaultdict(list)
    for row in clean["results"].to_pylist():
        if row["reported"]:
            raw[row["sample_no"], row["parameter"]].append(row)
    names = {"化学需氧量(CODCr)": "化学需氧量", "氨氮(NH3-N)": "氨氮", "五日生化需氧量(BOD5)": "五日生化需氧量",
             "总磷(以P计)": "总磷", "总氮(以N计)": "总氮", "铬(六价)": "六价铬"}  # fmt: skip
    compared = 0
    for line in clean["report_results"].to_pylist():
        if line["sample_no"] is None:
            continue
        found = raw[line["sample_no"], names.get(line["parameter"], line["parameter"])]
        assert found
        same = all(row["unit"] == line["unit"] for row in found)
        if line["value"] is not None and line["qualifier"] is None and same:
            mean = sum(row["value"] for row in found) / len(found)
            places = len(line["value_text"].partition(".")[2])
            digits = 0.03 if line["unit"] == "MPN/L" else 0.006
            assert abs(mean - line["value"]) <= digits * abs(mean) + 0.5 * 10**-places + 1e-9
            compared += 1
    assert compared > 10_000


def test_parts_are_never_larger_than_the_whole(clean: Any) -> None:
    values = {(row["sample_no"], row["parameter"]): row["value"] for row in clean["results"].to_pylist()
              if row["qualifier"] is None and row["replicate"] is None}  # fmt: skip
    for part, whole in (("五日生化需氧量", "化学需氧量"), ("氨氮", "总氮"), ("六价铬", "总铬")):
        both = [(value, values[number, whole]) for (number, name), value in values.items()
                if name == part and (number, whole) in values]  # fmt: skip
        assert both
        assert all(one <= other for one, other in both)


def test_people_sign_only_when_they_are_in_the_house(clean: Any) -> None:
    present = grouped((row for row in clean["attendance"].to_pylist() if row["kind"] == "present"), "person_id")
    for row in clean["results"].to_pylist()[::7]:
        assert any(one["from_at"] <= row["signed_at"] <= one["to_at"] for one in present[row["signed_by"]]), row


def test_plants_run_while_they_are_sampled(clean: Any) -> None:
    owner = {row["outlet_id"]: row["org_id"] for row in clean["outlets"].to_pylist()}
    stopped = grouped((row for row in clean["plant_operations"].to_pylist() if row["state"] == "stopped"), "org_id")
    assert stopped
    for event in clean["sampling_events"].to_pylist():
        for shift in stopped[owner[event["outlet_id"]]]:
            assert not (shift["from_at"] < event["ended_at"] and event["started_at"] < shift["to_at"])
