"""CSV files: delimiters, line numbers, ragged rows, broken quotation."""

from __future__ import annotations

import pytest

from jianzhen.intake.read import csv

LAB = "91640100MA0LAB0005"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(folder, rows, delimiter):
    lines = ["event_id,lab_id,category,started_at,ended_at", f"E1,{LAB},exhaust,2026-03-01 09:00,2026-03-01 10:00"]
    folder.write("sampling_events.csv", "\n".join(lines).replace(",", delimiter))
    staged = folder.stage()
    assert list(staged.faults) == []
    assert rows(staged, "sampling_events")[0]["event_id"] == "E1"


def test_rows_are_numbered_by_the_line_they_start_on(folder, event, rows):
    folder.events(event("E1") + ',"两行\n地址"', "", event("E2") + ",x", ",,,,,", event("E3") + ",y", more=",site_name")
    found = rows(folder.stage(), "sampling_events")
    assert [row["source_row"] for row in found] == [2, 5, 7]
    assert found[0]["site_name"] == "两行\n地址"


def test_a_row_with_too_many_cells_is_set_aside_and_told(folder, event, rows):
    folder.events(event("E1"), event("E2") + ",extra", event("E3") + ",,")
    staged = folder.stage()
    (fault,) = staged.faults
    assert (fault.code, fault.row, fault.found) == ("row.long", 3, "6 / 5: extra")
    assert [row["event_id"] for row in rows(staged, "sampling_events")] == ["E1", "E3"]


def test_a_row_with_too_few_cells_is_read_with_a_warning(folder, event, rows):
    folder.events(event("E1"), event("E2") + ",x", more=",site_name")
    staged = folder.stage()
    (fault,) = staged.faults
    assert (fault.severity, fault.code, fault.row) == ("warning", "row.short", 2)
    assert len(rows(staged, "sampling_events")) == 2


def test_cells_beside_the_table_are_told(folder, event):
    folder.events(event("E1") + ",", event("E2") + ",备注", more=",")
    (fault,) = folder.stage().faults
    assert (fault.code, fault.row, fault.column, fault.found) == ("cell.beside", 3, "#6", "备注")


def test_a_quotation_without_end_does_not_swallow_rows_unseen(folder, event, rows):
    folder.events(event("E1"), event("E2") + ',"open', event("E3"), more=",site_name")
    staged = folder.stage()
    assert [(fault.code, fault.row) for fault in staged.structural] == [("file.row", 3)]


def test_a_cell_beyond_the_limit_stops_reading_with_its_row(folder, event, monkeypatch):
    monkeypatch.setattr(csv, "FIELD_LIMIT", 100)
    folder.events(event("E1"), event("x" * 200))
    assert ("file.row", 3) in [(fault.code, fault.row) for fault in folder.stage().structural]


def test_a_nul_is_told_with_its_cell(folder, event):
    folder.events(event("E\x001"))
    (fault,) = folder.stage().faults
    assert (fault.code, fault.row, fault.column) == ("text.control", 2, "event_id")


def test_undecodable_bytes_are_told_with_their_line(folder, event):
    text = "\n".join(["event_id,lab_id,category,started_at,ended_at", event("E甲"), event("E乙"), ""]).encode()
    folder.write("sampling_events.csv", text.replace("乙".encode(), b"\xff\xfe\xfd"))
    staged = folder.stage()
    assert [(fault.code, fault.row) for fault in staged.structural] == [("file.encoding", 3)]
    assert [(fault.code, fault.row) for fault in staged.faults][1:] == [("text.control", 3)]
