"""Paper against the electronic record: what differs, what only seems to, what nobody can tell."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.paperwork import AMMONIA, at, evidence, found, raw, sample, scenes, severities, told

from jianzhen.rules.catalogue import find
from jianzhen.rules.reports.paper_electronic_mismatch import _MISREAD
from jianzhen.rules.sentences import headline

RULE = "paper_electronic_mismatch"


def pair(paper, electronic, **more):
    """One result as paper and as the system have it."""
    return {"results": [raw(electronic, paper_value_text=paper, analysed_from_at=at(3, "09:00"), **more)]}


def test_two_values_of_one_result_are_found(judge):
    visit = {
        "samples": [sample(event_id="E1"), sample("S-2601-2", event_id="E1")],
        "results": [raw("86", paper_value_text="186"), raw("5.28", what=AMMONIA, paper_value_text="15.3"),
                    raw("86", sample_no="S-2601-2", paper_value_text="124"),
                    raw("40", sample_no="S-2601-2", what=AMMONIA, paper_value_text="40")],
    }  # fmt: skip
    answer = judge(
        RULE,
        scenes(
            value=pair("186", "86"),
            last_place=pair("85", "86"),
            detected=pair("0.12", "<0.025"),
            hidden=pair("ND(0.025)", "0.12"),
            visit=visit,
        ),
    )
    assert severities(answer) == {
        "value": "high", "last_place": "middle", "detected": "high", "hidden": "high", "visit": "high",
    }  # fmt: skip
    by = {finding.subject: finding for finding in answer.findings}
    assert (by["value"].measure, by["value"].threshold) == (100, 0.5)
    assert evidence(by["visit"]) == [("results", "record")] * 3
    assert by["visit"].detail["lines"] == 3
    assert by["visit"].detail["sample_no"] == "S-2601-1"
    assert headline(find(RULE), by["value"].detail).zh == (
        "样品 S-2601-1 的化学需氧量纸质记录为 186，电子记录为 86 mg/L；同一次采样有 1 项如此"
    )


def test_innocent_look_alikes_are_silent(judge):
    logged = {"system_id": "LIMS", "seq": 1, "at": at(4), "action": "update", "object_table": "results",
              "object_key": "S-2601-1", "before": "186", "after": "86", "reason": "稀释倍数录错"}  # fmt: skip
    answer = judge(
        RULE,
        scenes(
            same=pair("25", "25"),
            wide=pair("２５", "25"),
            rounded=pair("86.4", "86"),
            half_even=pair("86.5", "86"),
            half_up=pair("86.5", "87"),
            zeros=pair("1234", "1230"),
            not_detected=pair("ND", "<0.025"),
            zero=pair("0", "<0.025"),
            below=pair("<0.025", "0.012"),
            words=pair("未检出", "未检出"),
        ),
    )
    assert found(answer) == []
    for lab in ("same", "rounded", "half_even", "half_up", "not_detected", "zero", "below", "words"):
        assert told(answer, lab) == {"": 1}, lab
    silent = judge(RULE, scenes(lab=pair("186", "86")) | {"system_logs": [logged]})
    assert (found(silent), told(silent, "lab")) == ([], {"explained": 1})


def test_what_nobody_can_tell_is_counted(judge):
    answer = judge(
        RULE,
        scenes(
            reason=pair("186", "86", reason="平行超差复测"),
            unit=pair("417", "0.417"),
            unit_rounded=pair("417.4", "0.417"),
            point=pair("2.31", "23.1"),
            shape=pair("36.0", "56.0"),
            text=pair("微黄", "无色"),
            bound=pair(">24000", "18000"),
            limit=pair("未检出", "0.4"),
            none=pair(None, "25"),
        ),
    )
    assert found(answer) == []
    for lab, reason in {
        "reason": "explained", "unit": "unit", "unit_rounded": "unit", "point": "scan", "shape": "scan",
        "text": "text", "bound": "text", "limit": "limit", "none": "results.paper_value_text",
    }.items():  # fmt: skip
        assert told(answer, lab) == {reason: 1}, lab


def test_what_was_left_out_is_said(judge):
    scene = {"results": [raw("86", paper_value_text="186"), raw("0.417", what=AMMONIA, paper_value_text="417")]}
    (finding,) = judge(RULE, scenes(lab=scene)).findings
    assert (finding.detail["lines"], finding.detail["left_out"]) == (1, 1)


def test_rounding_is_a_bound_that_is_allowed(judge):
    tables = scenes(half=pair("12.5", "12"), more=pair("12.51", "12"))
    assert found(judge(RULE, tables)) == ["more"]
    assert found(judge(RULE, tables, settings={"rules": {RULE: {"rounding": 0.52}}})) == []


def test_order_of_rows_does_not_matter(judge):
    rows = [raw("86", sample_no=f"S-{n}", paper_value_text=str(140 + n)) for n in range(9)]
    taken = [sample(f"S-{n}", event_id="E1") for n in range(9)]
    first = judge(RULE, scenes(lab={"results": rows, "samples": taken}))
    random.Random(5).shuffle(rows)
    second = judge(RULE, scenes(lab={"results": rows, "samples": taken[::-1]}))
    assert [item.finding_id for item in first.findings] == [item.finding_id for item in second.findings]
    assert first.findings[0].detail["lines"] == 9
    assert first.findings[0].measure == pytest.approx(62)


@given(st.integers(0, 9), st.integers(0, 9))
def test_only_digits_of_like_shape_fall_together(one, other):
    here, there = _MISREAD
    table = str.maketrans({sign: there[place] if place < len(there) else None for place, sign in enumerate(here)})
    alike = ({0, 6, 8}, {1, 7}, {3, 5}, {4, 9})
    together = one == other or any({one, other} <= group for group in alike)
    assert (str(one).translate(table) == str(other).translate(table)) is together
