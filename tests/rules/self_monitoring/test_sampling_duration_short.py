"""Less time sampled than recorded: by memory, by video, by sign-in, by the standard."""

from __future__ import annotations

import pytest
from tests.rules.field import LAB, at, crew, event, gathered, person, sample

RULE = "sampling_duration_short"
HOUR = (("10:00", "10:20"), ("10:25", "10:45"), ("10:50", "11:10"))


def stack(name, spans=HOUR, category="exhaust", parameters="颗粒物"):
    """An event whose samples were drawn in the given spans."""
    return {
        "sampling_events": [event(name, "09:50", "11:20", category=category, outlet_id=f"DA-{name}", site_name=name)],
        "samples": [sample(f"{name}-{place}", name, *span, parameters=parameters) for place, span in enumerate(spans)],
    }


def memory(name, *spans, first=1, parameter="颗粒物", step=1):
    """Runs in the memory of an instrument of its own."""
    return {
        "field_readings": [
            {"instrument_id": f"YQ-{name}", "record_no": first + step * place, "event_id": name, "parameter": parameter,
             "started_at": at(span[0]) if span else None, "ended_at": at(span[1]) if span else None}
            for place, span in enumerate(spans)
        ]
    }  # fmt: skip


def film(name, *spans, kind="person"):
    return {
        "presence": [
            {"place_id": f"DA-{name}", "kind": kind, "from_at": at(start), "to_at": at(end)} for start, end in spans
        ]
    }


def signed(name, start, end, **more):
    return {"sampling_crew": crew(name, person(name), signed_in_at=at(start), signed_out_at=at(end), **more)}


def names(answer):
    return sorted(finding.detail["event_id"] for finding in answer.findings)


def test_one_run_for_three_recorded(judge):
    answer = judge(RULE, gathered(stack("a"), memory("a", HOUR[0])))
    (finding,) = answer.findings
    assert (finding.subject, finding.severity, finding.threshold) == (LAB, "high", 80)
    assert finding.measure == pytest.approx(100 / 3)
    assert (finding.detail["claimed_min"], finding.detail["actual_min"]) == (60, 20)
    assert finding.detail["silent_pct"] == pytest.approx(200 / 3)
    assert finding.detail["unverified"] == ""
    assert sorted((row.table, row.role) for row in finding.evidence) == [
        ("field_readings", "memory"), *[("samples", "record")] * 3, ("sampling_events", "record"),
    ]  # fmt: skip
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [("finding", "", 1)]


def test_eight_minutes_on_the_platform(judge):
    """45 minutes of one, 15 of each of four others beside it: an hour in all, eight minutes seen."""
    spans = (("10:00", "10:45"), ("10:00", "10:15"), ("10:15", "10:30"), ("10:30", "10:45"), ("10:45", "11:00"))
    (finding,) = judge(RULE, gathered(stack("a", spans), film("a", ("10:02", "10:10")))).findings
    assert (finding.detail["basis"], finding.detail["claimed_min"], finding.detail["actual_min"]) == ("video", 60, 8)
    assert finding.severity == "high"
    assert [row.role for row in finding.evidence if row.table == "presence"] == ["video"]


def test_innocent_look_alikes_are_silent(judge):
    pauses = (("10:00", "10:17"), ("10:25", "10:42"), ("10:50", "11:07"))
    tables = gathered(
        stack("same"), memory("same", *HOUR), film("same", ("09:50", "11:20")), signed("same", "09:45", "11:25"),
        stack("pauses"), memory("pauses", *pauses),
        stack("absent"), film("absent", ("07:00", "08:00")),
        stack("blocked"), film("blocked", ("10:02", "10:10")), film("blocked", ("10:30", "11:00"), kind="camera_gap"),
        stack("long gap"), film("long gap", ("10:02", "10:10")),
        film("long gap", ("-20 00:00", "+20 00:00"), kind="camera_gap"),
        stack("pump", category="ambient"), film("pump", ("10:02", "10:10")),
        stack("client"), signed("client", "10:00", "10:10", client_staff=True),
        stack("others"), memory("others", HOUR[0], parameter="二氧化硫"),
        stack("parallel", (("10:00", "11:00"), ("10:00", "11:00"))), memory("parallel", ("10:00", "11:00")),
        stack("hour", (("10:00", "11:00"),)),
    )  # fmt: skip
    answer = judge(RULE, tables)
    assert names(answer) == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("no_finding", "", 9), ("cannot_tell", "comparison", 1),
    ]  # fmt: skip


