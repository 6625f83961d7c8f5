"""Report and raw record differ: beyond rounding, units and the ways of writing a limit."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rules.paperwork import (
    AMMONIA,
    at,
    evidence,
    found,
    line,
    numbered,
    raw,
    report,
    sample,
    scenes,
    severities,
    told,
)  # fmt: skip

RULE = "report_raw_mismatch"


def against(text, *records, unit="mg/L", raw_unit="mg/L", **more):
    """One reported value against raw results of its sample."""
    results = [raw(record, unit=raw_unit, replicate=number, **more) for number, record in enumerate(records)]
    return {"report_results": [line(text, unit=unit)], "results": results, "reports": [report()]}


def test_a_value_beyond_rounding_is_found(judge):
    answer = judge(
        RULE,
        scenes(
            lower=against("45", "54.6"),
            slip=against("1.25", "1.244"),
            other_unit=against("12.3", "0.0143", unit="μg/L"),
            beyond_limit=against("0.12", "<0.05"),
            under_limit=against("<0.05", "0.31"),
            no_replicate=against("24.0", "25", "26", "26"),
        ),
    )
    assert found(answer) == ["beyond_limit", "lower", "no_replicate", "other_unit", "slip", "under_limit"]
    assert severities(answer) == dict.fromkeys(found(answer), "high") | {"slip": "middle"}
    by = {finding.subject: finding for finding in answer.findings}
    assert by["lower"].measure == pytest.approx(9.6)
    assert by["other_unit"].measure == pytest.approx(20)
    assert by["lower"].detail["recorded"] == "54.6 mg/L"
    assert by["lower"].detail["unverified"]
    assert evidence(by["no_replicate"]) == [
        ("report_results", "line"), ("reports", "report"), *[("results", "record")] * 3,
    ]  # fmt: skip


def test_innocent_look_alikes_are_silent(judge):
    answer = judge(
        RULE,
        scenes(
            half_even=against("54", "54.5"),
            half_up=against("55", "54.5"),
            filled_zero=against("1230", "1234"),
            trailing_zeros=against("25.0", "25"),
            unit=against("12.3", "0.0123", unit="μg/L"),
            count_of_zero=against("未检出", "0"),
            zero_for_nothing=against("0", "ND"),
            below_both=against("<0.05", "<0.01"),
            below_reading=against("<0.05", "0.031"),
            at_limit=against("0.05", "<0.05"),
            mean=against("25.7", "25", "26", "26"),
            mean_of_rounded=against("26", "25", "26"),
            one_replicate=against("26", "24", "26"),
            median=against("7.25", "7.1", "7.2", "7.3", "9.0"),
            words=against("无异味", "无 异味"),
            bound=against(">2400", "＞2400"),
            replaced={**against("45", "54.6"), "reports": [report(), report("R2", replaces="Ｒ1")]},
        ),
    )
    assert found(answer) == []
    for name in ("half_even", "below_reading", "words", "bound"):
        assert told(answer, name) == {"": 1}


def test_a_retest_with_its_reason_on_record_is_silent(judge):
    scene = against("26", "54", "26")
    scene["results"][0] |= {"reported": False, "reason": "平行超差"}
    scene["results"][1] |= {"reported": True, "reason": "平行超差复测"}
    answer = judge(RULE, scenes(lab=scene))
    assert (found(answer), told(answer, "lab")) == ([], {"": 1})


def test_a_result_marked_as_not_reported_does_not_excuse(judge):
    scene = against("26", "24", "26")
    scene["results"][1]["reported"] = False
    assert found(judge(RULE, scenes(lab=scene))) == ["lab"]


def test_what_nobody_can_tell_is_counted(judge):
    answer = judge(
        RULE,
        scenes(
            no_sample={"report_results": [line("25", None)], "results": [raw()]},
            no_record={"report_results": [line("25", "S-7")], "results": [raw()]},
            words=against("无异味", "有异味"),
            range=against("6~9", "7.5"),
            unit=against("25", "2.5", raw_unit="度"),
            limit=against("未检出", "3"),
            twice={
                "report_results": [
                    line("45", sampled_from_at=at(2), site_name="东"),
                    line("45", report_no="R2", sampled_from_at=at(5), site_name="西"),
                ],
                "results": [raw("54.6")],
            },
        ),
    )
    assert found(answer) == []
    assert told(answer, "no_sample") == {"sample": 1}
    assert told(answer, "no_record") == {"record": 1}
    assert told(answer, "words") == told(answer, "range") == {"text": 1}
    assert told(answer, "unit") == {"unit": 1}
    assert told(answer, "limit") == {"limit": 1}
    assert told(answer, "twice") == {"number": 2}


def visited(line_at, taken_at, outlet=None, **more):
    """A line with its own sampling time and outlet, and the record of its sample."""
    return {
        "report_results": [line(sampled_from_at=line_at, outlet_id=outlet, **more)],
        "results": [raw()],
        "reports": [report()],
        "samples": [sample(taken=taken_at, event_id="E1")],
        "sampling_events": [
            {"event_id": "E1", "category": "water", "outlet_id": "DW001", "started_at": at(2, "09:00"),
             "ended_at": at(2, "10:00")}
        ],
    }  # fmt: skip


def test_another_time_or_outlet_of_sampling_is_found(judge):
    answer = judge(RULE, scenes(other_day=visited(at(4), at(2, "09:00"))))
    other_hour = judge(RULE, scenes(lab=visited(at(2, "13:00"), at(2, "09:00"))))
    other_outlet = judge(RULE, scenes(lab=visited(at(2), at(2, "09:00"), "DW002")))
    assert severities(answer) == {"other_day": "high"}
    assert severities(other_hour) == {"lab": "middle"}
    assert other_outlet.findings[0].detail["recorded"] == "DW001"
    assert other_outlet.findings[0].detail["aspect_zh"] == "点位"
    assert ("sampling_events", "sampling") in evidence(other_outlet.findings[0])


def test_the_same_sampling_otherwise_written_is_silent(judge):
    for scene in (
        visited(at(2), at(2, "09:00"), "ｄw001"),
        visited(at(2, "09:30"), at(2, "09:00"), "DW001"),
        visited(at(1), at(2, "09:00"), sampled_to_at=at(3)),
    ):
        assert found(judge(RULE, scenes(lab=scene))) == []


@pytest.mark.parametrize(("text", "expected"), [("55", []), ("55.1", ["lab"])])
def test_half_a_unit_is_a_bound_that_is_allowed(judge, text, expected):
    """54.5 is half a unit from 55; 55.1 lies six units of its own place from it."""
    scene = against(text, "54.5")
    assert found(judge(RULE, scenes(lab=scene))) == expected
    wide = {"rules": {RULE: {"rounding": 6.0}}}
    assert found(judge(RULE, scenes(lab=scene), settings=wide)) == []


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.decimals("0.0001", "99999", places=4), st.integers(0, 3), st.booleans()), min_size=40, max_size=60
    )
)
def test_no_rounding_of_any_number_is_ever_found(judge, numbers):
    """Property: however a raw value is rounded, half-even or half-up, the report agrees with it."""
    lines, results = [], []
    for position, (value, places, even) in enumerate(numbers):
        rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN if even else ROUND_HALF_UP)
        lines.append(line(str(rounded), f"S-26-{position}"))
        results.append(raw(str(value), f"S-26-{position}"))
    answer = judge(RULE, scenes(lab={"report_results": numbered(lines), "results": results}))
    assert found(answer) == []
    assert told(answer, "lab") == {"": len(numbers)}


def test_one_finding_per_report_in_any_order(judge):
    lines = numbered([line("45"), line("0.9", what=AMMONIA)])
    scene = {"report_results": lines, "results": [raw("54.6"), raw("0.4", what=AMMONIA)], "reports": [report()]}
    first = judge(RULE, scenes(lab=scene))
    for rows in scene.values():
        random.Random(1).shuffle(rows)
    second = judge(RULE, scenes(lab=scene))
    (finding,) = first.findings
    assert finding.detail["lines"] == 2
    assert [item.finding_id for item in second.findings] == [finding.finding_id]
