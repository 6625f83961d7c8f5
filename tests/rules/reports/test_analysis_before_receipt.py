"""Analysed before it was received: what contradicts itself, what only seems to, what nobody can tell."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from tests.rules.paperwork import at, evidence, found, line, raw, run, sample, scenes, severities, told

from jianzhen.rules.catalogue import find
from jianzhen.rules.sentences import headline, numbers

RULE = "analysis_before_receipt"


def pair(received, began, **more):
    """A sample received at one moment and a raw result begun at another."""
    return {
        "samples": [sample(taken=at(13, "08:00"), received_at=received)],
        "results": [raw(analysed_from_at=began, **more)],
    }


def received(*numbers, day=14, **more):
    """Samples received together at half past nine."""
    return [sample(number, at(13, "08:00"), received_at=at(day, "09:30"), **more) for number in numbers]


def test_analysis_before_receipt_is_found(judge):
    answer = judge(
        RULE,
        scenes(
            timed=pair(at(14, "09:00"), at(13, "19:00")),
            run={
                "samples": received("S-2601-1"),
                "analysis_runs": [run("r1", at(13, "10:00"), at(13, "10:20"), sample_no="ｓ-2601-1 ", kind="sample")],
            },
            visit={
                "samples": received("S-2601-1", "S-2601-2", event_id="E1"),
                "results": [raw(analysed_from_at=at(13, "20:00")),
                            raw(sample_no="S-2601-2", analysed_from_at=at(13, "21:00")),
                            raw(sample_no="S-2601-2", what=("氨氮", "HJ 535-2009"), analysed_from_at=at(15, "21:00"))],
            },
            days=pair(at(14), at(13)),
        ),
    )  # fmt: skip
    assert found(answer) == ["days", "run", "timed", "visit"]
    assert severities(answer) == {"timed": "middle", "run": "middle", "visit": "middle", "days": "low"}
    by = {finding.subject: finding for finding in answer.findings}
    assert by["timed"].measure == pytest.approx(14)
    assert by["timed"].detail["silent_min"] == pytest.approx(14 * 60)
    assert evidence(by["timed"]) == [("results", "analysis"), ("samples", "sample")]
    assert evidence(by["run"]) == [("analysis_runs", "analysis"), ("samples", "sample")]
    assert evidence(by["visit"]) == [("results", "analysis")] * 2 + [("samples", "sample")] * 2
    assert (by["visit"].detail["sample_no"], by["visit"].detail["began"]) == ("S-2601-1", "2026-03-13 20:00")
    assert by["days"].detail["began"] == "2026-03-13"
    said = headline(find(RULE), by["timed"].detail)
    assert said.zh == (
        "样品 S-2601-1 的接样登记为 2026-03-14 09:00，实验室分析记录却始于 2026-03-13 19:00（化学需氧量）"
    )
    assert "14.0 h" in numbers(find(RULE), by["timed"].detail, measure=14.0, threshold=1.0).en


def test_every_record_counts_once_and_the_hardest_is_named(judge):
    """Results give the start of their batch; a run that ended before its sample was drawn explains no late joining."""
    taken = [sample("S-2601-1", at(14, "13:00"), received_at=at(14, "14:43"), event_id="E1",
                    collected_to_at=at(14, "13:05")),
             sample("S-2601-2", at(14, "12:40"), received_at=at(14, "14:43"), event_id="E1",
                    collected_to_at=at(14, "13:30"))]  # fmt: skip
    batch = [raw(sample_no=one["sample_no"], analysed_from_at=at(14, "11:23")) for one in taken]
    early = run("r1", at(14, "12:49"), at(14, "12:52"), sample_no="S-2601-1", kind="sample", parameter="氨氮")
    other = run("r2", at(14, "12:54"), at(14, "12:57"), sample_no="S-2601-2", kind="sample", parameter="氨氮")
    late = {**other, "ended_at": at(14, "15:00")}
    whole = {"samples": taken, "results": batch}
    answer = judge(
        RULE,
        scenes(
            untaken={**whole, "analysis_runs": [early, other]},
            taking={**whole, "analysis_runs": [other]},
            batch=whole,
            unended={**whole, "analysis_runs": [late]},
        ),
    )
    by = {finding.subject: finding for finding in answer.findings}
    assert {name: by[name].detail["records"] for name in by} == {"untaken": 4, "taking": 3, "batch": 2, "unended": 3}
    for finding in by.values():
        assert finding.detail["records"] == sum(row.role == "analysis" for row in finding.evidence)
        assert finding.detail["samples"] == 2
        assert finding.measure == pytest.approx(200 / 60)
    said = {name: headline(find(RULE), by[name].detail).zh for name in by}
    assert said["untaken"] == (
        "样品 S-2601-1 的接样登记为 2026-03-14 14:43，实验室仪器运行却始于 2026-03-14 12:49、止于 2026-03-14 12:52"
        "（氨氮），而该样 2026-03-14 13:00 才开始采"
    )
    assert "止于 2026-03-14 12:57（氨氮），而该样 2026-03-14 13:30 才采完" in said["taking"]
    for name in ("batch", "unended"):
        assert said[name].endswith("实验室分析记录却始于 2026-03-14 11:23（化学需氧量）")


def test_innocent_look_alikes_are_silent(judge):
    early = [raw(analysed_from_at=at(13, "19:00"))]
    trip = [sample("S-2601-1", at(13, "08:00"), received_at=at(14, "09:30")),
            sample("S-2601-2", at(12, "08:00"), received_at=at(14, "09:30"))]  # fmt: skip
    logged = {"system_id": "LIMS", "seq": 1, "at": at(14, "10:00"), "action": "update", "object_table": "samples",
              "object_key": "s-2601-1", "before": "2026-03-13 18:30", "after": "2026-03-14 09:30"}  # fmt: skip
    answer = judge(
        RULE,
        scenes(
            after=pair(at(14, "09:00"), at(14, "15:00")),
            on_site=pair(at(14, "09:00"), at(13, "08:05"), what=("pH值", "HJ 1147-2020")),
            trip={"samples": trip, "results": early},
            blank={
                "samples": received("S-2601-1"),
                "qc_results": [{"batch_id": "B1", "kind": "field_blank", "parameter": "氨氮", "sample_no": "S-2601-1"}],
                "results": early,
            },
            standard={
                "samples": received("S-2601-1"),
                "analysis_runs": [run("r1", at(13, "10:00"), at(13, "10:20"), sample_no="S-2601-1", kind="standard")],
            },
        ),
    )
    assert found(answer) == []
    assert told(answer, "after") == {"": 1}
    assert told(answer, "trip") == {"analysis": 1, "booked": 1}
    assert told(answer, "blank") == {}
    scene = scenes(lab={"samples": received("S-2601-1"), "results": early})
    assert found(judge(RULE, scene | {"system_logs": [logged]})) == ["lab"]
    corrected = judge(RULE, scene | {"system_logs": [logged | {"reason": "补登：夜间送样"}]})
    assert (found(corrected), told(corrected, "lab")) == ([], {"explained": 1})


def test_what_nobody_can_tell_is_counted(judge):
    answer = judge(
        RULE,
        scenes(
            same_day=pair(at(14, "09:00"), at(14)),
            bare_receipt=pair(at(14), at(14, "07:00")),
            no_analysis={"samples": received("S-2601-1")},
            no_receipt=pair(None, at(14, "09:00")),
            long_before=pair(at(14, "09:00"), dt.datetime(2025, 3, 10, 9)),
            twice={
                **pair(at(14, "09:00"), at(13, "10:00")),
                "report_results": [
                    line(sampled_from_at=at(12), site_name="东"),
                    line(report_no="R2", sampled_from_at=at(14), site_name="西"),
                ],
            },
        ),
    )
    assert found(answer) == []
    assert told(answer, "same_day") == told(answer, "bare_receipt") == {"day": 1}
    assert told(answer, "no_analysis") == {"analysis": 1}
    assert told(answer, "no_receipt") == {"samples.received_at": 1}
    assert told(answer, "long_before") == told(answer, "twice") == {"number": 1}


def test_slack_is_a_bound_that_is_allowed(judge):
    tables = scenes(
        at_slack=pair(at(14, "09:00"), at(14, "08:00")), beyond=pair(at(14, "09:00"), at(14, "07:59"))
    )  # fmt: skip
    assert found(judge(RULE, tables)) == ["beyond"]
    assert found(judge(RULE, tables, settings={"rules": {RULE: {"slack": 61}}})) == []


def test_without_samples_nobody_can_tell(judge):
    answer = judge(RULE, {"results": [{"lab_id": "L", **raw(analysed_from_at=at(13))}]})
    assert [(row.status, row.reason) for row in answer.coverage] == [("cannot_tell", "samples")]


def test_order_of_rows_does_not_matter(judge):
    rows = [raw(sample_no=f"S-{n}", analysed_from_at=at(13, f"{10 + n % 9:02}:00")) for n in range(12)]
    taken = received(*(f"S-{n}" for n in range(12)), event_id="E1")
    first = judge(RULE, scenes(lab={"samples": taken, "results": rows}))
    random.Random(5).shuffle(rows)
    second = judge(RULE, scenes(lab={"samples": taken[::-1], "results": rows}))
    assert [item.finding_id for item in first.findings] == [item.finding_id for item in second.findings]
    assert first.findings[0].detail["samples"] == 12
