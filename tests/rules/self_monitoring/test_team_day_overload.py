"""A crew's day: work and way at the least, against a day's hours."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rules.field import ANNA, BORIS, LAB, crew, event, gathered, person, sample

from jianzhen.rules import sentences
from jianzhen.rules.catalogue import find

RULE = "team_day_overload"


def day(name, *jobs, people=(), category="soil", apart=10.0, **more):
    """A day of jobs ``(start, end)``, each ``apart`` kilometres east of the one before."""
    people = people or (person(name), person(f"{name}'s mate"))
    events = [
        event(f"{name}-{place}", *job, km=None if apart is None else place * apart, category=category, **more)
        for place, job in enumerate(jobs)
    ]
    return {
        "sampling_events": events,
        "sampling_crew": [row for one in events for row in crew(one["event_id"], *people)],
    }


def jobs(number, length="01:30", start=6):
    """So many jobs, all of them from ``start`` o'clock on, for ``length``."""
    hours, minutes = map(int, length.split(":"))
    return [(f"{start:02}:00", f"{start + hours:02}:{minutes:02}")] * number


def found(answer):
    return sorted((finding.detail["events"], finding.severity) for finding in answer.findings)


def test_work_and_way_of_a_day_are_added_up(judge):
    """Ten jobs of an hour and a half at ten places in a row: 15 hours, and 90 km between the first and the last."""
    (finding,) = judge(RULE, day("a", *jobs(10))).findings
    assert (finding.subject, finding.severity, finding.threshold) == (LAB, "high", 14)
    detail = finding.detail
    assert (detail["people_count"], detail["events"], detail["places"]) == (2, 10, 10)
    assert detail["work_h"] == pytest.approx(15)
    assert detail["way_km"] == pytest.approx(99, rel=0.01)
    assert detail["way_h"] * 60 == pytest.approx(10 + (detail["way_km"] - 10) / 2)
    assert finding.measure == pytest.approx(detail["work_h"] + detail["way_h"])
    assert sorted((row.table, row.role) for row in finding.evidence) == [
        *[("sampling_crew", "crew")] * 20, *[("sampling_events", "sampling")] * 10,
    ]  # fmt: skip
    said = sentences.headline(find(RULE), detail)
    assert said.zh == ("2026-03-02 同一组采样人员（2 人）记有 10 次采样、10 处地点，采样和路程至少需要 15.9 小时")
    numbers = sentences.numbers(find(RULE), detail, measure=finding.measure, threshold=finding.threshold)
    assert sentences.UNKNOWN not in said.en + numbers.zh + numbers.en


def test_innocent_look_alikes_are_silent(judge):
    nobody = {"client_staff": True}
    four = ("p4a", "p4b", "p4c", "p4d")
    tables = gathered(
        day("short", *jobs(5)),
        day("side by side", *jobs(10), apart=0.0),
        day("one plant", *jobs(10), apart=0.03),
        day("pumps", *jobs(12), category="ambient"),
        day("automatic", *jobs(10, "02:00"), category="water"),
        day("all day", *(("00:10", "23:50"),) * 8),
        day("two teams", *jobs(10), people=four),
        day("two days", *jobs(5)), day("two days", *(("+1 06:00", "+1 07:30"),) * 5),
    )  # fmt: skip
    for row in tables["sampling_events"][-5:]:
        row["event_id"] += "b"
    for row in tables["sampling_crew"][-10:]:
        row["event_id"] += "b"
    client = day("client", *jobs(10), people=("pc1",))
    client["sampling_crew"] = [row | nobody for row in client["sampling_crew"]]
    answer = judge(RULE, gathered(tables, client))
    assert found(answer) == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [("no_finding", "", 20)]


def test_more_than_all_teams_could_do(judge):
    tables = day("crowd", *jobs(22), people=("p4a", "p4b", "p4c", "p4d"))
    (finding,) = judge(RULE, tables).findings
    assert "可分 2 组" in finding.detail["teams_zh"]
    assert finding.measure == pytest.approx((finding.detail["work_h"] + finding.detail["way_h"]) / 2)


