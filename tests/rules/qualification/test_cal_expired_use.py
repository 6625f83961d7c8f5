"""cal_expired_use: results from an instrument none of whose calibrations was valid."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from jianzhen.rules import catalogue
from jianzhen.rules.sentences import headline, numbers

RULE = "cal_expired_use"
LAB, OTHER = "91640100MA0LAB0005", "91640000MA0DFG018J"
UNTIL = dt.date(2026, 2, 10)

Row = dict[str, Any]


def after(days: int) -> dt.date:
    return UNTIL + dt.timedelta(days=days)


def calibration(done: dt.date = dt.date(2025, 2, 11), until: dt.date = UNTIL, **more: Any) -> Row:
    return {"instrument_id": "YQ-1", "done_on": done, "valid_until_on": until, "result": "passed", **more}


def run(days: int, number: int = 1, **more: Any) -> Row:
    start = dt.datetime.combine(after(days), dt.time(10))
    times = {"started_at": start, "ended_at": start + dt.timedelta(minutes=15)}
    return {"run_id": f"R{days}-{number}", "lab_id": LAB, "instrument_id": "YQ-1", "kind": "sample", **times, **more}


def ask(judge: Any, runs: list[Row], *calibrations: Row, **more: Any) -> Any:
    settings = more.pop("settings", None)
    return judge(RULE, {"analysis_runs": runs, "calibrations": list(calibrations), **more}, settings=settings)


def told(answer: Any) -> dict[str, int]:
    return {row.reason: row.units for row in answer.coverage}


NEXT = calibration(after(60), after(425))


def test_use_in_a_gap_between_two_calibrations(judge: Any) -> None:
    runs = [run(-5), run(0), run(3), run(40), run(40, 2, kind=None), run(70)]
    answer = ask(judge, runs, calibration(), NEXT)
    (finding,) = answer.findings
    assert (finding.subject, finding.severity, finding.measure, finding.threshold) == (LAB, "high", 40, 30)
    assert (finding.detail["uses"], finding.detail["gap"]) == (3, 60)
    assert sorted((row.table, row.role) for row in finding.evidence) == [
        ("analysis_runs", "run"),
        ("analysis_runs", "run"),
        ("analysis_runs", "run"),
        ("calibrations", "calibration"),
        ("calibrations", "next_calibration"),
    ]
    assert told(answer) == {"": 5}
    assert ask(judge, runs[::-1], NEXT, calibration()).findings == [finding]
    rule = catalogue.find(RULE)
    assert headline(rule, finding.detail).zh == (
        "仪器 YQ-1 的检定校准有效期至 2026-02-10，2026-02-13 至 2026-03-22 用于 3 次测定或采样，"
        "期间台账中没有有效的检定校准（下一次在 2026-04-11）"
    )
    assert "60 days pass" in numbers(rule, finding.detail, measure=finding.measure, threshold=30).en


def test_without_a_later_calibration_it_weighs_less(judge: Any) -> None:
    (finding,) = ask(judge, [run(3), run(45)], calibration()).findings
    assert (finding.severity, finding.measure, finding.detail["next_zh"]) == ("middle", 45, "")


@pytest.mark.parametrize(
    ("last", "following", "found"),
    [(30, None, 0), (31, None, 1), (5, 30, 0), (5, 31, 1), (20, 21, 0)],
)
def test_calibration_may_be_under_way(judge: Any, last: int, following: int | None, found: int) -> None:
    more = [] if following is None else [calibration(after(following), after(following + 365))]
    answer = ask(judge, [run(last)], calibration(), *more)
    assert len(answer.findings) == found
    assert told(answer) == ({"": 1} if found else {"under_way": 1})


@pytest.mark.parametrize(("before", "found"), [(-4, 0), (-2, 0), (-1, 1), (0, 1)])
def test_an_instrument_that_never_rested_was_not_away(judge: Any, before: int, found: int) -> None:
    """Used on the days around the end of validity, and calibrated twelve days after it."""
    runs = [run(before), run(2), run(5)]
    answer = ask(judge, runs, calibration(), calibration(after(12), after(377)))
    assert [finding.severity for finding in answer.findings] == ["middle"] * found


def test_the_tolerance_is_settable(judge: Any) -> None:
    settings = {"rules": {RULE: {"under_way_days": 4}}}
    assert len(ask(judge, [run(5)], calibration(), settings=settings).findings) == 1


@pytest.mark.parametrize(
    "check",
    [
        calibration(after(0), after(365)),
        calibration(after(1), after(200), result=None),
        calibration(after(-20), after(300), result="limited"),
        calibration(dt.date(2025, 8, 1), after(180), certificate_no=None),
    ],
    ids=["the same day", "the day after", "limited", "an intermediate check"],
)
def test_another_valid_calibration(judge: Any, check: Row) -> None:
    answer = ask(judge, [run(5), run(45)], calibration(), check)
    assert (answer.findings, told(answer)) == ([], {"": 2})


def test_a_failed_calibration_is_none(judge: Any) -> None:
    (finding,) = ask(judge, [run(45)], calibration(), calibration(after(2), after(365), result="failed")).findings
    assert sorted(row.role for row in finding.evidence) == ["calibration", "run"]


@pytest.mark.parametrize("more", [{"kind": "standard"}, {"kind": "blank"}, {"excluded": True}])
def test_runs_that_give_no_data(judge: Any, more: Row) -> None:
    assert ask(judge, [run(45, **more)], calibration()).findings == []


def test_sampling_with_an_expired_instrument(judge: Any) -> None:
    moment = dt.datetime.combine(after(50), dt.time(9))
    event = {
        "event_id": "E1", "lab_id": LAB, "category": "exhaust", "started_at": moment,
        "ended_at": moment + dt.timedelta(hours=1), "instrument_id": "YQ-1",
    }  # fmt: skip
    own = {"instrument_id": "YQ-1", "org_id": LAB, "kind": "stack_sampler"}
    (finding,) = ask(judge, [run(-9)], calibration(), sampling_events=[event], instruments=[own]).findings
    assert sorted(row.role for row in finding.evidence) == ["calibration", "context", "event"]


def test_two_lapses_are_two_findings(judge: Any) -> None:
    short = calibration(after(60), after(90))
    found = ask(judge, [run(40), run(150)], calibration(), short).findings
    assert sorted((finding.measure, finding.severity) for finding in found) == [(40, "high"), (60, "middle")]


def test_nobody_can_tell(judge: Any) -> None:
    answer = ask(judge, [run(-400), run(5, instrument_id="YQ-2"), run(1)], calibration())
    assert answer.findings == []
    assert told(answer) == {"earlier": 1, "no_record": 1, "under_way": 1}
