"""The log keeps every entry, in reading order."""

from __future__ import annotations

import pyarrow as pa

from jianzhen.intake.faultlog import FaultLog
from jianzhen.intake.faults import FOUND_LIMIT, Severity
from jianzhen.intake.place import Place
from jianzhen.intake.problem import Problem
from jianzhen.words import Words

BAD = Problem("x.bad", Words("好的", "a good one"), Words("改", "correct it"))
ODD = Problem("x.odd", Words("平常的", "a usual one"), Words("看", "look"), Severity.WARNING)
A, B = Place("a.csv", "", "samples"), Place("b.xlsx", "样品", "samples")


def test_entries_come_in_the_order_of_files_and_rows():
    log = FaultLog()
    log.add(BAD.at(A, row=1))
    log.add(BAD.at(B, row=7))
    log.add_cells(A, "列", ODD, pa.array([9, 3]), pa.array(["n", None]))
    log.add(BAD.at(A, row=5))
    log.add(BAD.at(A))
    assert [(fault.file, fault.row) for fault in log] == [
        ("a.csv", None),
        ("a.csv", 1),
        ("a.csv", 3),
        ("a.csv", 5),
        ("a.csv", 9),
        ("b.xlsx", 7),
    ]


def test_an_entry_comes_back_as_it_went_in():
    log = FaultLog()
    fault = BAD.at(B, row=7, column="监测机构代码", found="x")
    log.add(fault)
    assert list(log) == [fault]


def test_counts_are_kept_by_severity_and_code():
    log = FaultLog()
    log.add_cells(A, "列", BAD, pa.array(range(30_000)), pa.array(["?"] * 30_000))
    log.add_cells(A, "列", BAD, pa.array([], pa.int64()), pa.array([], pa.string()))
    log.add(ODD.at(A))
    assert len(log) == 30_001
    assert (log.count(Severity.FAULT), log.count(Severity.WARNING)) == (30_000, 1)
    assert [fault.code for fault in log.read(Severity.WARNING)] == ["x.odd"]


def test_an_empty_log_is_empty():
    assert list(FaultLog()) == []
    assert len(FaultLog().table()) == 0


def test_long_texts_are_cut_either_way():
    log = FaultLog()
    log.add(BAD.at(A, row=1, found="长" * 1000))
    log.add_cells(A, "列", BAD, pa.array([2, 3]), pa.array(["长" * 1000, "短"]))
    found = [fault.found for fault in log]
    assert [len(text) for text in found] == [FOUND_LIMIT, FOUND_LIMIT, 1]
    assert found[0] == found[1]


def test_a_name_that_is_no_text_is_written_with_escapes():
    log = FaultLog()
    log.add(BAD.at(Place("\udcff.csv"), found="\ud800"))
    (fault,) = log
    assert fault.file == "\\udcff.csv"
    assert fault.found == "\\ud800"
