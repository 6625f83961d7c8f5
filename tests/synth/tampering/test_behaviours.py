"""Each behaviour does what its label says; what the act contradicts is worked out here from the rows."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any

import pytest

from jianzhen.contract import TABLES
from jianzhen.synth.tampering import BEHAVIOURS

DAY = dt.timedelta(days=1)


def told(planted: Any, behaviour: str, table: str) -> list[dict[str, Any]]:
    """Rows of a table that a label names, by their keys."""
    keys = {row["key"] for row in planted.labels if row["behaviour"] == behaviour and row["table"] == table}
    names = [column.name for column in TABLES[table].key]

    def key(row: dict[str, Any]) -> str:
        return ";".join(f"{name}={row[name]}" for name in names if row.get(name) is not None)

    return [row for row in planted[table].to_pylist() if key(row) in keys]


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_a_label_says_who_when_what_and_which_rows(planted: Any, behaviour: str) -> None:
    said = [row for row in planted.labels if row["behaviour"] == behaviour]
    assert said, "it found no room in a region of this size"
    for row in said:
        assert row["from_at"] <= row["to_at"]
        assert row["case"].startswith("OC-")
        assert row["what_zh"]
        assert row["what_en"]
        assert len(row["row_id"]) == 32
    for table in {row["table"] for row in said}:
        assert told(planted, behaviour, table)


def test_every_act_stands_in_the_list_for_people(planted: Any) -> None:
    lines = (planted.folder / "labels.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + len({row["label"] for row in planted.labels})


def test_reports_go_out_without_a_certificate(planted: Any) -> None:
    (certificate,) = told(planted, "certificate_ran_out", "certificates")
    assert (
        min(row["issued_at"].date() for row in told(planted, "certificate_ran_out", "reports"))
        > certificate["expires_on"]
    )


def test_reports_go_out_while_suspended(planted: Any) -> None:
    (certificate,) = told(planted, "reports_while_suspended", "certificates")
    for row in told(planted, "reports_while_suspended", "reports"):
        assert certificate["status_from_on"] <= row["issued_at"].date() <= certificate["status_to_on"]


def test_one_person_signs_twice(planted: Any) -> None:
    events = {row["event_id"]: row for row in told(planted, "signed_at_two_places", "sampling_events")}
    person = told(planted, "signed_at_two_places", "sampling_crew")[0]["person_id"]
    mine = {row["event_id"] for row in planted["sampling_crew"].to_pylist() if row["person_id"] == person}
    plants = defaultdict(list)
    for event in events.values():
        if event["event_id"] in mine:
            plants[event["outlet_id"][:6]].append(event)
    one, other = plants.values()
    assert min(row["started_at"] for row in one) < max(row["ended_at"] for row in other)
    assert min(row["started_at"] for row in other) < max(row["ended_at"] for row in one)


def test_the_drive_would_be_too_fast(planted: Any) -> None:
    events = told(planted, "drove_too_fast", "sampling_events")
    handed = max(row["received_at"] for row in told(planted, "drove_too_fast", "samples") if row["received_at"])
    assert dt.timedelta() < min(row["started_at"] for row in events) - handed < dt.timedelta(minutes=30)


def test_one_team_has_a_very_long_day(planted: Any) -> None:
    events = told(planted, "one_team_everywhere", "sampling_events")
    assert len({row["started_at"].date() for row in events}) == 1
    assert sum((row["ended_at"] - row["started_at"] for row in events), dt.timedelta()) > dt.timedelta(hours=6)
    crews = {row["person_id"] for row in told(planted, "one_team_everywhere", "sampling_crew")}
    assert len(crews) <= 4


def test_two_runs_overlap(planted: Any) -> None:
    moved = told(planted, "two_runs_at_once", "analysis_runs")
    ids = {row["run_id"] for row in moved}
    others = [row for row in planted["analysis_runs"].to_pylist()
              if row["instrument_id"] == moved[0]["instrument_id"] and row["run_id"] not in ids]  # fmt: skip
    assert any(one["started_at"] < other["ended_at"] and other["started_at"] < one["ended_at"]
               for one in moved for other in others)  # fmt: skip


def test_values_are_copied(planted: Any) -> None:
    numbers = [row["report_no"] for row in told(planted, "data_copied", "reports") if row["copy"] == "original"]
    lines = defaultdict(set)
    for row in planted["report_results"].to_pylist():
        if row["report_no"] in numbers:
            lines[row["report_no"]].add((row["parameter"], row["value_text"]))
    source, target = (lines[number] for number in numbers)
    assert len(source & target) > 0.5 * min(len(source), len(target))


def test_a_number_is_used_twice(planted: Any) -> None:
    number = told(planted, "number_used_twice", "samples")[0]["sample_no"]
    lines = [row for row in planted["report_results"].to_pylist() if row["sample_no"] == number]
    assert len({row["report_no"] for row in lines}) == 2
    assert len({row["outlet_id"] for row in lines}) == 2


def test_pictures_are_used_twice(planted: Any) -> None:
    photos = told(planted, "photos_used_again", "photos")
    assert len({row["sha256"] for row in photos}) * 2 == len(photos)
    assert len({row["event_id"][:15] for row in photos}) >= 2


@pytest.mark.parametrize("behaviour", ["sampler_ran_shortly", "went_for_form"])
def test_the_sampler_ran_for_less(planted: Any, behaviour: str) -> None:
    for row in told(planted, behaviour, "field_readings"):
        assert row["ended_at"] - row["started_at"] < 0.75 * (row["ticket_ended_at"] - row["ticket_started_at"])


@pytest.mark.parametrize("behaviour", ["plant_stood_still", "went_for_form"])
def test_the_plant_stood_still(planted: Any, behaviour: str) -> None:
    shifts = told(planted, behaviour, "plant_operations")
    assert len(shifts) == 3
    assert {row["state"] for row in shifts} == {"stopped"}
    for event in told(planted, behaviour, "sampling_events"):
        assert min(row["from_at"] for row in shifts) <= event["started_at"] < max(row["to_at"] for row in shifts)


def test_samples_are_too_close(planted: Any) -> None:
    by_outlet = defaultdict(set)
    for row in told(planted, "samples_too_close", "samples"):
        by_outlet[row["event_id"]].add(row["collected_from_at"])
    gaps = [after - before for times in by_outlet.values() for before, after in pairwise(sorted(times))]
    assert gaps
    assert max(gaps) < dt.timedelta(minutes=75)


def test_nothing_is_left_of_sampling_that_never_was(planted: Any) -> None:
    events = {row["event_id"] for row in told(planted, "never_sampled", "sampling_events")}
    for table in ("photos", "field_readings", "movements"):
        assert not events & set(planted[table]["event_id"].to_pylist())


def test_one_run_stands_for_three(planted: Any) -> None:
    runs = defaultdict(int)
    for row in told(planted, "one_measurement_for_three", "field_readings"):
        runs[row["event_id"], row["parameter"]] += 1
    assert set(runs.values()) == {1}


def test_crews_are_alone(planted: Any) -> None:
    events = {row["event_id"] for row in told(planted, "went_alone", "sampling_events")}
    crew = [
        row for row in planted["sampling_crew"].to_pylist() if row["event_id"] in events and not row["client_staff"]
    ]
    assert len(crew) == len(events)


def test_the_chain_is_broken(planted: Any) -> None:
    rows = told(planted, "broken_chain", "samples")
    assert all(row["received_at"] is None and row["sealed"] is False for row in rows)


def test_more_heads_than_were_ever_bought(planted: Any) -> None:
    rows = told(planted, "more_samples_than_filters", "movements")
    samples = told(planted, "more_samples_than_filters", "samples")
    days = Counter(row["collected_from_at"].date() for row in samples)
    assert sum(row["quantity"] for row in rows if row["direction"] == "in") < min(days.values())


def test_analysed_before_it_was_taken(planted: Any) -> None:
    last = max(row["analysed_to_at"] for row in told(planted, "analysed_before_taken", "results"))
    assert last < min(row["collected_from_at"] for row in told(planted, "analysed_before_taken", "samples"))


def test_analysed_before_it_came_in(planted: Any) -> None:
    received = [row["received_at"] for row in told(planted, "analysed_before_receipt", "samples") if row["received_at"]]
    assert min(row["started_at"] for row in told(planted, "analysed_before_receipt", "analysis_runs")) < max(received)


def test_samples_went_stale(planted: Any) -> None:
    taken = {row["sample_no"]: row["collected_to_at"] for row in told(planted, "stale_samples", "samples")}
    waits = [row["analysed_from_at"] - taken[row["sample_no"]] for row in told(planted, "stale_samples", "results")]
    assert min(waits) > dt.timedelta(hours=20)
    assert max(waits) > DAY


def test_incubation_is_too_short(planted: Any) -> None:
    for row in told(planted, "incubated_too_shortly", "results"):
        assert row["analysed_to_at"] - row["analysed_from_at"] < 4.3 * DAY


def test_results_without_a_run(planted: Any) -> None:
    rows = told(planted, "no_analysis", "results")
    assert rows
    assert all(row["run_id"] is None for row in rows)


def test_lines_without_a_record(planted: Any) -> None:
    lines = told(planted, "records_missing", "report_results")
    known = {(row["sample_no"], row["parameter"]) for row in planted["results"].to_pylist()}
    assert not {(row["sample_no"], row["parameter"].partition("(")[0]) for row in lines} & known


def test_paper_holds_more(planted: Any) -> None:
    for row in told(planted, "paper_differs", "results"):
        assert float(row["paper_value_text"]) > row["value"]


def test_the_instrument_ran_without_calibration(planted: Any) -> None:
    calibrations = told(planted, "calibration_ran_out", "calibrations")
    for run in told(planted, "calibration_ran_out", "analysis_runs"):
        day = run["started_at"].date()
        assert not any(row["done_on"] <= day <= row["valid_until_on"] for row in calibrations)


def test_the_report_is_better_than_the_record(planted: Any) -> None:
    lines = told(planted, "value_made_better", "report_results")
    limit = lines[0]["limit"]
    assert all(row["value"] is None or row["value"] < limit for row in lines)
    assert all(row["value"] > limit for row in told(planted, "value_made_better", "results"))


def test_the_ticket_shows_less(planted: Any) -> None:
    for row in told(planted, "ticket_retouched", "field_readings"):
        assert float(row["ticket_value_text"]) < row["stored_value"]


def test_the_scope_came_later(planted: Any) -> None:
    approved = min(row["valid_from_on"] for row in told(planted, "beyond_scope", "capabilities"))
    issued = {row["report_no"]: row["issued_at"].date() for row in planted["reports"].to_pylist()}
    assert all(issued[row["report_no"]] < approved for row in told(planted, "beyond_scope", "report_results"))


def test_two_penalties_come_first(planted: Any) -> None:
    (case,) = told(planted, "punished_twice_before", "cases")
    effective = [row["effective_on"] for row in told(planted, "punished_twice_before", "penalties")]
    assert len(effective) == 2
    assert max(effective) < case["act_on"]
    assert case["act_on"] - min(effective) < dt.timedelta(days=730)


def test_the_contract_came_later(planted: Any) -> None:
    (contract,) = told(planted, "sampled_before_contract", "contracts")
    events = told(planted, "sampled_before_contract", "sampling_events")
    assert all(row["started_at"].date() < contract["signed_on"] for row in events)


def test_the_signal_is_held(planted: Any) -> None:
    held = told(planted, "signal_held", "observations")
    assert len(held) >= 10
    assert len({row["avg"] for row in held}) == 1


def test_conversion_is_too_low(planted: Any) -> None:
    rows = told(planted, "converted_with_other_oxygen", "observations")
    oxygen = {(row["device_id"], row["at"]): row["avg"] for row in planted["observations"].to_pylist()
              if row["factor"] == "a19001"}  # fmt: skip
    for row in rows:
        assert row["converted"] < 0.95 * row["avg"] * 15 / (21 - oxygen[row["device_id"], row["at"]])