def test_a_long_day_that_is_possible_weighs_less(judge):
    """From six in the morning to ten at night without a contradiction."""
    turns = [(f"{hour:02}:00", f"{hour:02}:50") for hour in range(6, 23)]
    turns[-1] = ("22:00", "23:50")
    answer = judge(RULE, day("long", *turns, apart=1.0))
    assert found(answer) == [(17, "middle")]
    full = [(f"{hour:02}:00", f"{hour + 1:02}:00") for hour in range(6, 20)]
    answer = judge(RULE, day("open end", *full, ("19:00", "23:59"), apart=1.0))
    assert found(answer) == [(15, "middle")], "the end by the record counts, not that of the least work"


def test_days_without_times(judge):
    """Date only: an hour for a stack, ten minutes for anything else, once per place and category."""
    whole_day = ("00:00", "00:00")
    tables = gathered(
        day("stacks", *(whole_day,) * 15, category="exhaust"),
        day("one stack", *(whole_day,) * 15, category="exhaust", apart=0.0),
        day("water", *(whole_day,) * 15, category="water"),
    )
    answer = judge(RULE, tables)
    assert found(answer) == [(15, "middle")]
    assert answer.findings[0].detail["work_h"] == 15


def test_samples_tell_when_the_work_was_done(judge):
    """An event of three days whose draws lie on different days is not the work of one."""
    tables = day("a", *(("06:00", "+2 20:00"),) * 10)
    tables["samples"] = [
        sample(f"S-{name}-{place}", f"a-{place}", f"+{name} 08:00", f"+{name} 09:00")
        for name in range(3) for place in range(10)
    ]  # fmt: skip
    answer = judge(RULE, tables)
    assert found(answer) == []
    tables["samples"] = [sample(f"S-{place}", f"a-{place}", "08:00", "09:45") for place in range(10)]
    assert found(judge(RULE, tables)) == [(10, "high")]


@pytest.mark.parametrize(("limit", "count"), [(15.8, 1), (16, 0)])
def test_the_line_decides(judge, limit, count):
    assert len(judge(RULE, day("a", *jobs(10)), settings={"rules": {RULE: {"day": limit}}}).findings) == count


def test_cannot_tell(judge):
    tables = gathered(
        day("nowhere", *jobs(3), apart=None, people=(ANNA,)),
        day("some day", ("00:00", "+2 00:00"), people=(BORIS,)),
        day("one", *jobs(1), apart=None, people=(person("one"),)),
    )
    answer = judge(RULE, tables)
    assert found(answer) == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("no_finding", "", 1), ("cannot_tell", "sampling_events.lon", 1), ("cannot_tell", "time", 1),
    ]  # fmt: skip
    assert found(judge(RULE, day("nowhere", *jobs(10), apart=None))) == []
    in_turn = [(f"{hour:02}:00", f"{hour:02}:59") for hour in range(6, 23)]
    assert found(judge(RULE, day("nowhere", *in_turn, apart=None))) == [(17, "middle")]
    (row,) = judge(RULE, {"sampling_events": tables["sampling_events"]}).coverage
    assert row.reason == "sampling_crew"


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(10)))
def test_the_order_of_rows_and_places_does_not_matter(judge, order):
    tables = day("a", *jobs(10))
    places = [(row["lon"], row["lat"]) for row in tables["sampling_events"]]
    for row, place in zip(tables["sampling_events"], order, strict=True):
        row["lon"], row["lat"] = places[place]
    turned = {name: rows[::-1] for name, rows in tables.items()}
    one, other = judge(RULE, tables), judge(RULE, turned)
    assert one.findings == other.findings
    assert one.findings[0].measure == pytest.approx(15.907, abs=0.01)
