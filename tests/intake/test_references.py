"""Cells that point to rows of other tables."""

from __future__ import annotations

from jianzhen.intake.faults import Severity

LAB = "91640100MA0LAB0005"


def test_a_missing_target_is_a_warning_with_its_cell(folder, event, rows):
    folder.events(event("E1"))
    folder.write("样品.csv", f"样品编号,监测机构代码,采样记录编号\nS1,{LAB},E1\nS2,{LAB},E9\nS3,{LAB},\n")
    staged = folder.stage()
    (fault,) = staged.faults
    assert (fault.severity, fault.code) == (Severity.WARNING, "reference.missing")
    assert (fault.file, fault.row, fault.column, fault.found) == ("样品.csv", 3, "采样记录编号", "E9")
    assert len(rows(staged, "samples")) == 3


def test_a_table_that_is_not_there_says_nothing(folder):
    folder.write("samples.csv", f"sample_no,lab_id,event_id\nS1,{LAB},E1\n")
    assert folder.codes() == []


def test_targets_are_found_in_any_file_of_the_table(folder, event):
    folder.events(event("E1"), name="sampling_events-1.csv")
    folder.events(event("E2"), name="sampling_events-2.csv")
    folder.write("samples.csv", f"sample_no,lab_id,event_id\nS1,{LAB},E1\nS2,{LAB},E2\n")
    assert folder.codes() == []
