"""Waste water drawn at too short intervals, and the bottles, parts and spot samples that look like it."""

from __future__ import annotations

import itertools

import pytest
from tests.rules.field import LAB, PLANT, at, event, gathered, sample

RULE = "sample_interval_short"
STANDARD = "《污水综合排放标准》（GB 8978-1996）一级"


def day(place, *times, kind="self_monitoring", standard=STANDARD, outlet_kind="water", reported=None, **more):
    """Draws at one outlet at the given times, each reported on a line of its own."""
    numbers = [f"{place}-{number}" for number in range(len(times))]
    drawn = [
        sample(number, f"E-{place}", time, time, parameters="化学需氧量;氨氮", **more)
        for number, time in zip(numbers, times, strict=True)
    ]
    report = {"lab_id": LAB, "report_no": f"R-{place}"}
    line = {**report, "parameter": "氨氮", "method": "HJ 535-2009", "value_text": "1", "unit": "mg/L"}
    issue = {"copy": "original", "kind": kind, "issued_at": at("+5 10:00"), "evaluation_standard": standard}
    named = [number for at, number in enumerate(numbers) if reported is None or at in reported]
    return {
        "sampling_events": [event(f"E-{place}", "13:00", "14:20", outlet_id=f"DW-{place}", site_name=f"总排口{place}")],
        "samples": drawn,
        "reports": [{**report, **issue}],
        "report_results": [{**line, "line": at, "sample_no": number} for at, number in enumerate(named)],
        "outlets": [{"outlet_id": f"DW-{place}", "org_id": PLANT, "kind": outlet_kind}],
    }


def names(answer):
    return sorted(finding.detail["place"].removeprefix("总排口") for finding in answer.findings)


def test_draws_in_a_row_are_found(judge):
    answer = judge(RULE, day("a", "13:05", "13:36", "14:13"))
    (finding,) = answer.findings
    assert (finding.subject, finding.severity, finding.measure, finding.threshold) == (LAB, "middle", 31, 108)
    assert finding.detail["times"] == ["13:05", "13:36", "14:13"]
    assert finding.detail["draws"] == 3
    assert finding.detail["unverified"] == ""
    assert sorted((row.table, row.role) for row in finding.evidence) == [
        ("reports", "context"), *[("samples", "draw")] * 3, ("sampling_events", "draw"),
    ]  # fmt: skip
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [("finding", "", 1)]


def test_threshold_parallels_composites_and_spot_samples(judge):
    tables = gathered(
        day("short", "09:00", "10:47:59"),
        day("just", "09:00", "10:48"),
        day("full", "09:00", "11:00", "13:00", "15:00"),
        day("bottles", "09:00", "09:04", "09:09", "11:10", "11:12"),
        day("composite", "09:00", "09:30", name="废水混合样"),
        day("pooled", "09:00", "09:30", reported={0}),
        day("supervisory", "09:00", "09:30", kind="supervisory"),
        day("comparison", "09:00", "09:30", kind="comparison"),
        day("river", "09:00", "09:30", outlet_kind="ambient"),
        day("unnamed", "09:00", "09:30", standard=None),
    )
    answer = judge(RULE, tables)
    assert names(answer) == ["short", "unnamed"]
    by_name = {finding.detail["place"]: finding for finding in answer.findings}
    assert by_name["总排口unnamed"].severity == "low"
    assert "GB 8978" in by_name["总排口unnamed"].detail["unverified"]
    assert [(row.status, row.reason) for row in answer.coverage] == [("finding", "")]


def test_different_bottles_of_one_visit_are_no_series(judge):
    """Oil needs a bottle of its own, half an hour after the rest."""
    tables = day("oil", "09:00", "09:30")
    tables["samples"][1]["parameters"] = "石油类"
    assert judge(RULE, tables).findings == []


def test_a_field_blank_is_no_draw(judge):
    tables = day("blank", "09:00", "09:30")
    tables["samples"][1]["name"] = "全程序空白"
    assert judge(RULE, tables).findings == []


def test_cannot_tell(judge):
    tables = gathered(
        day("entrusted", "09:00", "09:30", kind="entrusted"),
        day("other", "09:00", "09:30", standard="GB 18918-2002 一级A"),
        day("unreported", "09:00", "09:30", reported=set()),
        day("matrix", "09:00", "09:30"),
        day("parameters", "09:00", "09:30"),
    )
    tables["outlets"] = [row for row in tables["outlets"] if row["outlet_id"] != "DW-matrix"]
    for row in tables["samples"]:
        if row["sample_no"].startswith("parameters"):
            row["parameters"] = None
    answer = judge(RULE, tables)
    assert answer.findings == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("cannot_tell", reason, 1) for reason in ("kind", "matrix", "report", "samples.parameters", "standard")
    ]
    (row,) = judge(RULE, {"sampling_events": tables["sampling_events"], "samples": tables["samples"]}).coverage
    assert row.reason == "report_results;reports"


@pytest.mark.parametrize("tolerance", [0, 80])
def test_silent_at_the_tolerance_it_names(judge, tolerance):
    settings = {"rules": {RULE: {"tolerance": tolerance}}}
    found = names(judge(RULE, gathered(day("a", "09:00", "09:24"), day("b", "09:00", "10:59")), settings=settings))
    assert found == ([] if tolerance == 80 else ["a", "b"])


def test_order_of_rows_does_not_matter(judge):
    tables = day("a", "13:05", "13:36", "14:13")
    first = judge(RULE, tables).findings
    for order in itertools.islice(itertools.permutations(tables["samples"]), 3, 6):
        assert judge(RULE, tables | {"samples": list(order)}).findings == first
