"""scope_exceeded: report lines outside the annex valid on the day of issue."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

RULE = "scope_exceeded"
LAB, OTHER = "91640100MA0LAB0005", "91640000MA0DFG018J"
ISSUED = dt.datetime(2026, 3, 8, 10)
COD, NH3 = "化学需氧量", "氨氮"

Row = dict[str, Any]


def report(**more: Any) -> Row:
    kind = {"copy": "original", "kind": "entrusted", "category": "water", "issued_at": ISSUED}
    return {"lab_id": LAB, "report_no": "JC-1", **kind, **more}


def lines(*parameters: str, **more: Any) -> list[Row]:
    result = {"method": "HJ 828-2017", "value_text": "25", "unit": "mg/L"}
    return [
        {"lab_id": LAB, "report_no": "JC-1", "line": number, "parameter": parameter, **result, **more}
        for number, parameter in enumerate(parameters)
    ]


def certificate(**more: Any) -> Row:
    dates = {"issued_on": dt.date(2023, 3, 10), "expires_on": dt.date(2029, 3, 9)}
    return {"cert_no": "C1", "org_id": LAB, "status": "valid", **dates, **more}


def entry(parameter: str = COD, **more: Any) -> Row:
    valid = {"valid_from_on": dt.date(2023, 3, 10), "valid_to_on": dt.date(2029, 3, 9)}
    return {"cert_no": "C1", "category": "water", "parameter": parameter, "method": "HJ 828-2017", **valid, **more}


def ask(
    judge: Any,
    results: list[Row],
    annex: list[Row],
    *,
    reports: list[Row] | None = None,
    certificates: list[Row] | None = None,
) -> Any:
    tables = {"reports": reports or [report()], "report_results": results, "capabilities": annex}
    return judge(RULE, {**tables, "certificates": certificates or [certificate()]})


def told(answer: Any) -> dict[str, int]:
    return {row.reason: row.units for row in answer.coverage}


def test_a_parameter_in_no_annex(judge: Any) -> None:
    answer = ask(judge, lines(COD, NH3, "总磷"), [entry()])
    (finding,) = answer.findings
    assert (finding.subject, finding.severity, finding.measure) == (LAB, "high", 2)
    assert finding.detail["parameters"] == sorted([NH3, "总磷"])
    assert (finding.detail["judged"], finding.detail["elsewhere"]) == (3, 0)
    assert sorted(row.role for row in finding.evidence) == ["line", "line", "report"]
    assert told(answer) == {"": 3}


def test_covered_parameters_are_silent_in_any_order(judge: Any) -> None:
    results, annex = lines(COD, NH3), [entry(), entry(NH3, method="HJ 535-2009")]
    answer = ask(judge, results, annex)
    assert (answer.findings, told(answer)) == ([], {"": 2})
    assert ask(judge, results[::-1], annex[::-1]).coverage == answer.coverage


@pytest.mark.parametrize("alias", ["COD", "CODcr", "化学需氧量（COD）", "w01018"])
def test_aliases_are_one_parameter(judge: Any, alias: str) -> None:
    assert ask(judge, lines(alias), [entry()]).findings == []
    assert ask(judge, lines(COD), [entry(alias)]).findings == []


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (dt.datetime(2026, 3, 9, 23, 59), 0),
        (dt.datetime(2026, 3, 10), 1),
        (dt.datetime(2024, 1, 1), 0),
        (dt.datetime(2023, 12, 31), 1),
    ],
)
def test_an_entry_is_valid_from_its_first_to_its_last_day(judge: Any, day: dt.datetime, found: int) -> None:
    short = entry(NH3, valid_from_on=dt.date(2024, 1, 1), valid_to_on=dt.date(2026, 3, 9))
    assert len(ask(judge, lines(NH3), [entry(), short], reports=[report(issued_at=day)]).findings) == found


def test_an_open_end_never_ends(judge: Any) -> None:
    assert ask(judge, lines(COD), [entry(valid_to_on=None)]).findings == []


def test_listed_under_another_class_alone_weighs_less(judge: Any) -> None:
    answer = ask(judge, lines(COD, NH3), [entry(), entry(NH3, category="drinking_water")])
    (finding,) = answer.findings
    assert (finding.severity, finding.detail["elsewhere"]) == ("middle", 1)
    assert [row.role for row in finding.evidence if row.table == "capabilities"] == ["context"]


@pytest.mark.parametrize(("category", "listed"), [("exhaust", "ambient"), ("soil", "sediment"), (None, "water")])
def test_classes_of_the_annex(judge: Any, category: str | None, listed: str) -> None:
    answer = ask(judge, lines(COD), [entry(category=listed)], reports=[report(category=category)])
    assert (answer.findings, told(answer)) == ([], {"": 1})


@pytest.mark.parametrize(("category", "found"), [("water", 0), ("soil", 1)])
def test_an_entry_for_all_parameters_covers_its_class(judge: Any, category: str, found: int) -> None:
    annex = [entry("全部参数"), entry(COD, category="soil")]
    assert len(ask(judge, lines(NH3), annex, reports=[report(category=category)]).findings) == found


def test_any_certificate_of_the_laboratory_will_do(judge: Any) -> None:
    both = [certificate(), certificate(cert_no="C2")]
    assert ask(judge, lines(NH3), [entry(), entry(NH3, cert_no="C2")], certificates=both).findings == []


def test_another_laboratory_does_not_cover(judge: Any) -> None:
    both = [certificate(), certificate(cert_no="C2", org_id=OTHER)]
    assert len(ask(judge, lines(NH3), [entry(), entry(NH3, cert_no="C2")], certificates=both).findings) == 1


def test_a_subcontractor_covers_what_the_report_gives_out(judge: Any) -> None:
    both = [certificate(), certificate(cert_no="C2", org_id=OTHER)]
    given_out = [report(subcontractor_id=OTHER)]
    annex = [entry(), entry(NH3, cert_no="C2")]
    assert ask(judge, lines(COD, NH3), annex, reports=given_out, certificates=both).findings == []
    (finding,) = ask(judge, lines(COD, "总磷"), annex, reports=given_out, certificates=both).findings
    assert finding.detail["parameters"] == ["总磷"]


def test_levels_of_one_noise_measurement(judge: Any) -> None:
    noise = entry("厂界噪声", category="noise", method="GB 12348-2008")
    assert ask(judge, lines("L10", "Leq", "最大声级"), [noise], reports=[report(category="noise")]).findings == []


@pytest.mark.parametrize(
    ("results", "annex", "reports", "reason"),
    [
        (lines("流速"), [entry()], [report()], "field_condition"),
        (lines("去除率"), [entry()], [report()], "calculated"),
        (lines(NH3), [entry(valid_to_on=dt.date(2025, 1, 1))], [report()], "no_annex"),
        (lines(NH3), [entry(cert_no="C9")], [report()], "no_annex"),
        (lines(NH3), [entry()], [report(subcontractor_id=OTHER)], "subcontractor_annex"),
        (lines("苯"), [entry(), entry("苯系物")], [report()], "group"),
        (lines("某新污染物"), [entry()], [report()], "unknown_name"),
        (lines(NH3), [entry()], [report(report_no="JC-2")], "reports"),
    ],
)
def test_nobody_can_tell(judge: Any, results: list[Row], annex: list[Row], reports: list[Row], reason: str) -> None:
    answer = ask(judge, results, annex, reports=reports)
    assert (answer.findings, told(answer)) == ([], {reason: 1})


def test_without_annexes_nobody_can_tell(judge: Any) -> None:
    answer = judge(RULE, {"reports": [report()], "report_results": lines(NH3), "certificates": [certificate()]})
    assert [(row.status, row.reason) for row in answer.coverage] == [("cannot_tell", "capabilities")]


def test_one_finding_per_report_and_original_before_copy(judge: Any) -> None:
    late = report(copy="copy", issued_at=dt.datetime(2030, 1, 1))
    answer = ask(judge, lines(COD), [entry()], reports=[report(), late])
    assert (answer.findings, told(answer)) == ([], {"": 1})
    second = [{**row, "report_no": "JC-2"} for row in lines(NH3)]
    answer = ask(judge, lines(NH3) + second, [entry()], reports=[report(), report(report_no="JC-2")])
    assert len(answer.findings) == 2
