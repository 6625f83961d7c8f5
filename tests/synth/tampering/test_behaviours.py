"""Each behaviour does what its label says, and nothing else on the same visit."""

from __future__ import annotations

import datetime as dt

import pytest

from jianzhen.contract import TABLES
from jianzhen.synth import Label, Region
from jianzhen.synth.region import Row
from jianzhen.synth.tampering import BEHAVIOURS


def label(region: Region, behaviour: str) -> Label:
    return next(one for one in region.labels if one.behaviour == behaviour)


def rows(region: Region, behaviour: str, table: str) -> list[Row]:
    return [row for name, row in label(region, behaviour).rows if name == table]


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_a_label_says_who_when_what_and_which_rows(planted: Region, behaviour: str) -> None:
    said = label(planted, behaviour)
    assert said.behaviour == behaviour
    assert said.from_at <= said.to_at
    assert said.case.startswith("OC-")
    assert all(said.what)
    assert said.rows
    for table, row in said.rows:
        assert row in planted.tables[table]
        assert all(row.get(column.name) is not None for column in TABLES[table].key if column.required)


def test_reports_go_out_without_a_certificate(planted: Region) -> None:
    (certificate,) = rows(planted, "certificate_ran_out", "certificates")
    issued = [row["issued_at"].date() for row in rows(planted, "certificate_ran_out", "reports")]
    assert issued
    assert min(issued) > certificate["expires_on"]


def test_one_person_signs_twice(planted: Region) -> None:
    (signed,) = rows(planted, "signed_at_two_places", "sampling_crew")
    events = {row["event_id"]: row for row in rows(planted, "signed_at_two_places", "sampling_events")}
    mine = {row["event_id"] for row in planted.tables["sampling_crew"] if row["person_id"] == signed["person_id"]}
    assert set(events) <= mine
    one, other = events.values()
    assert one["started_at"] < other["ended_at"]
    assert other["started_at"] < one["ended_at"]


def test_the_drive_would_be_too_fast(planted: Region) -> None:
    (noise,) = rows(planted, "drove_too_fast", "sampling_events")
    handed = rows(planted, "drove_too_fast", "samples")[0]["received_at"]
    assert dt.timedelta() < noise["started_at"] - handed < dt.timedelta(minutes=35)


def test_two_runs_overlap(planted: Region) -> None:
    runs = sorted(rows(planted, "two_runs_at_once", "analysis_runs"), key=lambda row: row["started_at"])
    assert runs[0]["instrument_id"] == runs[1]["instrument_id"]
    assert runs[1]["started_at"] < runs[0]["ended_at"]


def test_values_are_copied(planted: Region) -> None:
    source, target = rows(planted, "data_copied", "reports")
    lines = {
        one["report_no"]: [row["value_text"] for row in planted.tables["report_results"]
                           if row["report_no"] == one["report_no"]]
        for one in (source, target)
    }  # fmt: skip
    assert len(set(map(tuple, lines.values()))) == 1


def test_a_number_is_used_twice(planted: Region) -> None:
    (sample,) = rows(planted, "number_used_twice", "samples")
    reports = {row["report_no"] for row in planted.tables["report_results"]
               if row.get("sample_no") == sample["sample_no"]}  # fmt: skip
    assert len(reports) == 2


def test_samples_are_too_close(planted: Region) -> None:
    one, two, three = (row["collected_from_at"] for row in rows(planted, "samples_too_close", "samples"))
    assert [two - one, three - two] == [dt.timedelta(minutes=31), dt.timedelta(minutes=37)]


@pytest.mark.parametrize("behaviour", ["sampler_ran_shortly", "went_for_form"])
def test_the_sampler_ran_for_minutes(planted: Region, behaviour: str) -> None:
    readings = rows(planted, behaviour, "field_readings")
    assert len(readings) == 3
    for row in readings:
        assert row["ended_at"] - row["started_at"] == dt.timedelta(minutes=8)
        assert row["ticket_ended_at"] - row["ticket_started_at"] >= dt.timedelta(minutes=60)


@pytest.mark.parametrize("behaviour", ["plant_stood_still", "went_for_form"])
def test_the_plant_stood_still(planted: Region, behaviour: str) -> None:
    (event,) = rows(planted, behaviour, "sampling_events")
    hours = rows(planted, behaviour, "plant_operations")
    assert min(row["from_at"] for row in hours) <= event["started_at"] < event["ended_at"]
    assert max(row["to_at"] for row in hours) >= event["ended_at"]
    assert {row["state"] for row in hours} == {"stopped"}


def test_cod_is_analysed_before_sampling(planted: Region) -> None:
    last = max(row["analysed_to_at"] for row in rows(planted, "analysed_before_taken", "results"))
    assert last < min(row["collected_from_at"] for row in rows(planted, "analysed_before_taken", "samples"))


def test_incubation_is_too_short(planted: Region) -> None:
    for row in rows(planted, "incubated_too_shortly", "results"):
        assert row["analysed_to_at"] - row["analysed_from_at"] < dt.timedelta(days=2, hours=1)


def test_records_are_missing(planted: Region) -> None:
    for line in rows(planted, "records_missing", "report_results"):
        for table in ("results", "analysis_runs"):
            assert not any(row["sample_no"] == line["sample_no"] and row["parameter"] == line["parameter"]
                           for row in planted.tables[table])  # fmt: skip


def test_the_scope_is_exceeded(planted: Region) -> None:
    (line, *_) = rows(planted, "beyond_scope", "report_results")
    mine = {row["cert_no"] for row in planted.tables["certificates"] if row["org_id"] == line["lab_id"]}
    assert not any(row["cert_no"] in mine and row["parameter"] == line["parameter"]
                   for row in planted.tables["capabilities"])  # fmt: skip


def test_the_report_is_better_than_the_record(planted: Region) -> None:
    lines = rows(planted, "value_made_better", "report_results")
    raw = rows(planted, "value_made_better", "results")
    assert all(line["value"] < line["limit"] < row["value"] for line, row in zip(lines, raw, strict=True))


def test_two_penalties_come_first(planted: Region) -> None:
    (case,) = rows(planted, "punished_twice_before", "cases")
    effective = [row["effective_on"] for row in rows(planted, "punished_twice_before", "penalties")]
    assert max(effective) < case["act_on"]
    assert case["act_on"] - min(effective) < dt.timedelta(days=730)


def test_the_signal_is_held(planted: Region) -> None:
    held = rows(planted, "signal_held", "observations")
    assert len({row["avg"] for row in held}) == 1
    assert len({row["converted"] for row in held}) > 5


def test_conversion_is_too_low(planted: Region) -> None:
    for row in rows(planted, "converted_with_other_oxygen", "observations"):
        oxygen = next(one["avg"] for one in planted.tables["observations"] if one["factor"] == "a19001"
                      and one["device_id"] == row["device_id"] and one["at"] == row["at"])  # fmt: skip
        assert row["converted"] < 0.95 * row["avg"] * 15 / (21 - oxygen)
