"""dual_employment: one person, two laboratories, the same days."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from jianzhen.rules import catalogue
from jianzhen.rules.sentences import headline, numbers

RULE = "dual_employment"
LAB, OTHER, PLANT = "91640100MA0LAB0005", "91640000MA0DFG018J", "91640200MA0PLANT5F"
ANNA, BORIS = "p7f3a9c2e51d04b8", "p1b2c3d4e5f60718"
START = dt.date(2025, 1, 1)

Row = dict[str, Any]


def spell(org: str, begins: dt.date, ends: dt.date | None = None, person: str = ANNA, **more: Any) -> Row:
    return {"person_id": person, "org_id": org, "from_on": begins, "to_on": ends, **more}


def parties(**more: Any) -> list[Row]:
    return [
        {"org_id": LAB, "name": "示例甲检测", "kind": "lab", **more},
        {"org_id": OTHER, "name": "示例乙检测", "kind": "lab", **more},
        {"org_id": PLANT, "name": "示例厂", "kind": "discharger", **more},
    ]


def ask(judge: Any, *spells: Row, organizations: list[Row] | None = None, **more: Any) -> Any:
    tables = {"employments": list(spells), "organizations": organizations or parties()}
    return judge(RULE, tables, **more)


def told(answer: Any) -> dict[tuple[str, str], int]:
    return {(row.subject, row.reason): row.units for row in answer.coverage}


def after(days: int) -> dt.date:
    return START + dt.timedelta(days=days)


def test_two_laboratories_at_once_in_any_order(judge: Any) -> None:
    spells = [spell(LAB, dt.date(2022, 5, 1), after(99)), spell(OTHER, START, after(300))]
    answer = ask(judge, *spells)
    (finding,) = answer.findings
    assert (finding.subject, finding.severity, finding.measure, finding.threshold) == (OTHER, "high", 100, 31)
    assert sorted((row.table, row.role) for row in finding.evidence) == [
        ("employments", "employment"),
        ("employments", "employment"),
        ("organizations", "context"),
        ("organizations", "context"),
    ]
    assert told(answer) == {(LAB, ""): 1, (OTHER, ""): 1}
    assert ask(judge, *spells[::-1]).findings == [finding]
    rule = catalogue.find(RULE)
    assert headline(rule, finding.detail).zh == (
        f"{ANNA} 自 2025-01-01 起任职于 示例乙检测，同时自 2022-05-01 起任职于 示例甲检测，"
        "两段任职记录在 2025-01-01 至 2025-04-10 重叠"
    )
    assert "overlap is 100 days" in numbers(rule, finding.detail, measure=finding.measure, threshold=31).en


@pytest.mark.parametrize(("overlap", "found"), [(0, 0), (1, 0), (31, 0), (32, 1)])
def test_a_month_is_left_for_a_move(judge: Any, overlap: int, found: int) -> None:
    spells = [spell(LAB, dt.date(2022, 5, 1), after(overlap - 1)), spell(OTHER, START)]
    assert len(ask(judge, *spells).findings) == found


def test_the_end_of_insurance_ends_a_spell(judge: Any) -> None:
    old = spell(LAB, dt.date(2022, 5, 1), insured_to_on=after(10))
    assert ask(judge, old, spell(OTHER, START)).findings == []
    late = spell(LAB, dt.date(2022, 5, 1), after(90), insured_to_on=after(10))
    assert ask(judge, late, spell(OTHER, START)).findings == []


def test_a_spell_without_end_weighs_less(judge: Any) -> None:
    (finding,) = ask(judge, spell(LAB, dt.date(2022, 5, 1)), spell(OTHER, START, after(200))).findings
    assert (finding.severity, finding.measure) == ("middle", 201)
    (finding,) = ask(judge, spell(LAB, START), spell(OTHER, START), on=after(59)).findings
    assert (finding.subject, finding.measure) == (max(LAB, OTHER), 60)


def test_days_to_come_are_not_counted(judge: Any) -> None:
    """A contract that would have run for years says nothing of who left a fortnight ago."""
    old, new = spell(LAB, dt.date(2022, 5, 1), after(900)), spell(OTHER, START, after(700))
    assert ask(judge, old, new, on=after(30)).findings == []
    (finding,) = ask(judge, old, new, on=after(31)).findings
    assert (finding.severity, finding.measure, finding.detail["to_on"]) == ("middle", 32, f"{after(31)}T00:00:00")
    (finding,) = ask(judge, old, new, on=after(900)).findings
    assert (finding.severity, finding.measure) == ("high", 701)


def test_one_controller_weighs_less(judge: Any) -> None:
    one = parties(controller_id="c0a4d8812be97f36")
    (finding,) = ask(judge, spell(LAB, START, after(99)), spell(OTHER, START, after(99)), organizations=one).findings
    assert finding.severity == "middle"


@pytest.mark.parametrize(
    "second",
    [
        spell(OTHER, START, after(99), person=BORIS),
        spell(PLANT, START, after(99)),
        spell(LAB, after(10), after(99)),
        spell(OTHER, after(200), after(300)),
    ],
    ids=["another person", "no laboratory", "the same laboratory", "one after the other"],
)
def test_innocent_spells(judge: Any, second: Row) -> None:
    answer = ask(judge, spell(LAB, START, after(99)), second)
    assert answer.findings == []
    assert told(answer)[LAB, ""] >= 1


def test_several_spells_with_one_employer_are_one_finding(judge: Any) -> None:
    first = [spell(LAB, START, after(99)), spell(LAB, after(100), after(250))]
    (finding,) = ask(judge, *first, spell(OTHER, START, after(300))).findings
    assert finding.measure == 151


def test_an_employer_that_is_not_on_record(judge: Any) -> None:
    answer = ask(judge, spell(LAB, START), spell(OTHER, START), organizations=parties()[:1])
    assert answer.findings == []
    assert told(answer) == {(LAB, ""): 1, (OTHER, "kind"): 1}
