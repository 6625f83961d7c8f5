"""Analysed before it was taken: what contradicts itself, what only seems to, what nobody can tell."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from tests.rules.paperwork import at, evidence, found, line, raw, run, sample, scenes, severities, told

from jianzhen.rules.catalogue import find
from jianzhen.rules.sentences import headline

RULE = "analysis_before_sampling"


def pair(taken, began, **more):
    """A sample taken at one moment and a raw result begun at another."""
    return {"samples": [sample(taken=taken)], "results": [raw(analysed_from_at=began, **more)]}


def test_analysis_before_sampling_is_found(judge):
    answer = judge(
        RULE,
        scenes(
            timed=pair(at(14, "09:00"), at(13, "10:00")),
            run={
                "samples": [sample(taken=at(14, "09:00"))],
                "analysis_runs": [run("r1", at(13, "10:00"), at(13, "10:20"), sample_no="ｓ-2601-1 ", kind="sample")],
            },
            event={
                "samples": [sample(event_id="E1"), sample("S-2601-2", event_id="E1")],
                "sampling_events": [{"event_id": "E1", "category": "water", "started_at": at(14, "09:00"),
                                     "ended_at": at(14, "10:00")}],
                "results": [raw(analysed_from_at=at(13, "10:00")),
                            raw(sample_no="S-2601-2", analysed_from_at=at(13, "11:00"))],
            },
            days=pair(at(14), at(13)),
        ),
    )  # fmt: skip
    assert found(answer) == ["days", "event", "run", "timed"]
    assert severities(answer) == {"timed": "high", "run": "high", "event": "high", "days": "middle"}
    by = {finding.subject: finding for finding in answer.findings}
    assert by["timed"].measure == pytest.approx(23)
    assert by["timed"].detail["silent_min"] == pytest.approx(23 * 60)
    assert evidence(by["timed"]) == [("results", "analysis"), ("samples", "sample")]
    assert evidence(by["run"]) == [("analysis_runs", "analysis"), ("samples", "sample")]
    assert evidence(by["event"]).count(("samples", "sample")) == 2
    assert ("sampling_events", "sampling") in evidence(by["event"])
    assert by["days"].detail["began"] == "2026-03-13"


def test_a_whole_run_is_named_before_the_start_of_a_batch(judge):
    both = pair(at(14, "13:00"), at(14, "11:23"))
    early = run("r1", at(14, "12:10"), at(14, "12:13"), sample_no="S-2601-1", kind="sample", parameter="氨氮")
    late = {**early, "ended_at": at(14, "13:20")}
    answer = judge(RULE, scenes(whole={**both, "analysis_runs": [early]}, part={**both, "analysis_runs": [late]}))
    by = {finding.subject: finding for finding in answer.findings}
    said = headline(find(RULE), by["whole"].detail)
    assert said.zh == (
        "样品 S-2601-1 采样时间为 2026-03-14 13:00，仪器运行却始于 2026-03-14 12:10、止于 2026-03-14 12:13（氨氮）"
    )
    assert "run on an instrument is on record from 2026-03-14 12:10 to 2026-03-14 12:13" in said.en
    assert headline(find(RULE), by["part"].detail).zh.endswith("分析记录却始于 2026-03-14 11:23（化学需氧量）")
    for finding in answer.findings:
        assert (finding.measure, finding.detail["records"]) == (pytest.approx(97 / 60), 2)


def test_innocent_look_alikes_are_silent(judge):
    ph = ("pH值", "HJ 1147-2020")
    answer = judge(
        RULE,
        scenes(
            after=pair(at(14, "09:00"), at(14, "15:00")),
            blank={
                "samples": [sample(taken=at(14, "09:00"))],
                "qc_results": [{"batch_id": "B1", "kind": "field_blank", "parameter": "氨氮", "sample_no": "S-2601-1"}],
                "results": [raw(analysed_from_at=at(13, "10:00"))],
            },
            named_blank={
                "samples": [sample(taken=at(14, "09:00"), name="全程序空白")],
                "results": [raw(analysed_from_at=at(13, "10:00"))],
            },
            standard={
                "samples": [sample(taken=at(14, "09:00"))],
                "analysis_runs": [run("r1", at(13, "10:00"), at(13, "10:20"), sample_no="S-2601-1", kind="standard")],
            },
            on_site=pair(at(14, "09:00"), at(14, "08:00"), what=ph),
            excluded={
                "samples": [sample(taken=at(14, "09:00"))],
                "analysis_runs": [run("r1", at(13, "10:00"), at(13, "10:20"), sample_no="S-2601-1", excluded=True)],
            },
        ),
    )
    assert found(answer) == []
    assert told(answer, "on_site") == {"": 1}
    assert told(answer, "blank") == told(answer, "named_blank") == {}


def test_what_nobody_can_tell_is_counted(judge):
    answer = judge(
        RULE,
        scenes(
            same_day=pair(at(14, "09:00"), at(14)),
            bare_sampling=pair(at(14), at(14, "09:00")),
            no_analysis={"samples": [sample(taken=at(14, "09:00"))]},
            no_sampling=pair(None, at(14, "09:00")),
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
    assert told(answer, "same_day") == told(answer, "bare_sampling") == {"day": 1}
    assert told(answer, "no_analysis") == {"analysis": 1}
    assert told(answer, "no_sampling") == {"collected": 1}
    assert told(answer, "long_before") == told(answer, "twice") == {"number": 1}


def test_slack_is_a_bound_that_is_allowed(judge):
    tables = scenes(
        at_slack=pair(at(14, "09:00"), at(14, "08:30")),
        beyond=pair(at(14, "09:00"), at(14, "08:29")),
        midnight=pair(at(14), at(13, "23:45")),
    )
    assert found(judge(RULE, tables)) == ["beyond"]
    wider = {"rules": {RULE: {"slack": 31}}}
    assert found(judge(RULE, tables, settings=wider)) == []


def test_without_samples_nobody_can_tell(judge):
    answer = judge(RULE, {"results": [{"lab_id": "L", **raw(analysed_from_at=at(13))}]})
    assert [(row.status, row.reason) for row in answer.coverage] == [("cannot_tell", "samples")]


def test_order_of_rows_does_not_matter(judge):
    rows = [raw(sample_no=f"S-{n}", analysed_from_at=at(13, f"{n % 24:02}:00")) for n in range(12)]
    taken = [sample(f"S-{n}", at(14, "09:00"), event_id="E1") for n in range(12)]
    first = judge(RULE, scenes(lab={"samples": taken, "results": rows}))
    random.Random(5).shuffle(rows)
    second = judge(RULE, scenes(lab={"samples": taken[::-1], "results": rows}))
    assert [item.finding_id for item in first.findings] == [item.finding_id for item in second.findings]
    assert first.findings[0].detail["samples"] == 12
