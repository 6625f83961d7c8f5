"""suspended_period_report: reports issued between the days of an ordered stop."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from jianzhen.rules import catalogue
from jianzhen.rules.sentences import headline, numbers

RULE = "suspended_period_report"
LAB = "91640100MA0LAB0005"

Row = dict[str, Any]


def report(day: dt.datetime = dt.datetime(2026, 3, 8, 10), **more: Any) -> Row:
    kind = {"copy": "original", "kind": "entrusted", "category": "water", "issued_at": day}
    return {"lab_id": LAB, "report_no": "JC-1", **kind, **more}


def case(**more: Any) -> Row:
    stop = {"stop_from_on": dt.date(2026, 3, 1), "stop_to_on": dt.date(2026, 3, 31)}
    return {"case_id": "AJ-1", "org_id": LAB, "status": "decided", **stop, **more}


def certificate(items: str | None = "六价铬；总铬", **more: Any) -> Row:
    dates = {"issued_on": dt.date(2023, 3, 10), "expires_on": dt.date(2029, 3, 9)}
    state = {"status": "suspended", "status_from_on": dt.date(2026, 3, 1), "suspended_items": items}
    return {"cert_no": "C1", "org_id": LAB, **dates, **state, **more}


def lines(*parameters: str) -> list[Row]:
    result = {"method": "HJ 828-2017", "value_text": "25", "unit": "mg/L"}
    return [
        {"lab_id": LAB, "report_no": "JC-1", "line": number, "parameter": parameter, **result}
        for number, parameter in enumerate(parameters)
    ]


def told(answer: Any) -> dict[str, int]:
    return {row.reason: row.units for row in answer.coverage}


def test_a_report_within_the_stop(judge: Any) -> None:
    answer = judge(RULE, {"reports": [report()], "cases": [case()]})
    (finding,) = answer.findings
    assert (finding.subject, finding.severity, finding.measure) == (LAB, "high", 7)
    assert sorted((row.table, row.role) for row in finding.evidence) == [("cases", "case"), ("reports", "report")]
    assert told(answer) == {"": 1}
    rule = catalogue.find(RULE)
    assert headline(rule, finding.detail).zh.endswith("责令该机构自 2026-03-01 至 2026-03-31 停业（整改）")
    assert "23 days before the last" in numbers(rule, finding.detail, measure=finding.measure, threshold=0).en


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (dt.datetime(2026, 2, 28, 23), 0),
        (dt.datetime(2026, 3, 1, 23), 0),
        (dt.datetime(2026, 3, 2), 1),
        (dt.datetime(2026, 3, 30, 23, 59), 1),
        (dt.datetime(2026, 3, 31), 0),
    ],
)
def test_first_and_last_day_are_left_to_the_laboratory(judge: Any, day: dt.datetime, found: int) -> None:
    answer = judge(RULE, {"reports": [report(day)], "cases": [case()]})
    assert (len(answer.findings), told(answer)) == (found, {"": 1})


def test_the_original_tells_the_day(judge: Any) -> None:
    both = [report(dt.datetime(2026, 2, 20)), report(copy="copy")]
    answer = judge(RULE, {"reports": both, "cases": [case()]})
    assert (answer.findings, told(answer)) == ([], {"": 1})


def test_two_orders_are_one_finding_in_any_order(judge: Any) -> None:
    orders = [case(), case(case_id="AJ-2", stop_from_on=dt.date(2026, 2, 20))]
    (finding,) = judge(RULE, {"reports": [report()], "cases": orders}).findings
    assert finding.detail["case_ids"] == ["AJ-1", "AJ-2"]
    assert judge(RULE, {"reports": [report()], "cases": orders[::-1]}).findings == [finding]


def test_dropped_and_annulled_cases_do_not_count(judge: Any) -> None:
    assert judge(RULE, {"reports": [report()], "cases": [case(status="dropped")]}).findings == []
    penalty = {"penalty_id": "P1", "case_id": "AJ-1", "org_id": LAB, "act": "other", "decided_on": dt.date(2026, 2, 1)}
    annulled = {**penalty, "revoked_on": dt.date(2026, 5, 1)}
    tables = {"reports": [report()], "cases": [case()]}
    assert judge(RULE, {**tables, "penalties": [annulled]}).findings == []
    assert len(judge(RULE, {**tables, "penalties": [penalty]}).findings) == 1


def test_another_laboratory_was_stopped(judge: Any) -> None:
    answer = judge(RULE, {"reports": [report()], "cases": [case(org_id="91640000MA0DFG018J")]})
    assert (answer.findings, told(answer)) == ([], {"": 1})


def test_an_item_that_is_suspended(judge: Any) -> None:
    tables = {"reports": [report()], "cases": [case()], "certificates": [certificate()]}
    (finding,) = judge(RULE, {**tables, "report_results": lines("六价铬", "化学需氧量")}).findings
    assert finding.detail["items_zh"] == "，暂停项目含报告中的 六价铬"
    assert sorted(row.role for row in finding.evidence) == ["case", "certificate", "line", "report"]


def test_only_other_items_are_suspended(judge: Any) -> None:
    tables = {"reports": [report()], "cases": [case()], "report_results": lines("化学需氧量")}
    answer = judge(RULE, {**tables, "certificates": [certificate()]})
    assert (answer.findings, told(answer)) == ([], {"partial": 1})
    answer = judge(RULE, {**tables, "certificates": [certificate(None)]})
    assert len(answer.findings) == 1


@pytest.mark.parametrize("gap", [{"stop_to_on": None}, {"stop_from_on": None}])
def test_a_stop_without_an_end_cannot_be_judged(judge: Any, gap: Row) -> None:
    answer = judge(RULE, {"reports": [report()], "cases": [case(**gap)]})
    assert (answer.findings, told(answer)) == ([], {"stop_open": 1})


def test_without_cases_nobody_can_tell(judge: Any) -> None:
    answer = judge(RULE, {"reports": [report()]})
    assert answer.findings == []
    assert {row.reason for row in answer.coverage} == {"cases"}
