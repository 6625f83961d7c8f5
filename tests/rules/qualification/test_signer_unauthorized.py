"""signer_unauthorized: the approver was not a signatory of the laboratory on the day of issue."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from jianzhen.rules import catalogue
from jianzhen.rules.sentences import headline, numbers

RULE = "signer_unauthorized"
LAB, OTHER = "91640100MA0LAB0005", "91640000MA0DFG018J"
HEAD, MATE = "p7f3a9c2e51d04b8", "p1b2c3d4e5f60718"
DAY = dt.date(2026, 3, 8)

Row = dict[str, Any]


def report(number: int = 1, approver: str | None = MATE, day: dt.date = DAY, **more: Any) -> Row:
    kind = {"copy": "original", "kind": "entrusted", "issued_at": dt.datetime.combine(day, dt.time(10))}
    return {"lab_id": LAB, "report_no": f"JC-{number}", "approver_id": approver, **kind, **more}


def entry(person: str = HEAD, begins: dt.date = dt.date(2024, 1, 1), ends: dt.date | None = None, **more: Any) -> Row:
    return {
        "person_id": person, "org_id": LAB, "kind": "signatory", "valid_from_on": begins, "valid_to_on": ends, **more,
    }  # fmt: skip


def ask(judge: Any, *entries: Row, reports: list[Row] | None = None, **more: Any) -> Any:
    """The head of the laboratory signs another report, so that the list is known to be of the same people."""
    signed = reports if reports is not None else [report()]
    return judge(RULE, {"reports": [*signed, report(99, HEAD)], "authorizations": [entry(), *entries]}, **more)


def told(answer: Any) -> dict[str, int]:
    return {row.reason: row.units for row in answer.coverage}


def days(count: int) -> dt.timedelta:
    return dt.timedelta(days=count)


def test_a_person_who_is_in_no_list(judge: Any) -> None:
    answer = ask(judge)
    (finding,) = answer.findings
    assert (finding.subject, finding.severity, finding.detail["others"]) == (LAB, "high", 1)
    assert sorted((row.table, row.role) for row in finding.evidence) == [
        ("authorizations", "context"),
        ("reports", "report"),
    ]
    assert told(answer) == {"": 2}
    rule = catalogue.find(RULE)
    assert headline(rule, finding.detail).zh == f"报告 JC-1 于 2026-03-08 由 {MATE} 批准签发；授权名单中没有该签字人"
    assert "within 30 days" in numbers(rule, finding.detail, measure=None, threshold=30).en


def test_an_authorised_signer_in_any_order(judge: Any) -> None:
    answer = ask(judge, entry(MATE))
    assert (answer.findings, told(answer)) == ([], {"": 2})


@pytest.mark.parametrize(
    ("begins", "ends", "found"),
    [
        (DAY, None, 0),
        (dt.date(2024, 1, 1), DAY, 0),
        (DAY + days(30), None, 0),
        (DAY + days(31), None, 1),
        (dt.date(2024, 1, 1), DAY - days(30), 0),
        (dt.date(2024, 1, 1), DAY - days(31), 1),
    ],
)
def test_both_days_count_and_a_filing_takes_time(judge: Any, begins: dt.date, ends: dt.date | None, found: int) -> None:
    assert len(ask(judge, entry(MATE, begins, ends)).findings) == found


def test_a_filing_under_way_cannot_be_judged(judge: Any) -> None:
    answer = ask(judge, entry(MATE, DAY + days(5)))
    assert told(answer) == {"": 1, "filing": 1}
    settings = {"rules": {RULE: {"filing_days": 4}}}
    (finding,) = ask(judge, entry(MATE, DAY + days(5)), settings=settings).findings
    assert (finding.measure, finding.detail["state_en"]) == (5, "that authority begins on 2026-03-13")


def test_a_gap_between_two_authorities(judge: Any) -> None:
    before, after = entry(MATE, dt.date(2022, 1, 1), DAY - days(50)), entry(MATE, DAY + days(40), category="water")
    (finding,) = ask(judge, before, after).findings
    assert finding.measure == 40
    assert finding.detail["state_zh"] == "该签字人的授权止于 2026-01-17，其后一次自 2026-04-17 起"
    assert [row.role for row in finding.evidence].count("authority") == 2


@pytest.mark.parametrize("other", [{"org_id": OTHER}, {"kind": "analysis"}])
def test_an_authority_of_another_kind_or_laboratory(judge: Any, other: Row) -> None:
    assert len(ask(judge, entry(MATE, **other)).findings) == 1


def test_the_original_tells_who_signed(judge: Any) -> None:
    both = [report(approver=HEAD), report(copy="copy", day=DAY + days(100))]
    assert ask(judge, reports=both).findings == []


@pytest.mark.parametrize(
    ("reports", "entries", "reason"),
    [
        ([report(approver=None), report(99, HEAD)], [entry()], "reports.approver_id"),
        ([report(), report(99, HEAD)], [entry(org_id=OTHER)], "no_list"),
        ([report(), report(99, HEAD)], [entry(begins=DAY + days(40))], "earlier_list"),
        ([report()], [entry()], "digests"),
    ],
)
def test_nobody_can_tell(judge: Any, reports: list[Row], entries: list[Row], reason: str) -> None:
    answer = judge(RULE, {"reports": reports, "authorizations": entries})
    assert answer.findings == []
    assert told(answer)[reason] >= 1
