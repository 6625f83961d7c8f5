"""physical_relation_violation: a part greater than its whole in one sample."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from jianzhen.rules import catalogue
from jianzhen.rules.sentences import headline, numbers
from jianzhen.rules.terms.composition import RELATIONS

RULE = "physical_relation_violation"
LAB = "91640100MA0LAB0005"
TAKEN = dt.datetime(2026, 3, 1, 9)
BOD, COD, TN, NH3 = "五日生化需氧量", "化学需氧量", "总氮", "氨氮"

Row = dict[str, Any]


def report(report_no: str = "R1", **more: Any) -> Row:
    kind = {"copy": "original", "kind": "entrusted", "category": "water", "issued_at": dt.datetime(2026, 3, 9, 10)}
    return {"lab_id": LAB, "report_no": report_no, **kind, **more}


def line(parameter: str, text: str, sample: str | None = "S1", unit: str = "mg/L", **more: Any) -> Row:
    told = {"parameter": parameter, "method": "HJ 9999-2020", "value_text": text, "unit": unit}
    return {"lab_id": LAB, "report_no": "R1", "sample_no": sample, "sampled_from_at": TAKEN, **told, **more}


def ask(judge: Any, *lines: Row, reports: list[Row] | None = None, **more: Any) -> Any:
    rows = [{"line": number, **row} for number, row in enumerate(lines)]
    return judge(RULE, {"reports": reports or [report()], "report_results": rows}, **more)


def told(answer: Any) -> dict[str, int]:
    return {row.reason: row.units for row in answer.coverage}


def test_more_oxygen_demand_by_bacteria_than_by_dichromate(judge: Any) -> None:
    lines = [line(BOD, "52.0"), line(COD, "40"), line(NH3, "1.2"), line("pH值", "7.1", unit="无量纲")]
    answer = ask(judge, *lines)
    (finding,) = answer.findings
    assert (finding.subject, finding.severity, round(finding.measure)) == (LAB, "high", 130)
    assert sorted((row.table, row.role) for row in finding.evidence) == [
        ("report_results", "line"),
        ("report_results", "line"),
        ("reports", "report"),
    ]
    assert told(answer) == {"": 1}
    assert len(ask(judge, *lines[::-1]).findings) == 1
    rule = catalogue.find(RULE)
    assert headline(rule, finding.detail).zh == (
        "报告 R1 样品 S1：五日生化需氧量 52.0 mg/L 大于 化学需氧量 40 mg/L，而前者只是后者的一部分"
    )
    text = numbers(rule, finding.detail, measure=finding.measure, threshold=finding.threshold).zh
    assert "组分之和是总量的 130.0%" in text
    assert "最多允许 117.8%" in text


def test_the_order_of_nature(judge: Any) -> None:
    answer = ask(judge, line(BOD, "12.0"), line(COD, "40"), line(NH3, "1.2"), line(TN, "8.4"))
    assert (answer.findings, told(answer)) == ([], {"": 2})


@pytest.mark.parametrize(("bod", "found"), [("44.0", 0), ("46.6", 0), ("46.8", 1)])
def test_uncertainty_and_rounding(judge: Any, bod: str, found: int) -> None:
    """Half a place of each is 0.55: x - 40 = 0.55 + 0.1 * sqrt(x * x + 1600) holds for x = 46.7."""
    assert len(ask(judge, line(BOD, bod), line(COD, "40")).findings) == found


def test_the_uncertainty_is_settable(judge: Any) -> None:
    settings = {"rules": {RULE: {"uncertainty": 0.2}}}
    assert ask(judge, line(BOD, "52.0"), line(COD, "40"), settings=settings).findings == []


def test_near_the_detection_limit(judge: Any) -> None:
    """HJ 828-2017 detects from 4 mg/L, HJ 505-2009 from 0.5."""
    bod, cod = {"method": "HJ 505-2009"}, {"method": "HJ 828-2017"}
    assert ask(judge, line(BOD, "9.5", **bod), line(COD, "5", **cod)).findings == []
    assert len(ask(judge, line(BOD, "9.5"), line(COD, "5")).findings) == 1


@pytest.mark.parametrize(
    ("part", "whole", "found"), [("<80", "40", 0), ("52.0", "<4", 1), ("52.0", ">40", 0), ("40~60", "30", 0)]
)
def test_what_is_not_detected_or_only_bounded(judge: Any, part: str, whole: str, found: int) -> None:
    assert len(ask(judge, line(BOD, part), line(COD, whole)).findings) == found


def test_forms_of_nitrogen_add_up(judge: Any) -> None:
    forms = [line(NH3, "4.10"), line("硝酸盐氮", "5.20"), line("亚硝酸盐氮", "0.600")]
    (finding,) = ask(judge, *forms, line(TN, "6.50")).findings
    assert round(finding.measure) == 152
    assert len(finding.detail["parts"]) == 3
    assert ask(judge, *forms, line(TN, "9.50")).findings == []


def test_nitrate_as_nitrate_does_not_add_up(judge: Any) -> None:
    answer = ask(judge, line("硝酸盐", "22.0"), line(TN, "6.50"))
    assert (answer.findings, told(answer)) == ([], {"unusable": 1})
    assert ask(judge, line(NH3, "4.10"), line("硝酸盐(以NO3-计)", "22.0"), line(TN, "6.50")).findings == []
    assert len(ask(judge, line("硝酸盐(以N计)", "22.0"), line(TN, "6.50")).findings) == 1


def test_units_are_made_alike(judge: Any) -> None:
    lines = [line("六价铬", "30", unit="μg/L"), line("总铬", "0.04")]
    assert ask(judge, *lines).findings == []
    assert len(ask(judge, line("六价铬", "300", unit="μg/L"), line("总铬", "0.04")).findings) == 1
    assert told(ask(judge, line("六价铬", "300", unit="mg/kg"), line("总铬", "0.04"))) == {"unusable": 1}


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("细颗粒物", "可吸入颗粒物"),
        ("PM10", "TSP"),
        ("非甲烷总烃", "总烃"),
    ],
)
def test_relations_of_the_air(judge: Any, part: str, whole: str) -> None:
    assert len(ask(judge, line(part, "150", unit="μg/m³"), line(whole, "0.080", unit="mg/m³")).findings) == 1
    assert ask(judge, line(part, "150", unit="μg/m³"), line(whole, "0.180", unit="mg/m³")).findings == []


def test_dissolved_and_total_metal(judge: Any) -> None:
    assert len(ask(judge, line("溶解性铜", "0.52"), line("铜", "0.21")).findings) == 1
    assert len(ask(judge, line("磷酸盐(以P计)", "0.52"), line("总磷", "0.21")).findings) == 1
    assert ask(judge, line("磷酸盐", "0.52"), line("总磷", "0.21")).findings == []


def test_another_bottle_another_time(judge: Any) -> None:
    answer = ask(judge, line(BOD, "52.0", "S1"), line(COD, "40", "S2"))
    assert (answer.findings, answer.coverage) == ([], [])
    later = TAKEN + dt.timedelta(hours=2)
    answer = ask(judge, line(BOD, "52.0"), line(COD, "40", sampled_from_at=later))
    assert (answer.findings, told(answer)) == ([], {"times": 1})


def test_lines_without_a_sample(judge: Any) -> None:
    answer = ask(judge, line(BOD, "52.0", None), line(COD, "40", None))
    assert (answer.findings, told(answer)) == ([], {"sample": 1})


def test_repeated_lines_count_in_favour(judge: Any) -> None:
    assert ask(judge, line(BOD, "52.0"), line(BOD, "30.0"), line(COD, "40")).findings == []
    assert ask(judge, line(BOD, "52.0"), line(COD, "40"), line(COD, "60")).findings == []


def test_one_finding_per_report_with_the_worst_first(judge: Any) -> None:
    lines = [line(BOD, "52.0"), line(COD, "40"), line(NH3, "9.00"), line(TN, "3.00"), line(BOD, "90.0", "S2")]
    (finding,) = ask(judge, *lines, line(COD, "60", "S2")).findings
    assert (finding.detail["violated"], finding.detail["whole"]) == (3, "总氮 3.00 mg/L")
    assert len([row for row in finding.evidence if row.role == "line"]) == 6


def test_a_corrected_report_answers_for_both(judge: Any) -> None:
    both = [report(), report("R2", replaces="R1")]
    assert ask(judge, line(BOD, "52.0"), line(COD, "40"), reports=both).findings == []


def test_cod_by_alkaline_permanganate_is_no_bound(judge: Any) -> None:
    answer = ask(judge, line(BOD, "52.0"), line(COD, "40", method="HJ/T 132-2003"))
    assert (answer.findings, told(answer)) == ([], {"unusable": 1})


def test_every_relation_says_where_it_is_from() -> None:
    assert len({relation.id for relation in RELATIONS}) == len(RELATIONS)
    for relation in RELATIONS:
        assert relation.source
        assert relation.whole not in relation.parts
