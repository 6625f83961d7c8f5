"""Groups of samples against the memory, the report and the standard."""

from __future__ import annotations

import pytest
from tests.rules.field import LAB, at, event, gathered, sample

from jianzhen.rules import sentences
from jianzhen.rules.catalogue import find

RULE = "sample_count_short"
THREE = (("10:00", "10:20"), ("10:30", "10:50"), ("11:00", "11:20"))
MOISTURE = "含湿量"


def stack(name, spans=THREE, parameters="颗粒物", category="exhaust"):
    return {
        "sampling_events": [event(name, "09:50", "11:30", category=category, site_name=name)],
        "samples": [
            sample(f"{name}-{place}", name, *(span or ()), parameters=parameters) for place, span in enumerate(spans)
        ],
    }


def memory(name, *spans, parameter="颗粒物", step=1):
    return {
        "field_readings": [
            {"instrument_id": f"YQ-{name}-{parameter}", "record_no": 7 + step * place, "event_id": name,
             "parameter": parameter, "started_at": at(start), "ended_at": at(end)}
            for place, (start, end) in enumerate(spans)
        ]
    }  # fmt: skip


def reported(name, *values, parameter=MOISTURE, unit="%"):
    return {
        "report_results": [
            {"lab_id": LAB, "report_no": f"R-{name}", "line": place + 1, "sample_no": f"{name}-{place}",
             "parameter": parameter, "method": "GB/T 16157-1996", "value_text": value, "unit": unit}
            for place, value in enumerate(values)
        ]
    }  # fmt: skip


def names(answer):
    return sorted(finding.detail["event_id"] for finding in answer.findings)


def test_one_run_for_three_samples(judge):
    (finding,) = judge(RULE, gathered(stack("a"), memory("a", THREE[0]))).findings
    assert (finding.subject, finding.severity, finding.measure, finding.threshold) == (LAB, "high", 1, 3)
    assert sorted((row.table, row.role) for row in finding.evidence) == [
        ("field_readings", "memory"), *[("samples", "record")] * 3, ("sampling_events", "record"),
    ]  # fmt: skip
    said = sentences.headline(find(RULE), finding.detail)
    assert said.zh == "a（a，2026-03-02 09:50）颗粒物：采样记录有 3 组，现场仪器存储的运行只有 1 组"
    numbers = sentences.numbers(find(RULE), finding.detail, measure=finding.measure, threshold=finding.threshold)
    assert "实有 1 组，应有 3 组；有样品对不上任何一次运行，仪器存储的记录号连续。" in numbers.zh
    assert sentences.UNKNOWN not in said.zh + said.en + numbers.zh + numbers.en


def test_moisture_read_once_and_reported_five_times(judge):
    spans = tuple((f"{hour}:00", f"{hour}:30") for hour in range(10, 15))
    values = ("1.35", "1.41", "1.29", "1.38", "1.44")
    tables = gathered(
        stack("a", spans), memory("a", *spans), memory("a", ("10:00", "10:05"), parameter=MOISTURE),
        reported("a", *values),
    )  # fmt: skip
    (finding,) = judge(RULE, tables).findings
    assert (finding.measure, finding.threshold, finding.detail["about"]) == (1, 5, MOISTURE)
    assert [row.role for row in finding.evidence if row.table == "report_results"] == ["report"] * 5
    assert "采样记录和报告共有 5 组" in sentences.headline(find(RULE), finding.detail).zh


def test_innocent_look_alikes_are_silent(judge):
    hour = (("10:00", "11:00"),)
    tables = gathered(
        stack("complete"), memory("complete", *THREE),
        stack("long run"), memory("long run", ("09:58", "11:21")),
        stack("carried"), memory("carried", *THREE), memory("carried", THREE[0], parameter=MOISTURE),
        reported("carried", "1.35", "1.35", "1.35"),
        stack("listed", parameters=f"颗粒物;{MOISTURE}"), memory("listed", *THREE),
        memory("listed", THREE[0], parameter=MOISTURE),
        stack("analyser", parameters="颗粒物;二氧化硫"), memory("analyser", *THREE),
        memory("analyser", THREE[0], parameter="二氧化硫"),
        reported("analyser", "21", parameter="二氧化硫", unit="mg/m3"),
        stack("continuous", hour, parameters="二氧化硫;氮氧化物"),
        stack("nearly", (("10:00", "10:48"),), parameters="非甲烷总烃"),
        stack("bottles", (*THREE, THREE[0])), memory("bottles", *THREE),
        stack("blackness", (("10:00", "10:30"),), parameters="烟气黑度"),
        stack("water", (("10:00", "10:05"),), parameters="化学需氧量", category="water"),
    )  # fmt: skip
    answer = judge(RULE, tables)
    assert names(answer) == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("no_finding", "", 8), ("cannot_tell", "count", 1),
    ]  # fmt: skip


