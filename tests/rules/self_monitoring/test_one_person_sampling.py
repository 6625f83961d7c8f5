"""Fewer than two people on site: who counts, and when nobody can tell."""

from __future__ import annotations

import pytest
from tests.rules.field import ANNA, BORIS, LAB, OTHER_LAB, at, crew, event, gathered

from jianzhen.rules import sentences
from jianzhen.rules.catalogue import find

RULE = "one_person_sampling"
SIGNED = {"signed_in_at": at("09:55"), "signed_out_at": at("10:25")}


def visit(name, *people, lab=LAB, start="10:00", end="10:20", **more):
    return {
        "sampling_events": [event(name, start, end, lab=lab, site_name=name, **more)],
        "sampling_crew": [
            row for person in people for row in crew(name, *person[:1], **(person[1] if person[1:] else {}))
        ],
    }


def names(answer):
    return sorted(finding.detail["event_id"] for finding in answer.findings)


PAIR = visit("pair", (ANNA,), (BORIS,))


def test_one_person_is_found(judge):
    (finding,) = judge(RULE, gathered(PAIR, visit("alone", (ANNA, SIGNED)))).findings
    assert (finding.subject, finding.severity, finding.measure, finding.threshold) == (LAB, "middle", 1, 2)
    assert finding.detail["complete_pct"] == 50
    said = sentences.headline(find(RULE), finding.detail)
    assert said.zh == "alone（alone，2026-03-02 10:00）登记并签到的机构采样人员 1 人"
    assert sentences.UNKNOWN not in said.zh + said.en
    assert {(row.table, row.role) for row in finding.evidence} == {
        ("sampling_events", "sampling"), ("sampling_crew", "crew"),
    }  # fmt: skip


def test_staff_of_the_client_does_not_count(judge):
    (finding,) = judge(RULE, gathered(PAIR, visit("client", (ANNA,), (BORIS, {"client_staff": True})))).findings
    assert (finding.detail["present"], finding.detail["client"], finding.severity) == (1, 1, "middle")
    assert ("sampling_crew", "context") in {(row.table, row.role) for row in finding.evidence}


def test_entered_but_not_signed_in_weighs_less(judge):
    (finding,) = judge(RULE, gathered(PAIR, visit("unsigned", (ANNA, SIGNED), (BORIS,)))).findings
    assert (finding.detail["present"], finding.severity) == (1, "low")
    assert "登记 2 人，而签到的机构采样人员 1 人" in sentences.headline(find(RULE), finding.detail).zh


def test_innocent_look_alikes_are_silent(judge):
    late = {"signed_in_at": at("18:30")}
    tables = gathered(
        PAIR,
        visit("late entry", (ANNA, SIGNED), (BORIS, late)),
        visit("handed over", (ANNA, {"signed_out_at": at("10:10")}), (BORIS, {"signed_in_at": at("10:08")})),
        visit("pump", (ANNA,), category="ambient"),
        visit("boundary", (ANNA,), category="fugitive"),
        visit("three", (ANNA, SIGNED), (BORIS, SIGNED), ("p00000000000000c3",)),
    )
    answer = judge(RULE, tables)
    assert names(answer) == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("no_finding", "", 4), ("cannot_tell", "unattended", 2),
    ]  # fmt: skip


def test_before_the_article_and_without_a_crew_nobody_can_tell(judge):
    tables = gathered(PAIR, visit("old", (ANNA,), start="-61 10:00", end="-61 10:20"), visit("nobody"))
    answer = judge(RULE, tables)
    assert names(answer) == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("no_finding", "", 1), ("cannot_tell", "edition", 1), ("cannot_tell", "sampling_crew.person_id", 1),
    ]  # fmt: skip
    assert names(judge(RULE, gathered(PAIR, visit("new", (ANNA,), start="-60 00:00", end="-60 01:00")))) == ["new"]
    (row,) = judge(RULE, {"sampling_events": tables["sampling_events"]}).coverage
    assert row.reason == "sampling_crew"


@pytest.mark.parametrize(("alone", "found"), [(9, 9), (10, 0)])
def test_a_laboratory_that_enters_only_the_leader_is_not_reproached(judge, alone, found):
    """Ten per cent of full crews is enough to see that the others are entered too."""
    habit = [visit(f"alone-{number}", (ANNA,), lab=OTHER_LAB) for number in range(alone)]
    answer = judge(RULE, gathered(visit("pair", (ANNA,), (BORIS,), lab=OTHER_LAB), *habit))
    assert len(answer.findings) == found
    assert {(row.reason, row.units) for row in answer.coverage} == ({("", 10)} if found else {("", 1), ("record", 10)})


def test_order_of_rows_does_not_matter(judge):
    tables = gathered(PAIR, visit("alone", (ANNA,)), visit("unsigned", (ANNA, SIGNED), (BORIS,)))
    turned = {name: rows[::-1] for name, rows in tables.items()}
    assert judge(RULE, tables).findings == judge(RULE, turned).findings
