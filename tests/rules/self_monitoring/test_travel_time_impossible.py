"""Too far for the time between: the speed with and without slack, and when the rule is silent."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rules.field import ANNA, BORIS, LAB, OTHER_LAB, at, crew, event, gathered, laboratory, person, sample

from jianzhen.rules import sentences
from jianzhen.rules.catalogue import find

RULE = "travel_time_impossible"


def journey(name: str, gap_to="11:00", km=112.0, first=None, people=None, **second):
    """One event until 10:16, another from ``gap_to``, ``km`` kilometres away."""
    one, two = f"{name}-1", f"{name}-2"
    return {
        "sampling_events": [
            event(one, **{"start": "10:00", "end": "10:16", **(first or {})}),
            event(two, gap_to, "11:59", km=km, **second),
        ],
        "sampling_crew": people or crew(one, person(name)) + crew(two, person(name)),
    }


def scenes(answer):
    """Names of the scenes that were found."""
    return sorted(finding.detail["second_label"].partition("-")[0] for finding in answer.findings)


def test_speed_is_given_with_and_without_slack(judge):
    """44 minutes for 112 km: 168 km/h by road, 137 with five minutes of slack for each record."""
    (finding,) = judge(RULE, journey("fast")).findings
    assert (finding.subject, finding.severity) == (LAB, "high")
    detail = finding.detail
    assert detail["gap_min"] == 44
    assert detail["distance_km"] == pytest.approx(112, rel=0.01)
    assert detail["road_km"] == pytest.approx(1.1 * detail["distance_km"])
    assert detail["speed_kmh"] == pytest.approx(detail["road_km"] / 44 * 60)
    assert finding.measure == pytest.approx(detail["road_km"] / 54 * 60)
    least = 10 + (detail["road_km"] - 10) / 2  # minutes: ten kilometres at 60, the rest at 120 km/h
    assert finding.threshold == pytest.approx(detail["road_km"] / least * 60)
    assert detail["silent_slack_min"] == pytest.approx((least - 44) / 2)
    assert {(row.table, row.role) for row in finding.evidence} == {
        (table, role) for table in ("sampling_crew", "sampling_events") for role in ("first", "second")
    }
    for off, found in ((-0.01, 1), (0.01, 0)):
        slack = {"rules": {RULE: {"slack": detail["silent_slack_min"] + off}}}
        assert len(judge(RULE, journey("fast"), settings=slack).findings) == found


def test_innocent_look_alikes_are_silent(judge):
    client = journey("client", people=crew("client-1", ANNA, client_staff=True) + crew("client-2", ANNA))
    tables = gathered(
        journey("slow", gap_to="11:40"),
        journey("site", gap_to="10:16", km=0.4),
        journey("outlet", gap_to="10:20", first={"outlet_id": "DA001"}, outlet_id="DA001"),
        journey("town", gap_to="10:19:54", km=15.8),
        journey("pump", first={"start": "09:00", "end": "10:50", "category": "ambient"}),
        client,
    )
    assert scenes(judge(RULE, tables)) == []


def test_contradictions_are_found_each_once(judge):
    crew_of_two = crew("crew-1", ANNA, BORIS) + crew("crew-2", ANNA, BORIS)
    nested = [event("nested-1", "09:00", "10:50"), event("nested-0", "10:00", "10:10", km=0.2)]
    tables = gathered(
        journey("town", gap_to="10:19:54", km=16.2),
        journey("crew", people=crew_of_two),
        journey("labs", lab=OTHER_LAB),
        {
            "sampling_events": [*nested, event("nested-2", "11:00", "11:20", km=112)],
            "sampling_crew": [row for number in range(3) for row in crew(f"nested-{number}", person("nested"))],
        },
    )
    answer = judge(RULE, tables)
    assert scenes(answer) == ["crew", "labs", "labs", "nested", "town"]
    found = {(finding.subject, scenes_of(finding)): finding for finding in answer.findings}
    assert found[LAB, "crew"].detail["people_count"] == 2
    assert (OTHER_LAB, "labs") in found
    # Both the long stay and the short one within it are too far from the third: the nearer in time counts.
    assert found[LAB, "nested"].detail["first_label"] == "nested-1"
    assert ("sampling_events", "context") in {(row.table, row.role) for row in found[LAB, "nested"].evidence}
    again = judge(RULE, {name: rows[::-1] for name, rows in tables.items()})
    assert again.findings == answer.findings


def scenes_of(finding):
    return finding.detail["second_label"].partition("-")[0]


def test_every_far_pair_without_time_between_belongs_to_exactly_one_rule(judge):
    moments = ("10:00", "10:05", "10:06", "10:07", "10:16", "10:30")
    tables = gathered(*(journey(f"at{moment}", gap_to=moment) for moment in moments))
    both = scenes(judge(RULE, tables)) + scenes(judge("person_two_places", tables))
    assert sorted(both) == sorted(f"at{moment}" for moment in moments)


def hand_over(received_at: str):
    return {
        "sampling_events": [event("N1", "23:29", "23:39", category="noise")],
        "sampling_crew": crew("N1", ANNA, BORIS),
        "samples": [sample("S1", delivered_by=ANNA, received_at=at(received_at))],
    }


def test_handing_over_samples_then_sampling_far_away(judge):
    (finding,) = judge(RULE, laboratory(150) | hand_over("22:21")).findings
    assert (finding.detail["first_zh"], finding.detail["gap_min"]) == ("送交样品", 68)
    assert {(row.table, row.role) for row in finding.evidence} >= {("samples", "first"), ("sampling_events", "second")}
    assert judge(RULE, laboratory(150) | hand_over("21:21")).findings == []


def test_place_of_hand_over_known_badly_or_not_at_all(judge):
    registered = [{"org_id": LAB, "name": "made up", "kind": "lab", "lon": 107.71, "lat": 38.0}]
    (finding,) = judge(RULE, {"organizations": registered} | hand_over("22:21")).findings
    assert finding.severity == "middle"
    answer = judge(RULE, hand_over("22:21"))
    assert answer.findings == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("no_finding", "", 2), ("cannot_tell", "site", 1),
    ]  # fmt: skip


def test_day_without_time_cannot_tell(judge):
    answer = judge(RULE, journey("day", first={"start": "00:00", "end": "00:00"}))
    assert answer.findings == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("no_finding", "", 1), ("cannot_tell", "time", 1),
    ]  # fmt: skip


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(17, 59), st.floats(1, 200)), min_size=5, max_size=20))
def test_more_time_or_a_shorter_way_never_makes_it_worse(judge, drawn):
    ways = [journey(f"{number:02}", f"10:{minute}", km) for number, (minute, km) in enumerate(drawn)]
    hits = {int(name) for name in scenes(judge(RULE, gathered(*ways)))}
    for number, (soon, far) in enumerate(drawn):
        for other, (later, near) in enumerate(drawn):
            assert not (later >= soon and near <= far and other in hits) or number in hits


@pytest.mark.parametrize(("to", "words"), [("10:16", "首尾相接"), ("10:12", "重叠 4 分钟"), ("11:00", "间隔 44 分钟")])
def test_no_time_between_is_said_in_words(judge, to, words):
    (finding,) = judge(RULE, journey("fast", gap_to=to)).findings
    said = sentences.numbers(find(RULE), finding.detail, measure=finding.measure, threshold=finding.threshold)
    assert words in said.zh
    assert ("没有赶路时间；即使各放宽 5 分钟也需" in said.zh) == (to != "11:00")
    assert finding.from_at <= finding.to_at
    fact = sentences.headline(find(RULE), finding.detail).zh
    assert fact.startswith("同一采样人员 2026-03-02 10:00–10:16 在 ")
    assert f"），2026-03-02 {to}–" in fact
    assert sentences.UNKNOWN not in said.zh + said.en


def test_outlets_of_one_name_are_told_by_their_plants(judge):
    tables = journey(
        "fast", first={"outlet_id": "DA1", "site_name": "1号排气筒"}, outlet_id="DA2", site_name="1号排气筒"
    )
    tables["outlets"] = [{"outlet_id": f"DA{one}", "org_id": f"91640200MA0PLANT{one}F"} for one in (1, 2)]
    tables["organizations"] = [
        {"org_id": f"91640200MA0PLANT{one}F", "name": name, "kind": "discharger"}
        for one, name in ((1, "示例甲公司"), (2, "示例乙公司"))
    ]
    (finding,) = judge(RULE, tables).findings
    said = sentences.headline(find(RULE), finding.detail).zh
    assert "在 示例甲公司1号排气筒采样" in said
    assert "公里外的 示例乙公司1号排气筒采样" in said


def test_the_laboratory_is_named_in_one_language_at_a_time(judge):
    (finding,) = judge(RULE, laboratory(150) | hand_over("22:21")).findings
    said = sentences.headline(find(RULE), finding.detail)
    assert "实验室送交样品" in said.zh
    assert "laboratory" not in said.zh
    assert "handing over samples at the laboratory" in said.en
