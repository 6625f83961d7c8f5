"""Titles, notes, repeated headings and examples are no facts."""

from __future__ import annotations

import pytest

LAB = "91640100MA0LAB0005"
HEAD = "采样记录编号,监测机构代码,类别,采样开始时间,采样结束时间"
FACT = f"E1,{LAB},exhaust,2026-03-01 09:00,2026-03-01 10:00"


def _found(folder, rows, *lines):
    folder.write("采样记录.csv", "\n".join(lines) + "\n")
    staged = folder.stage()
    assert list(staged.faults) == []
    return [row["source_row"] for row in rows(staged, "sampling_events")]


def test_titles_and_notes_above_the_headings(folder, rows):
    notes = ["某机构 采样记录,,,,", ",,,,", "填表人：甲,,,日期：2026-03-02,", "类别,,,,"]
    assert _found(folder, rows, *notes, HEAD, FACT) == [6]


def test_headings_in_both_languages(folder, rows):
    assert _found(folder, rows, HEAD, "event_id,lab_id,category,started_at,ended_at", FACT) == [3]


def test_headings_repeated_on_each_page(folder, rows):
    other = FACT.replace("E1", "E2")
    assert _found(folder, rows, HEAD, FACT, HEAD, other) == [2, 4]


@pytest.mark.parametrize("mark", ["【示例】", "[示例]", "[Example]"])
def test_examples_are_left_out(folder, rows, mark):
    assert _found(folder, rows, HEAD, mark + FACT, FACT) == [3]
    assert _found(folder, rows, HEAD, FACT, *[FACT.replace("E1", f"E{n}") for n in range(2, 30)], mark + FACT) == [
        *range(2, 31)
    ]


def test_no_headings_at_all_is_structural(folder):
    folder.write("采样记录.csv", f"{FACT}\n{FACT}\n")
    assert [fault.code for fault in folder.stage().structural] == ["header.missing"]


def test_headings_further_down_are_not_looked_for(folder):
    folder.write("采样记录.csv", "\n".join([*("注,注,注,注,注" for _ in range(15)), HEAD, FACT]))
    assert [fault.code for fault in folder.stage().structural] == ["header.missing"]


def test_an_unknown_column_is_refused_with_the_nearest(folder):
    folder.write("采样记录.csv", f"{HEAD},采样点\n{FACT},x\n")
    (fault,) = folder.stage().structural
    assert (fault.code, fault.row, fault.column) == ("column.unknown", 1, "采样点")
    assert "采样点位 (site_name)" in fault.expected.zh


def test_a_column_that_stands_twice_is_refused(folder):
    folder.write("采样记录.csv", f"{HEAD},category\n{FACT},x\n")
    assert [fault.code for fault in folder.stage().structural] == ["column.twice"]


def test_a_missing_required_column_is_told_once(folder):
    folder.write(
        "采样记录.csv",
        f"采样记录编号,监测机构代码,采样开始时间,采样结束时间\nE1,{LAB},2026-03-01 09:00,2026-03-01 10:00\n",
    )
    staged = folder.stage()
    assert [(fault.code, fault.column) for fault in staged.faults] == [("column.missing", "类别")]
    assert staged.tables["sampling_events"].set_aside == 1
