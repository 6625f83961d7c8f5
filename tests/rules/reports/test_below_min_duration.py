"""Faster than the method can be: raw records and reports that leave too little time."""

from __future__ import annotations

import datetime as dt
import random
import re

import pytest
from tests.rules.paperwork import BOD, COD, at, evidence, found, line, raw, report, sample, scenes, severities, told

from jianzhen.rules import sentences
from jianzhen.rules.catalogue import find

RULE = "below_min_duration"
COLIFORM = ("粪大肠菌群", "HJ 347.2-2018")
SENSOR = ("五日生化需氧量", "HJ/T 86-2002")
PARTICULATE = ("颗粒物", "HJ 836-2017")


def recorded(start, end, what=BOD, text="5.5", **more):
    """One raw record with its start and end."""
    return {"results": [raw(text, what=what, analysed_from_at=start, analysed_to_at=end, **more)]}


def reported(sampled, issued, *lines, **more):
    """One report with the day of sampling and of issue."""
    return {
        "reports": [report(issued=issued, **more)],
        "report_results": list(lines) or [line("5.5", what=BOD, sampled_from_at=sampled)],
    }


def test_both_forms_are_found(judge):
    answer = judge(
        RULE,
        scenes(
            recorded=recorded(at(2, "10:00"), at(6, "10:00")),
            after_sampling={
                **recorded(at(2, "08:00"), at(7, "08:00")),
                "samples": [sample(taken=at(3, "09:00"))],
            },
            issued=reported(at(2, "09:00"), at(6, "17:00")),
            stated=reported(at(2), at(20), analysed_to_on=dt.date(2026, 3, 3)),
            short_step=recorded(at(2, "10:00"), at(2, "10:20"), COD, "25"),
        ),
    )
    assert found(answer) == ["after_sampling", "issued", "recorded", "short_step", "stated"]
    assert severities(answer) == dict.fromkeys(found(answer), "high") | {"short_step": "middle"}
    by = {finding.subject: finding for finding in answer.findings}
    assert (by["recorded"].measure, by["recorded"].threshold) == (pytest.approx(96), pytest.approx(116))
    assert by["recorded"].detail["unverified"].startswith("HJ 505-2009")
    assert by["recorded"].detail["silent_min"] == pytest.approx(1200)
    assert evidence(by["recorded"]) == [("results", "analysis")]
    assert evidence(by["issued"]) == [("report_results", "line"), ("reports", "report")]
    assert by["after_sampling"].measure == pytest.approx(95)


def test_an_end_before_the_sampling_is_another_rules(judge):
    scene = recorded(at(2, "08:00"), at(2, "20:00")) | {"samples": [sample(taken=at(3, "09:00"))]}
    answer = judge(RULE, scenes(reversed=scene, early=reported(at(6), at(3, "10:00"))))
    assert found(answer) == []
    assert told(answer, "reversed") == told(answer, "early") == {"reversed": 1}


def test_the_raw_record_speaks_where_the_report_is_short_too(judge):
    scene = recorded(at(2, "10:00"), at(4, "10:00")) | reported(at(2, "09:00"), at(3, "17:00"))
    (finding,) = judge(RULE, scenes(both=scene)).findings
    assert (finding.measure, finding.severity) == (pytest.approx(48), "high")
    assert evidence(finding) == [("report_results", "line"), ("reports", "report"), ("results", "analysis")]
    said = sentences.headline(find(RULE), finding.detail)
    assert "分析自 2026-03-02 10:00 至 2026-03-04 10:00，共 48.0 小时，不足方法最短的 116.0 小时" in said.zh


def test_the_chinese_text_holds_no_english(judge):
    (finding,) = judge(RULE, scenes(recorded=recorded(at(2, "10:00"), at(6, "10:00")))).findings
    assert not re.search("[a-z]{3,}", sentences.headline(find(RULE), finding.detail).zh)
    assert not re.search("[a-z]{3,}", finding.detail["unverified"])


def test_innocent_look_alikes_are_silent(judge):
    answer = judge(
        RULE,
        scenes(
            full_days=recorded(at(2), at(6), text="5.5"),
            sensor=recorded(at(2, "10:00"), at(2, "10:30"), SENSOR),
            negative=recorded(at(2, "10:00"), at(3, "11:00"), COLIFORM, "<20"),
            bare_issue=reported(at(2), at(6)),
            weighing_only=recorded(at(4, "10:00"), at(4, "10:05"), PARTICULATE, "1.2")
            | {"samples": [sample(taken=at(2, "10:00"))]},
            tolerated=recorded(at(2, "10:00"), at(7, "06:00")),
        ),
    )
    assert found(answer) == []
    assert told(answer, "sensor") == {}
    assert told(answer, "negative") == told(answer, "weighing_only") == {"": 1}


def test_filters_need_their_conditioning_after_sampling(judge):
    scene = recorded(at(2, "20:00"), at(2, "20:05"), PARTICULATE, "1.2") | {"samples": [sample(taken=at(2, "10:00"))]}
    (finding,) = judge(RULE, scenes(filter=scene)).findings
    assert (finding.severity, finding.threshold) == ("high", pytest.approx(24))


def test_a_clause_of_a_standard_has_the_standards_duration(judge):
    plate = ("菌落总数", "GB/T 5750.12-2023 4.1")
    answer = judge(RULE, scenes(clause=recorded(at(2, "10:00"), at(3, "10:00"), plate, "12")))
    assert [finding.threshold for finding in answer.findings] == [pytest.approx(46)]


def test_what_nobody_can_tell_is_counted(judge):
    answer = judge(
        RULE,
        scenes(
            no_times=recorded(None, None),
            no_sampling=reported(None, at(3)),
            positive=recorded(at(2, "10:00"), None, COLIFORM, "130"),
        ),
    )
    assert found(answer) == []
    assert told(answer, "no_times") == told(answer, "positive") == {"analysis": 1}
    assert told(answer, "no_sampling") == {"sampled": 1}


@pytest.mark.parametrize(("end", "expected"), [("05:30", []), ("05:29", ["edge"])])
def test_slack_is_a_bound_that_is_allowed(judge, end, expected):
    """116 h less the slack of half an hour after 10:00 on the 2nd is 05:30 on the 7th."""
    assert found(judge(RULE, scenes(edge=recorded(at(2, "10:00"), at(7, end))))) == expected


def test_a_verified_number_is_not_called_unverified(judge):
    method = {"method": "HJ 9999-2026", "parameter": "氨氮", "min_duration_min": 600.0, "verified": "original",
              "source": "made up"}  # fmt: skip
    tables = scenes(own=recorded(at(2, "10:00"), at(2, "11:00"), ("氨氮", "HJ 9999-2026"))) | {"methods": [method]}
    (finding,) = judge(RULE, tables).findings
    assert finding.detail["unverified"] is None


def test_one_finding_per_report_in_any_order(judge):
    lines = [line("5.5", f"S-{n}", BOD, number=n, sampled_from_at=at(2, "09:00")) for n in range(1, 9)]
    first = judge(RULE, scenes(lab=reported(None, at(5), *lines)))
    random.Random(3).shuffle(lines)
    second = judge(RULE, scenes(lab=reported(None, at(5), *lines)))
    (finding,) = first.findings
    assert finding.detail["lines"] == 8
    assert [item.finding_id for item in second.findings] == [finding.finding_id]
