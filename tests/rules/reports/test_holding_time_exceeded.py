"""Holding time exceeded: what waited too long, what only seems to have, what nobody can tell."""

from __future__ import annotations

import random

import pytest
from tests.rules.paperwork import (
    AMMONIA,
    BOD,
    COD,
    at,
    evidence,
    found,
    line,
    raw,
    report,
    sample,
    scenes,
    severities,
    told,
)

from jianzhen.rules.catalogue import find
from jianzhen.rules.sentences import headline, numbers

RULE = "holding_time_exceeded"
CHROMIUM, COLIFORMS = ("六价铬", "GB/T 7467-1987"), ("粪大肠菌群", "HJ 347.2-2018")


def wait(began, what=COD, taken=None, sample_more=None, **more):
    """A sample drawn at nine on 2 March and one raw result."""
    return {
        "samples": [sample(taken=taken or at(2, "09:00"), **(sample_more or {}))],
        "results": [raw(what=what, analysed_from_at=began, **more)],
    }


def test_what_waited_too_long_is_found(judge):
    many = wait(at(8, "10:00"))
    many["results"] += [
        raw(what=AMMONIA, analysed_from_at=at(9, "15:00")),
        raw(what=BOD, analysed_from_at=at(2, "15:00")),
    ]
    answer = judge(
        RULE,
        scenes(
            cod=wait(at(7, "10:00")),
            ended=wait(at(7, "10:00"), taken=None, sample_more={"collected_to_at": at(2, "09:20")}),
            bod=wait(at(3, "10:00"), BOD),
            chromium=wait(at(5, "09:00"), CHROMIUM),
            stale_chromium=wait(at(17, "09:00"), CHROMIUM),
            other_method=wait(at(7, "10:00"), ("化学需氧量", "HJ 0000-1999")),
            many=many,
        ),
    )  # fmt: skip
    assert severities(answer) == {
        "cod": "middle", "ended": "middle", "bod": "middle", "chromium": "low", "stale_chromium": "middle",
        "other_method": "middle", "many": "middle",
    }  # fmt: skip
    by = {finding.subject: finding for finding in answer.findings}
    assert (by["cod"].measure, by["cod"].threshold) == (121, 120)
    assert by["ended"].measure == pytest.approx(120 + 40 / 60)
    assert by["other_method"].threshold == 120
    assert (by["chromium"].threshold, by["chromium"].detail["standard"]) == (24, "GB/T 7467-1987")
    assert (by["stale_chromium"].threshold, by["stale_chromium"].detail["standard"]) == (336, "HJ 493-2009")
    assert by["many"].detail["parameters"] == ["化学需氧量", "氨氮"]
    assert evidence(by["many"]) == [("results", "analysis")] * 2 + [("samples", "sample")]
    assert "HJ 828-2017 的时限未核原文" in by["cod"].detail["unverified"]
    said = headline(find(RULE), by["cod"].detail)
    assert said.zh == (
        "样品 S-2601-1 的化学需氧量从采样结束到开始分析为 121.0 小时（2026-03-02 09:00 至 2026-03-07 10:00）"
    )
    assert "HJ 828-2017 allows 120 h" in numbers(find(RULE), by["cod"].detail, measure=121, threshold=120).en


def test_innocent_look_alikes_are_silent(judge):
    retest = wait(at(3, "10:00"))
    retest["results"].append(raw(analysed_from_at=at(20, "10:00"), replicate=2, reason="平行超差复测"))
    answer = judge(
        RULE,
        scenes(
            in_time=wait(at(7, "09:00")),
            method_governs=wait(at(5, "09:00")),
            retest=retest,
            frozen=wait(at(20, "09:00"), sample_more={"storage": "-20℃ 冷冻"}),
            on_site=wait(at(20, "09:00"), ("pH值", "HJ 1147-2020")),
            blank=wait(at(20, "09:00"), sample_more={"name": "实验室空白"}),
            soil={
                **wait(at(30, "09:00"), ("总铜", "HJ 491-2019"), sample_more={"event_id": "E1"}),
                "sampling_events": [{"event_id": "E1", "category": "soil", "started_at": at(2, "09:00"),
                                     "ended_at": at(2, "09:30")}],
            },
        ),
    )  # fmt: skip
    assert found(answer) == []
    assert told(answer, "in_time") == told(answer, "method_governs") == {"": 1}
    assert told(answer, "retest") == {"": 2}
    assert told(answer, "frozen") == {"frozen": 1}
    assert told(answer, "on_site") == {}
    assert told(answer, "blank") == {"sample": 1}
    assert told(answer, "soil") == {"limit": 1}