def test_a_field_blank_takes_no_time(judge):
    """A blank that stands open beside half an hour of pumping is no half hour of sampling."""
    opened = (("10:00", "10:30"), ("10:30", "11:00"))
    called, listed, alone = stack("called", opened), stack("listed", opened), stack("alone", opened[1:])
    for tables in (called, alone):
        tables["samples"][-1]["name"] = "全程序空白"
    for tables in (called, listed, alone):
        tables["sampling_events"][0]["category"] = "fugitive"
    blank = {"batch_id": "B1", "lab_id": LAB, "kind": "field_blank", "parameter": "颗粒物", "sample_no": "listed-1"}
    tables = gathered(
        called, memory("called", opened[0]), listed, memory("listed", opened[0]), alone, {"qc_results": [blank]}
    )
    answer = judge(RULE, tables)
    assert names(answer) == []
    assert [(row.status, row.units) for row in answer.coverage] == [("no_finding", 2)]
    assert names(judge(RULE, tables | {"qc_results": []})) == ["listed"]


def test_tolerance_and_slack_decide_together(judge):
    """80 % and five minutes: 48 of 60 minutes are enough, 47 are not; 6 of 10 minutes differ too little."""
    short = (("10:00", "10:10"),)
    tables = gathered(
        stack("enough"), memory("enough", ("10:00", "10:48")),
        stack("less"), memory("less", ("10:00", "10:47")),
        stack("brief", short, category="fugitive"), memory("brief", ("10:00", "10:06")),
    )  # fmt: skip
    answer = judge(RULE, tables)
    assert names(answer) == ["less"]
    assert answer.findings[0].severity == "middle"
    assert names(judge(RULE, tables, settings={"rules": {RULE: {"tolerance": 25}}})) == []


def test_reading_of_a_bucket_is_no_sampling_time(judge):
    tables = gathered(
        stack("a", category="water", parameters="pH值"), memory("a", ("10:00", "10:03"), parameter="pH值")
    )
    answer = judge(RULE, tables)
    assert answer.findings == []
    assert [(row.status, row.reason) for row in answer.coverage] == [("cannot_tell", "comparison")]


def test_sign_in_shorter_than_the_samples(judge):
    (finding,) = judge(RULE, gathered(stack("a"), signed("a", "10:00", "10:20"))).findings
    assert (finding.detail["basis"], finding.detail["actual_min"]) == ("sign_in", 20)
    assert [row.role for row in finding.evidence if row.table == "sampling_crew"] == ["sign_in"]


def test_standard_alone_is_a_hint(judge):
    tables = gathered(
        stack("one", (("10:00", "10:20"),)),
        stack("three", (("10:00", "10:05"), ("10:20", "10:25"), ("10:40", "10:45"))),
        stack("water", (("10:00", "10:20"),), category="water"),
    )
    answer = judge(RULE, tables)
    assert names(answer) == ["one"]
    (finding,) = answer.findings
    assert (finding.severity, finding.detail["basis"]) == ("low", "standard")
    assert "HJ/T 397" in finding.detail["unverified"]
    assert {row.reason for row in answer.coverage} == {"", "comparison"}


def test_records_go_before_the_standard(judge):
    tables = gathered(stack("a", (("10:00", "10:20"),)), memory("a", ("10:00", "10:10")))
    (finding,) = judge(RULE, tables).findings
    assert (finding.detail["basis"], finding.severity) == ("memory", "middle")


def test_cannot_tell(judge):
    tables = gathered(
        stack("numbers", category="fugitive"), memory("numbers", HOUR[0], HOUR[1], step=2),
        stack("times", category="fugitive"), memory("times", HOUR[0], ()),
        stack("nothing", category="water"),
        stack("moments", (("10:00", "10:00"),), category="water"),
    )  # fmt: skip
    answer = judge(RULE, tables)
    assert answer.findings == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("cannot_tell", "comparison", 1), ("cannot_tell", "memory", 2), ("cannot_tell", "samples.collected_to_at", 1),
    ]  # fmt: skip
    (row,) = judge(RULE, {"samples": tables["samples"]}).coverage
    assert row.reason == "sampling_events"


def test_order_of_rows_does_not_matter(judge):
    tables = gathered(stack("a"), memory("a", HOUR[0]), stack("b"), memory("b", ("10:00", "10:47")))
    turned = {name: rows[::-1] for name, rows in tables.items()}
    assert judge(RULE, tables).findings == judge(RULE, turned).findings
