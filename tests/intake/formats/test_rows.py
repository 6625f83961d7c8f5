"""Rows under one key are folded, kept apart, or refused, and every time it is told."""

from __future__ import annotations

import pytest

from jianzhen.intake.formats.model import Place
from jianzhen.intake.formats.rows import Rows
from jianzhen.intake.formats.sink import Sink

LAB = "91640100MA0LAB0005"


def test_a_row_that_agrees_is_folded_and_remembered() -> None:
    rows = Rows()
    assert rows.add("samples", Place("a", "s", 1), {"sample_no": "W1", "lab_id": LAB, "name": "x"}) is None
    assert rows.add("samples", Place("b", "s", 2), {"sample_no": "W1", "lab_id": LAB, "state": "y"}) is None
    (row,) = rows.tables["samples"]
    assert row.values == {"sample_no": "W1", "lab_id": LAB, "name": "x", "state": "y"}
    assert [(repeat.place.file, repeat.kept.file) for repeat in rows.repeats] == [("b", "a")]


def test_facts_that_disagree_are_both_kept() -> None:
    sink = Sink()
    sink.add("samples", Place("a"), sample_no="W1", lab_id=LAB, name="x")
    sink.add("samples", Place("b"), sample_no="W1", lab_id=LAB, name="y")
    sink.add("samples", Place("c"), sample_no="W1", lab_id=LAB, name="y")
    assert sink.rows.counts() == {"samples": 2}
    assert [fault.code for fault in sink.faults] == ["key_conflict"]


def test_of_things_the_first_is_kept_and_the_other_said_beside() -> None:
    sink = Sink()
    sink.add("organizations", Place("a"), org_id=LAB, name="x", kind="lab", address="甲")
    sink.add("organizations", Place("b"), org_id=LAB, name="x", kind="lab", address="乙")
    assert sink.rows.counts() == {"organizations": 1}
    assert [(left.label, left.text) for left in sink.unplaced] == [("organizations.address", "乙")]


def test_unknown_tables_and_columns_are_refused() -> None:
    with pytest.raises(KeyError, match="samples"):
        Rows().add("sample", Place("a"), {})
    with pytest.raises(KeyError, match="colour"):
        Rows().add("samples", Place("a"), {"colour": None})
