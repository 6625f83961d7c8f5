"""Faults of one kind in one column are shown together."""

from __future__ import annotations

import pyarrow as pa

from jianzhen.intake.faultlog import FaultLog
from jianzhen.intake.faults import Severity
from jianzhen.intake.groups import Entry, group_faults
from jianzhen.intake.place import Place
from jianzhen.intake.problem import Problem
from jianzhen.words import Words

BAD = Problem("x.bad", Words("好的", "a good one"), Words("改", "correct it"))
ODD = Problem("x.odd", Words("平常的", "a usual one"), Words("看", "look"), Severity.WARNING)


def test_groups_hold_counts_and_first_entries_faults_first():
    log = FaultLog()
    log.add_cells(Place("a.csv"), "甲", ODD, pa.array([2]), pa.array(["o"]))
    log.add_cells(Place("a.csv"), "乙", BAD, pa.array([5, 4, 3]), pa.array(["e", "d", "c"]))
    log.add(BAD.at(Place("b.csv"), found="whole file"))
    first, second, third = group_faults(log, 2)
    assert (first.code, first.column, first.count) == ("x.bad", "乙", 3)
    assert first.entries == (Entry(3, "c"), Entry(4, "d"))
    assert second.entries == (Entry(None, "whole file"),)
    assert (third.severity, third.expected) == (Severity.WARNING, ODD.expected)


def test_no_faults_no_groups():
    assert group_faults(FaultLog(), 5) == []
