"""Rows that are there twice."""

from __future__ import annotations

from jianzhen.intake.faults import Severity
from jianzhen.intake.repeats import key_columns

LAB = "91640100MA0LAB0005"


def test_the_same_row_again_is_left_out_with_a_warning(folder, event, rows):
    folder.events(event("E1"), event("E2"), event("E1"), event("E1"))
    staged = folder.stage()
    assert [(fault.severity, fault.code, fault.row, fault.found) for fault in staged.faults] == [
        (Severity.WARNING, "row.repeated", 4, "E1 (= sampling_events.csv 2)"),
        (Severity.WARNING, "row.repeated", 5, "E1 (= sampling_events.csv 2)"),
    ]
    assert (staged.tables["sampling_events"].rows, staged.tables["sampling_events"].repeated) == (2, 2)
    assert [row["source_row"] for row in rows(staged, "sampling_events")] == [2, 3]


def test_the_same_row_in_another_file_is_a_repeat_too(folder, event):
    folder.events(event("E1"), name="sampling_events-1.csv")
    folder.events(event("E1"), name="sampling_events-2.csv")
    (fault,) = folder.stage().faults
    assert (fault.code, fault.file, fault.found) == (
        "row.repeated",
        "sampling_events-2.csv",
        "E1 (= sampling_events-1.csv 2)",
    )


def test_one_key_with_two_contents_keeps_both_rows_and_is_a_fault(folder, event, rows):
    folder.events(event("E1"), event("E1", ended_at="2026-03-01 11:00:00"))
    staged = folder.stage()
    assert [(fault.severity, fault.code, fault.row) for fault in staged.faults] == [(Severity.FAULT, "key.repeated", 3)]
    found = rows(staged, "sampling_events")
    assert len({row["row_id"] for row in found}) == len(found) == 2


def test_an_empty_key_column_counts_as_a_value(folder):
    head = "person_id,org_id,kind,category,parameter,method,valid_from_on,valid_to_on"
    folder.write(
        "authorizations.csv",
        f"{head}\np1,{LAB},analysis,,,,2024-01-01,2024-12-31\np1,{LAB},analysis,,,,2024-01-01,2025-12-31\n",
    )
    assert folder.codes() == ["key.repeated"]


def test_spellings_of_one_parameter_are_one_key(folder):
    head = "lab_id,sample_no,parameter,method,value_text,unit"
    folder.write(
        "results.csv",
        f"{head}\n{LAB},S1,化学需氧量,HJ 828-2017,4,mg/L\n{LAB},S1,COD,HJ828-2017,5,mg/L\n",
    )
    assert folder.codes() == ["key.repeated"]
    assert '"parameter_code"' in key_columns("results")


def test_ids_that_the_input_brings_along_prove_nothing(folder, event, rows):
    folder.events(event("E1") + ",x", event("E2") + ",x", event("E3") + ",", more=",row_id")
    staged = folder.stage()
    assert list(staged.faults) == []
    found = rows(staged, "sampling_events")
    assert [row["event_id"] for row in found] == ["E1", "E2", "E3"]
    assert len({row["row_id"] for row in found} - {"x"}) == 3