def test_a_field_blank_is_no_group(judge):
    """A blank of dust is opened for a minute after the last sample: no run of any instrument belongs to it."""
    opened = (*THREE, ("11:26", "11:27"))
    called, listed, short = stack("called", opened), stack("listed", opened), stack("short", (*THREE[:2], opened[3]))
    for tables in (called, short):
        tables["samples"][-1]["name"] = "全程序空白"
    blank = {"batch_id": "B1", "lab_id": LAB, "kind": "field_blank", "parameter": "颗粒物", "sample_no": "ｌisted-3 "}
    tables = gathered(
        called, memory("called", *THREE), listed, memory("listed", *THREE), {"qc_results": [blank]},
        short, memory("short", *THREE[:2]),
    )  # fmt: skip
    (finding,) = judge(RULE, tables).findings
    assert (finding.detail["event_id"], finding.detail["basis"], finding.measure) == ("short", "standard", 2)
    assert names(judge(RULE, tables | {"qc_results": []})) == ["listed", "short"]


def test_a_group_missing_beside_a_blank_is_still_found(judge):
    tables = stack("a", (*THREE, ("11:26", "11:27")))
    tables["samples"][-1]["name"] = "全程序空白"
    (finding,) = judge(RULE, gathered(tables, memory("a", *THREE[:2]))).findings
    assert (finding.detail["basis"], finding.measure, finding.threshold) == ("memory", 2, 3)
    assert len([row for row in finding.evidence if row.table == "samples"]) == 3


@pytest.mark.parametrize(("late", "found"), [("10:25", 0), ("10:26", 1)])
def test_clocks_may_differ(judge, late, found):
    """Samples end at 10:20: a run from 10:25 on is within five minutes, one from 10:26 is not."""
    spans = (*(("10:15", "10:20"),) * 3, ("12:00", "12:20"))
    tables = gathered(stack("a", spans), memory("a", (late, "10:50"), ("12:00", "12:20"), ("12:30", "12:35")))
    assert len(judge(RULE, tables, settings={"rules": {RULE: {"dust": 1}}}).findings) == found


def test_the_standard_alone_is_a_hint(judge):
    tables = gathered(
        stack("dust", THREE[:2]), stack("gas", THREE[:2], parameters="二氧化硫"), stack("enough", THREE),
        stack("three gases", THREE, parameters="二氧化硫;氮氧化物"), stack("together", (THREE[0],) * 3),
    )  # fmt: skip
    answer = judge(RULE, tables)
    assert names(answer) == ["dust", "gas", "together"]
    for finding in answer.findings:
        assert (finding.severity, finding.threshold) == ("low", 3)
        assert "GB/T 16157-1996" in finding.detail["unverified"]
    assert "标准要求 3 组，采样记录只有 2 组" in sentences.headline(find(RULE), answer.findings[0].detail).zh + (
        sentences.headline(find(RULE), answer.findings[1].detail).zh
    )
    looser = {"rules": {RULE: {"dust": 1, "count": 1}}}
    assert names(judge(RULE, tables, settings=looser)) == []


def test_the_memory_goes_before_the_standard(judge):
    tables = gathered(stack("a", THREE[:2]), memory("a", THREE[0]))
    (finding,) = judge(RULE, tables).findings
    assert (finding.detail["basis"], finding.severity, finding.threshold) == ("memory", "high", 2)


def test_cannot_tell(judge):
    tables = gathered(
        stack("gap"), memory("gap", THREE[0], THREE[1], step=2),
        stack("unnamed", parameters=None),
    )  # fmt: skip
    answer = judge(RULE, tables)
    assert names(answer) == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("cannot_tell", "memory", 1), ("cannot_tell", "samples.parameters", 1),
    ]  # fmt: skip
    (row,) = judge(RULE, {"samples": tables["samples"]}).coverage
    assert row.reason == "sampling_events"


def test_order_of_rows_does_not_matter(judge):
    tables = gathered(stack("a"), memory("a", THREE[0]), stack("b", THREE[:2]), reported("a", "1", "2", "3"))
    turned = {name: rows[::-1] for name, rows in tables.items()}
    assert judge(RULE, tables).findings == judge(RULE, turned).findings