def test_coliforms_have_two_legs(judge):
    def legs(received, began):
        return wait(began, COLIFORMS, sample_more={"received_at": received})

    answer = judge(
        RULE,
        scenes(
            fine=legs(at(2, "14:00"), at(2, "15:30")),
            carried=legs(at(2, "16:00"), at(2, "16:30")),
            lying=legs(at(2, "11:00"), at(2, "15:00")),
            old=legs(at(2, "14:00"), at(2, "18:00")),
            at_once=legs(at(2, "09:10"), at(2, "10:55")),
        ),
    )
    assert severities(answer) == {"carried": "low", "lying": "low", "old": "middle"}
    by = {finding.subject: finding.detail["leg_en"] for finding in answer.findings}
    assert by["carried"] == "from the end of sampling to receipt"
    assert by["lying"] == "from receipt to analysis"


def test_what_nobody_can_tell_is_counted(judge):
    twice = wait(at(20, "09:00"))
    twice["report_results"] = [line(sampled_from_at=at(1), site_name="东"),
                               line(report_no="R2", sampled_from_at=at(2), site_name="西")]  # fmt: skip
    answer = judge(
        RULE,
        scenes(
            no_analysis=wait(None),
            no_sampling={"samples": [sample()], "results": [raw(analysed_from_at=at(9))]},
            no_sample={"samples": [], "results": [raw(analysed_from_at=at(9))]},
            no_limit=wait(at(20), ("总硬度", "GB/T 7477-1987")),
            bare=wait(at(7), taken=at(2)),
            twice=twice,
        ),
    )
    assert found(answer) == []
    assert told(answer, "no_analysis") == {"results.analysed_from_at": 1}
    assert told(answer, "no_sampling") == {"collected": 1}
    assert told(answer, "no_sample") == {"sample": 1}
    assert told(answer, "no_limit") == {"limit": 1}
    assert told(answer, "bare") == {"day": 1}
    assert told(answer, "twice") == {"number": 1}


def test_the_limit_and_the_slack_are_allowed(judge):
    tables = scenes(at_limit=wait(at(7, "09:30")), beyond=wait(at(7, "09:31")))
    assert found(judge(RULE, tables)) == ["beyond"]
    assert found(judge(RULE, tables, settings={"rules": {RULE: {"slack": 31}}})) == []


def test_a_limit_of_the_data_goes_first(judge):
    own = [{"method": "HJ 828-2017", "parameter": "化学需氧量", "holding_time_h": 200.0, "verified": "original"}]
    late = wait(at(12, "09:00"))
    assert found(judge(RULE, {**scenes(lab=wait(at(8, "09:00"))), "methods": own})) == []
    (finding,) = judge(RULE, {**scenes(lab=late), "methods": own}).findings
    assert (finding.threshold, finding.severity, finding.detail["unverified"]) == (200, "high", "")


def test_without_results_nobody_can_tell(judge):
    answer = judge(RULE, scenes(lab={"reports": [report()]}))
    assert {row.status for row in answer.coverage} == {"cannot_tell"}


def test_order_of_rows_does_not_matter(judge):
    rows = [raw(sample_no=f"S-{n}", analysed_from_at=at(9, f"{10 + n % 9:02}:00")) for n in range(12)]
    taken = [sample(f"S-{n}", at(2, "09:00"), event_id="E1") for n in range(12)]
    first = judge(RULE, scenes(lab={"samples": taken, "results": rows}))
    random.Random(5).shuffle(rows)
    second = judge(RULE, scenes(lab={"samples": taken[::-1], "results": rows}))
    assert [item.finding_id for item in first.findings] == [item.finding_id for item in second.findings]
    assert first.findings[0].detail["results"] == 12
