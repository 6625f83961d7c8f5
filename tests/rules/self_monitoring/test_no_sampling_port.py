"""Stack gas reported for an outlet without a sampling port."""

from __future__ import annotations

import pytest
from tests.rules.field import LAB, OTHER_LAB, PLANT, at, event, gathered

from jianzhen.rules import sentences
from jianzhen.rules.catalogue import find

RULE = "no_sampling_port"
DUST, BLACKNESS = ("颗粒物", "HJ 836-2017"), ("烟气黑度", "HJ/T 398-2007")


def outlet(name, port=False, kind="air"):
    return {"outlets": [{"outlet_id": name, "org_id": PLANT, "kind": kind, "has_sampling_port": port}]}


def paper(name, *, number=1, lab=LAB, what=DUST, day=0, **more):
    """A report with one line on the outlet of that name."""
    report_no = f"R-{name}-{number}"
    return {
        "reports": [{"lab_id": lab, "report_no": report_no, "copy": "original", "kind": "self_monitoring",
                     "category": "exhaust", "issued_at": at(f"{day + 7} 10:00")}],
        "report_results": [{"lab_id": lab, "report_no": report_no, "line": 1, "outlet_id": name, "parameter": what[0],
                            "method": what[1], "value_text": "9.1", "unit": "mg/m3",
                            "sampled_from_at": at(f"{day} 10:00"), **more}],
    }  # fmt: skip


def visit(name, category="exhaust", **more):
    return {"sampling_events": [event(f"CY-{name}", "10:00", "11:00", category=category, outlet_id=name, **more)]}


def names(answer):
    return sorted(finding.detail["outlet_id"] for finding in answer.findings)


def test_all_reports_on_an_outlet_are_one_finding(judge):
    tables = gathered(outlet("DA1"), paper("DA1"), paper("DA1", number=2, day=30), visit("DA1"))
    (finding,) = judge(RULE, tables).findings
    assert (finding.subject, finding.severity, finding.measure, finding.threshold) == (LAB, "high", 3, 0)
    assert (finding.detail["lines"], finding.detail["events"], finding.detail["others"]) == (2, 1, 0)
    assert sorted((row.table, row.role) for row in finding.evidence) == [
        ("outlets", "register"), *[("report_results", "line")] * 2, *[("reports", "report")] * 2,
        ("sampling_events", "sampling"),
    ]  # fmt: skip
    said = sentences.headline(find(RULE), finding.detail)
    assert (
        "DA1 没有规范采样口，而该机构 2026-03-02 至 2026-04-01 对它出具 2 份报告（2 项结果），另有 1 次采样记录"
        in said.zh
    )
    assert sentences.UNKNOWN not in said.zh + said.en
    turned = {name: rows[::-1] for name, rows in tables.items()}
    assert judge(RULE, turned).findings == [finding]


def test_innocent_look_alikes_are_silent(judge):
    tables = gathered(
        outlet("with port", port=True), paper("with port"), visit("with port"),
        outlet("water", kind="water"), paper("water", what=("化学需氧量", "HJ 828-2017")),
        outlet("seen from afar"), paper("seen from afar", what=BLACKNESS),
        outlet("boundary"), visit("boundary", category="fugitive"),
        outlet("unused"),
    )  # fmt: skip
    answer = judge(RULE, tables)
    assert names(answer) == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [("no_finding", "", 1)]


def test_a_mounted_device_makes_the_register_doubtful(judge):
    device = {"devices": [{"device_id": "MN1", "outlet_id": "DA1", "kind": "gas"}]}
    tables = gathered(outlet("DA1"), paper("DA1"), outlet("DA2"), paper("DA2"))
    answer = judge(RULE, tables | device)
    assert names(answer) == ["DA2"]
    assert {(row.status, row.reason, row.units) for row in answer.coverage} == {
        ("finding", "", 1), ("cannot_tell", "device", 1),
    }  # fmt: skip


def test_it_weighs_less_without_a_report_or_with_another_laboratory(judge):
    tables = gathered(
        outlet("only sampled"), visit("only sampled"),
        outlet("two"), paper("two"), visit("two", lab=OTHER_LAB),
    )  # fmt: skip
    tables["sampling_events"][1]["event_id"] = "CY-other"
    found = {(finding.subject, finding.detail["outlet_id"]): finding for finding in judge(RULE, tables).findings}
    assert {key: finding.severity for key, finding in found.items()} == {
        (LAB, "only sampled"): "middle", (LAB, "two"): "middle", (OTHER_LAB, "two"): "middle",
    }  # fmt: skip
    assert found[LAB, "two"].detail["others"] == 1
    assert found[LAB, "only sampled"].detail["reports"] == 0


@pytest.mark.parametrize("date", [None, at("10:00")])
def test_reports_without_a_day_of_sampling_have_that_of_issue(judge, date):
    tables = gathered(outlet("DA1"), paper("DA1", sampled_from_at=date))
    (finding,) = judge(RULE, tables).findings
    assert finding.from_at == (date or at("7 10:00"))


def test_cannot_tell(judge):
    tables = gathered(
        outlet("not said", port=None), paper("not said"), paper("not registered"), paper("x", outlet_id=None)
    )
    answer = judge(RULE, tables)
    assert answer.findings == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("cannot_tell", "outlets.has_sampling_port", 1), ("cannot_tell", "unknown", 1), ("cannot_tell", "unnamed", 1),
    ]  # fmt: skip
    (row,) = judge(RULE, {"report_results": tables["report_results"]}).coverage
    assert row.reason == "outlets"
