"""cert_expired_report: reports issued on days without a certificate in force."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from jianzhen.rules import sentences
from jianzhen.rules.catalogue import find

RULE = "cert_expired_report"
LAB, OTHER = "91640100MA0LAB0005", "91640000MA0DFG018J"
ENDS = dt.date(2026, 3, 9)

Row = dict[str, Any]


def report(day: dt.date, hour: int = 10, **more: Any) -> Row:
    issued = dt.datetime(day.year, day.month, day.day, hour)
    return {"lab_id": LAB, "report_no": "JC-1", "copy": "original", "kind": "entrusted", "issued_at": issued, **more}


def certificate(**more: Any) -> Row:
    dates = {"issued_on": dt.date(2020, 3, 10), "expires_on": ENDS}
    return {"cert_no": "C1", "org_id": LAB, "status": "valid", **dates, **more}


def renewed(issued_on: dt.date, **more: Any) -> Row:
    return certificate(cert_no="C2", issued_on=issued_on, expires_on=dt.date(2032, 3, 9), **more)


def told(answer: Any) -> dict[str, int]:
    return {row.reason: row.units for row in answer.coverage}


def after(days: int) -> dt.date:
    return ENDS + dt.timedelta(days=days)


def ask(judge: Any, reports: list[Row], certificates: list[Row], **more: Any) -> Any:
    return judge(RULE, {"reports": reports, "certificates": certificates, **more})


def test_a_report_after_the_last_day(judge: Any) -> None:
    answer = ask(judge, [report(after(20))], [certificate()])
    (finding,) = answer.findings
    assert (finding.subject, finding.severity, finding.measure) == (LAB, "high", 20)
    assert (finding.detail["cert_no"], finding.detail["state_zh"]) == ("C1", "已过期")
    roles = {(row.table, row.role) for row in finding.evidence}
    assert roles == {("reports", "report"), ("certificates", "certificate"), ("certificates", "context")}
    said = sentences.numbers(find(RULE), finding.detail, measure=finding.measure, threshold=finding.threshold)
    assert "数据中没有后续证书。" in said.zh
    assert sentences.UNKNOWN not in said.zh + said.en
    assert told(answer) == {"": 1}


@pytest.mark.parametrize(("days", "hour", "found"), [(0, 0, 0), (0, 23, 0), (1, 0, 1)])
def test_the_last_day_is_valid_to_its_end(judge: Any, days: int, hour: int, found: int) -> None:
    answer = ask(judge, [report(after(days), hour)], [certificate()])
    assert (len(answer.findings), told(answer)) == (found, {"": 1})


def test_the_first_day_is_valid(judge: Any) -> None:
    assert ask(judge, [report(dt.date(2020, 3, 10), 0)], [certificate()]).findings == []


def test_one_finding_per_report_in_any_order(judge: Any) -> None:
    reports = [report(after(number), report_no=f"JC-{number}") for number in range(-2, 4)]
    certificates = [certificate(), certificate(cert_no="C0", expires_on=dt.date(2020, 3, 9))]
    answer = ask(judge, reports, certificates)
    assert sorted(item.detail["report_no"] for item in answer.findings) == ["JC-1", "JC-2", "JC-3"]
    assert answer.findings == ask(judge, reports[::-1], certificates[::-1]).findings


def test_a_renewal_under_a_new_number_without_a_gap(judge: Any) -> None:
    answer = ask(judge, [report(after(20), cert_no="C1")], [certificate(), renewed(after(1))])
    assert (answer.findings, told(answer)) == ([], {"": 1})


@pytest.mark.parametrize(("gap", "severity"), [(90, "middle"), (91, "high")])
def test_a_gap_before_a_renewal_weighs_less_when_short(judge: Any, gap: int, severity: str) -> None:
    (finding,) = ask(judge, [report(after(5))], [certificate(), renewed(after(5 + gap))]).findings
    assert finding.severity == severity
    assert finding.detail["next_on"] == f"{after(5 + gap).isoformat()}T00:00:00"
    assert finding.detail["next_zh"] == f"后续证书自 {after(5 + gap).isoformat()} 起有效"


def test_all_reports_after_one_expiry_share_the_certificate_that_lapsed(judge: Any) -> None:
    reports = [report(after(number), report_no=f"JC-{number}") for number in (1, 2, 30)]
    certificates = [certificate(cert_no="C0", expires_on=dt.date(2020, 3, 9)), certificate()]
    findings = ask(judge, reports, certificates).findings
    shared = {row.row_id for item in findings for row in item.evidence if row.role == "certificate"}
    assert (len(findings), len(shared)) == (3, 1)


@pytest.mark.parametrize(("issued", "found"), [(60, 0), (200, 1)])
def test_an_annex_valid_from_before_the_new_certificate(judge: Any, issued: int, found: int) -> None:
    annex = {"cert_no": "C2", "category": "water", "parameter": "化学需氧量", "method": "HJ 828-2017"}
    annex["valid_from_on"] = after(1)
    answer = ask(judge, [report(after(20))], [certificate(), renewed(after(issued))], capabilities=[annex])
    assert len(answer.findings) == found


STATE = dt.date(2025, 6, 1)


@pytest.mark.parametrize(
    ("state", "day", "found"),
    [
        ({"status": "revoked", "status_from_on": STATE}, dt.date(2025, 6, 2), 1),
        ({"status": "revoked", "status_from_on": STATE}, STATE, 0),
        ({"status": "cancelled", "status_from_on": STATE}, dt.date(2025, 12, 1), 1),
        (
            {"status": "suspended", "status_from_on": STATE, "status_to_on": dt.date(2025, 7, 1)},
            dt.date(2025, 6, 15),
            1,
        ),
        ({"status": "suspended", "status_from_on": STATE, "status_to_on": dt.date(2025, 7, 1)}, dt.date(2025, 7, 1), 0),
        ({"status": "suspended", "status_from_on": STATE, "suspended_items": "总铬"}, dt.date(2025, 6, 15), 0),
        ({"status": "suspended", "status_from_on": STATE}, dt.date(2025, 5, 1), 0),
    ],
)
def test_suspended_revoked_cancelled(judge: Any, state: Row, day: dt.date, found: int) -> None:
    answer = ask(judge, [report(day)], [certificate(**state)])
    assert (len(answer.findings), told(answer)) == (found, {"": 1})


def test_a_second_certificate_in_force_is_enough(judge: Any) -> None:
    revoked = certificate(status="revoked", status_from_on=STATE)
    second = certificate(cert_no="C9", expires_on=dt.date(2030, 1, 1))
    assert ask(judge, [report(dt.date(2025, 8, 1))], [revoked, second]).findings == []


def test_a_copy_printed_later_is_judged_by_its_original(judge: Any) -> None:
    both = [report(after(-3)), report(after(40), copy="copy")]
    answer = ask(judge, both, [certificate()])
    assert (answer.findings, told(answer)) == ([], {"": 1})
    assert len(ask(judge, both[1:], [certificate()]).findings) == 1


@pytest.mark.parametrize(
    ("reports", "certificates", "reason"),
    [
        ([report(after(20))], [certificate(org_id=OTHER)], "no_certificate"),
        ([report(dt.date(2019, 1, 5))], [certificate()], "earlier_certificate"),
        ([report(after(20), cert_no="C77")], [certificate()], "printed_certificate"),
        ([report(after(-20))], [certificate(status="revoked")], "status_from"),
        ([report(after(-20))], [certificate(status=None)], "certificates.status"),
    ],
)
def test_nobody_can_tell(judge: Any, reports: list[Row], certificates: list[Row], reason: str) -> None:
    answer = ask(judge, reports, certificates)
    assert (answer.findings, told(answer)) == ([], {reason: 1})


def test_without_certificates_nobody_can_tell(judge: Any) -> None:
    answer = judge(RULE, {"reports": [report(after(20))]})
    assert [(row.status, row.reason) for row in answer.coverage] == [("cannot_tell", "certificates")]
