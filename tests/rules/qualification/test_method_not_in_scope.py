"""method_not_in_scope: methods that the annex does not list for a parameter it does list."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from jianzhen.rules import catalogue
from jianzhen.rules.sentences import headline, numbers

RULE = "method_not_in_scope"
LAB, OTHER = "91640100MA0LAB0005", "91640000MA0DFG018J"
ISSUED = dt.datetime(2026, 3, 8, 10)
COD, NH3 = "化学需氧量", "氨氮"
FAST, BICHROMATE = "HJ/T 399-2007", "HJ 828-2017"

Row = dict[str, Any]


def report(**more: Any) -> Row:
    kind = {"copy": "original", "kind": "entrusted", "category": "water", "issued_at": ISSUED}
    return {"lab_id": LAB, "report_no": "JC-1", **kind, **more}


def line(method: str, parameter: str = COD, number: int = 1, **more: Any) -> Row:
    result = {"value_text": "25", "unit": "mg/L", "parameter": parameter, "method": method}
    return {"lab_id": LAB, "report_no": "JC-1", "line": number, **result, **more}


def certificate(**more: Any) -> Row:
    dates = {"issued_on": dt.date(2023, 3, 10), "expires_on": dt.date(2029, 3, 9)}
    return {"cert_no": "C1", "org_id": LAB, "status": "valid", **dates, **more}


def entry(method: str = BICHROMATE, parameter: str = COD, **more: Any) -> Row:
    valid = {"valid_from_on": dt.date(2023, 3, 10), "valid_to_on": dt.date(2029, 3, 9)}
    return {"cert_no": "C1", "category": "water", "parameter": parameter, "method": method, **valid, **more}


def ask(judge: Any, results: list[Row], annex: list[Row], **more: Any) -> Any:
    settings = more.pop("settings", None)
    tables = {"reports": [report()], "certificates": [certificate()], **more}
    return judge(RULE, {**tables, "report_results": results, "capabilities": annex}, settings=settings)


def told(answer: Any) -> dict[str, int]:
    return {row.reason: row.units for row in answer.coverage}


def test_a_method_in_no_annex(judge: Any) -> None:
    results = [line(FAST), line("HJ 535-2009", NH3, 2)]
    answer = ask(judge, results, [entry(), entry("HJ 535-2009", NH3)])
    (finding,) = answer.findings
    assert (finding.subject, finding.severity, finding.measure) == (LAB, "middle", 1)
    assert (finding.detail["items"], finding.detail["listed"]) == ([f"{COD} {FAST}"], [BICHROMATE])
    assert sorted((row.table, row.role) for row in finding.evidence) == [
        ("capabilities", "context"),
        ("report_results", "line"),
        ("reports", "report"),
    ]
    assert told(answer) == {"": 2}
    assert ask(judge, results[::-1], [entry("HJ 535-2009", NH3), entry()]).findings == [finding]
    rule = catalogue.find(RULE)
    assert headline(rule, finding.detail).zh == (
        "报告 JC-1（2026-03-08 签发）的 化学需氧量 HJ/T 399-2007 所用方法不在该机构当日有效的能力附表内，"
        "附表中这些项目列的是 HJ 828-2017"
    )
    assert "1 of the 2 lines" in numbers(rule, finding.detail, measure=1, threshold=0).en


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("水质 化学需氧量的测定 重铬酸盐法 HJ828—2017", BICHROMATE),
        ("HJ 828-2017（4.2）", BICHROMATE),
        ("GB 11914-89", "GB/T 11914-1989"),
        ("HJ 828-2017及第1号修改单", BICHROMATE),
        (BICHROMATE, "HJ 828-2017 (9.1)"),
        ("HJ 91.1-2019；HJ 828-2017", BICHROMATE),
    ],
)
def test_ways_of_writing_one_method(judge: Any, written: str, listed: str) -> None:
    answer = ask(judge, [line(written)], [entry(listed)])
    assert (answer.findings, told(answer)) == ([], {"": 1})


def test_one_of_several_entries_will_do(judge: Any) -> None:
    assert ask(judge, [line(FAST)], [entry(), entry(FAST)]).findings == []
    assert ask(judge, [line(FAST)], [entry(), entry(FAST, category="drinking_water")]).findings == []
    other = [certificate(), certificate(cert_no="C2")]
    assert ask(judge, [line(FAST)], [entry(), entry(FAST, cert_no="C2")], certificates=other).findings == []
    stranger = [certificate(), certificate(cert_no="C2", org_id=OTHER)]
    assert len(ask(judge, [line(FAST)], [entry(), entry(FAST, cert_no="C2")], certificates=stranger).findings) == 1


@pytest.mark.parametrize(("to_on", "found"), [(dt.date(2026, 3, 8), 0), (dt.date(2026, 3, 7), 1)])
def test_an_entry_is_valid_to_its_last_day(judge: Any, to_on: dt.date, found: int) -> None:
    assert len(ask(judge, [line(FAST)], [entry(), entry(FAST, valid_to_on=to_on)]).findings) == found


def test_a_parameter_outside_the_annex_is_another_matter(judge: Any) -> None:
    answer = ask(judge, [line("HJ 535-2009", NH3)], [entry()])
    assert (answer.findings, told(answer)) == ([], {"parameter": 1})


@pytest.mark.parametrize(("since", "severity"), [(364, None), (365, None), (366, "low")])
def test_a_revision_has_a_time_of_transition(judge: Any, since: int, severity: str | None) -> None:
    begins = ISSUED.date() - dt.timedelta(days=since)
    methods = [{"method": "HJ 9999-2025", "parameter": COD, "valid_from_on": begins}]
    answer = ask(judge, [line("HJ 9999-2025")], [entry("HJ 9999-2011")], methods=methods)
    assert [finding.severity for finding in answer.findings] == ([severity] if severity else [])
    assert told(answer) == ({"": 1} if severity else {"transition": 1})


def test_a_successor_of_another_number(judge: Any) -> None:
    day = {"valid_from_on": dt.date(2025, 12, 1)}
    methods = [
        {"method": "HJ 8888-2010", "parameter": COD, "replaced_by": "HJ 9999-2025"},
        {"method": "HJ 9999-2025", "parameter": COD, **day},
    ]
    answer = ask(judge, [line("HJ 9999-2025")], [entry("HJ 8888-2010")], methods=methods)
    assert told(answer) == {"transition": 1}
    answer = ask(judge, [line("HJ 8888-2010")], [entry("HJ 9999-2025")], methods=methods)
    assert told(answer) == {"transition": 1}


def test_a_long_replaced_edition(judge: Any) -> None:
    (finding,) = ask(judge, [line("GB 11914-89")], [entry()]).findings
    assert (finding.severity, finding.detail["editions"]) == ("low", 1)


def test_a_subcontractor_lists_the_method(judge: Any) -> None:
    both = [certificate(), certificate(cert_no="C2", org_id=OTHER)]
    given_out = [report(subcontractor_id=OTHER)]
    annex = [entry(), entry(FAST, cert_no="C2")]
    assert ask(judge, [line(FAST)], annex, certificates=both, reports=given_out).findings == []
    other = [entry(), entry("HJ/T 70-2001", cert_no="C2")]
    assert len(ask(judge, [line(FAST)], other, certificates=both, reports=given_out).findings) == 1


@pytest.mark.parametrize(
    ("results", "annex", "more", "reason"),
    [
        ([line("水和废水监测分析方法（第四版）")], [entry()], {}, "undated"),
        ([line(FAST)], [entry(), entry(parameter="全部参数")], {}, "whole_class"),
        ([line(FAST)], [entry()], {"reports": [report(subcontractor_id=OTHER)]}, "subcontractor_annex"),
        ([line("HJ 9999-2025")], [entry("HJ 9999-2011")], {}, "edition"),
        ([line(FAST, report_no="JC-9")], [entry()], {}, "reports"),
    ],
)
def test_nobody_can_tell(judge: Any, results: list[Row], annex: list[Row], more: Any, reason: str) -> None:
    answer = ask(judge, results, annex, **more)
    assert (answer.findings, told(answer)) == ([], {reason: 1})


def test_a_book_that_the_annex_lists(judge: Any) -> None:
    book = "水和废水监测分析方法（第四版）"
    answer = ask(judge, [line(book)], [entry(book)])
    assert (answer.findings, told(answer)) == ([], {"": 1})
