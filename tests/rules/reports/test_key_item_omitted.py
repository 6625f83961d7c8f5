"""key_item_omitted: an item the permit asks for is in no report of the period."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from jianzhen.rules import catalogue
from jianzhen.rules.sentences import headline, numbers

RULE = "key_item_omitted"
LAB, OTHER = "91640100MA0LAB0005", "91640000MA0DFG018J"
PLANT = "91640200MA0PLANT5F"
COD, NH3, TP = "化学需氧量", "氨氮", "总磷"
QUARTERS = ("2025-01-20", "2025-05-10", "2025-08-10", "2025-11-10", "2026-02-10")

Row = dict[str, Any]


def limit(parameter: str, times: float | None = 4, **more: Any) -> Row:
    valid = {"valid_from_on": dt.date(2024, 1, 1), "valid_to_on": dt.date(2028, 12, 31)}
    return {"outlet_id": "DW001", "parameter": parameter, "times_per_year": times, **valid, **more}


def visit(
    day: str, *parameters: str, outlet: str | None = "DW001", lab: str = LAB, kind: str = "self_monitoring"
) -> Any:
    """A report on one visit, issued a week later."""
    taken = dt.datetime.fromisoformat(f"{day}T09:00")
    number = f"{lab[-3:]}{day}{outlet}{kind}"
    report = {
        "lab_id": lab, "report_no": number, "copy": "original", "kind": kind, "category": "water",
        "issued_at": taken + dt.timedelta(days=7),
    }  # fmt: skip
    lines = [
        {
            "lab_id": lab, "report_no": number, "line": at, "outlet_id": outlet, "sampled_from_at": taken,
            "parameter": parameter, "method": "HJ 9999-2020", "value_text": "1.5", "unit": "mg/L",
        }
        for at, parameter in enumerate(parameters)
    ]  # fmt: skip
    return report, lines


def ask(judge: Any, visits: list[Any], *limits: Row, **more: Any) -> Any:
    reports, lines = [one[0] for one in visits], [row for one in visits for row in one[1]]
    settings = more.pop("settings", None)
    tables = {"reports": reports, "report_results": lines, "permit_limits": list(limits), **more}
    return judge(RULE, tables, settings=settings)


def told(answer: Any, lab: str = LAB) -> dict[str, int]:
    return {row.reason: row.units for row in answer.coverage if row.subject == lab}


def year(*second_quarter: str) -> list[Any]:
    """A year of quarterly visits with COD and ammonia, except as said for the second quarter."""
    return [visit(day, *(second_quarter if day == QUARTERS[1] else (COD, NH3))) for day in QUARTERS]


LIMITS = (limit(COD), limit(NH3))


def test_an_item_left_out_in_one_quarter(judge: Any) -> None:
    answer = ask(judge, year(COD), *LIMITS)
    (finding,) = answer.findings
    assert (finding.subject, finding.severity, finding.measure) == (LAB, "high", 1)
    assert sorted((row.table, row.role) for row in finding.evidence) == [
        ("permit_limits", "register"),
        ("report_results", "line"),
        ("reports", "report"),
    ]
    assert told(answer) == {"": 10}
    assert ask(judge, year(COD)[::-1], *LIMITS[::-1]).findings == [finding]
    rule = catalogue.find(RULE)
    assert headline(rule, finding.detail).zh == (
        "排放口 DW001 的排污许可要求每年监测 氨氮 4 次；2025-04-01 至 2025-06-30 采样的 1 份自行监测报告"
        "测了该排放口的其他项目，没有测氨氮"
    )
    assert "2 items were due" in numbers(rule, finding.detail, measure=1, threshold=0).en


def test_everything_reported(judge: Any) -> None:
    answer = ask(judge, year(COD, NH3), *LIMITS)
    assert (answer.findings, sum(told(answer).values())) == ([], 10)


@pytest.mark.parametrize("alias", ["NH3-N", "氨氮（以N计）", "w21003"])
def test_aliases(judge: Any, alias: str) -> None:
    assert ask(judge, year(COD, alias), *LIMITS).findings == []


def test_not_every_report_needs_every_item(judge: Any) -> None:
    """Monthly COD, quarterly ammonia, yearly phosphorus."""
    days = [f"2025-{month:02}-10" for month in range(1, 13)] + ["2026-01-12"]
    visits = [
        visit(day, COD, *([NH3] if day[5:7] in {"02", "04", "09", "12"} else []), *([TP] if day[5:7] == "06" else []))
        for day in days
    ]
    limits = (limit(COD, 12), limit(NH3, 4), limit(TP, 1))
    assert ask(judge, visits, *limits).findings == []
    without = [(report, [row for row in lines if row["parameter"] != TP]) for report, lines in visits]
    (finding,) = ask(judge, without, *limits).findings
    assert (finding.detail["items"], finding.detail["reports"]) == ([TP], 12)


@pytest.mark.parametrize(
    "other",
    [
        visit("2025-05-02", NH3, lab=OTHER, kind="entrusted"),
        visit("2025-07-14", NH3, lab=OTHER, kind="supervisory"),
        visit("2025-03-20", NH3),
        visit("2025-06-30", NH3, kind="comparison"),
    ],
    ids=["another laboratory", "a little late", "a little early", "another report"],
)
def test_another_report_has_it(judge: Any, other: Any) -> None:
    assert ask(judge, [*year(COD), other], *LIMITS).findings == []


@pytest.mark.parametrize(("day", "found"), [("2025-07-15", 0), ("2025-07-16", 1), ("2025-03-17", 0), ("2025-03-16", 1)])
def test_the_tolerance_for_slipping(judge: Any, day: str, found: int) -> None:
    """The other quarters have ammonia anyhow; fifteen days count on either side."""
    assert len(ask(judge, [*year(COD), visit(day, NH3, kind="entrusted")], *LIMITS).findings) == found


def test_the_visit_of_the_next_quarter_is_no_late_one(judge: Any) -> None:
    visits = [*year(COD)[:2], visit("2025-07-02", COD, NH3), *year(COD)[3:]]
    assert len(ask(judge, visits, *LIMITS).findings) == 1


def test_automatic_devices(judge: Any) -> None:
    device = {"device_id": "MN1", "outlet_id": "DW001", "kind": "water"}
    filed = {"device_id": "MN1", "factor": "w21003", "name": "range", "filed_on": dt.date(2024, 1, 1)}
    assert ask(judge, year(COD), *LIMITS, devices=[device], filed_parameters=[filed]).findings == []
    answer = ask(judge, year(COD), *LIMITS, devices=[device])
    assert (answer.findings, told(answer)["automatic"]) == ([], 1)


@pytest.mark.parametrize(("parameter", "to_on", "found"), [(NH3, "2025-05-31", 0), (None, "2025-05-31", 0),
                                                           (TP, "2025-05-31", 1), (NH3, "2025-03-31", 1)])  # fmt: skip
def test_a_stated_reason(judge: Any, parameter: str | None, to_on: str, found: int) -> None:
    waiver = {
        "org_id": PLANT, "outlet_id": "DW001", "parameter": parameter, "from_on": dt.date(2025, 3, 1),
        "to_on": dt.date.fromisoformat(to_on), "reason": "停产",
    }  # fmt: skip
    answer = ask(judge, year(COD), *LIMITS, monitoring_waivers=[waiver])
    assert len(answer.findings) == found
    assert told(answer).get("waiver", 0) == 1 - found


def test_no_monitoring_at_all_is_another_matter(judge: Any) -> None:
    visits = [one for one in year(COD, NH3) if one[1][0]["sampled_from_at"].month != 5]
    assert ask(judge, visits, *LIMITS).findings == []


def test_a_line_without_outlet_counts_for_its_report(judge: Any) -> None:
    visits = year(COD)
    report, lines = visits[1]
    spare = {**lines[0], "line": 9, "outlet_id": None, "parameter": NH3}
    visits[1] = (report, [*lines, spare])
    assert ask(judge, visits, *LIMITS).findings == []


def test_names_of_compounds_and_hydrocarbons(judge: Any) -> None:
    limits = (limit("颗粒物"), limit("挥发性有机物"), limit("汞及其化合物"))
    visits = [visit(day, "烟尘", "非甲烷总烃", "汞") for day in QUARTERS]
    assert ask(judge, visits, *limits).findings == []


@pytest.mark.parametrize(
    ("limits", "visits", "reason"),
    [
        ((limit(COD), limit(NH3, None)), year(COD), "frequency"),
        ((limit(COD), limit(NH3, 0.5)), year(COD), "frequency"),
        ((limit(COD), limit(NH3, valid_from_on=dt.date(2025, 4, 2))), year(COD), "permit_span"),
        (LIMITS, year(COD)[1:2], "data_span"),
        (LIMITS, [*year(COD), visit("2025-04-20", COD, lab=OTHER)], "several"),
        (LIMITS, year(COD, "某种氨"), "name"),
        ((limit(COD), limit("苯系物")), year(COD), "name"),
    ],
)
def test_nobody_can_tell(judge: Any, limits: tuple[Row, ...], visits: list[Any], reason: str) -> None:
    answer = ask(judge, visits, *limits)
    assert answer.findings == []
    assert told(answer)[reason] >= 1
