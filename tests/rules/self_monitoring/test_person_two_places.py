"""One person in two places: what is a contradiction, and what only looks like one."""

from __future__ import annotations

import pytest
from tests.rules.field import ANNA, BORIS, LAB, OTHER_LAB, at, crew, event, gathered, laboratory, person, sample

RULE = "person_two_places"
PAIR = [
    ("sampling_crew", "first"),
    ("sampling_crew", "second"),
    ("sampling_events", "first"),
    ("sampling_events", "second"),
]


def far_apart(name: str, first=None, second=None, people=None):
    """Two events of one person that overlap from 10:00 to 10:30, twenty kilometres apart."""
    one, two = f"{name}-1", f"{name}-2"
    return {
        "sampling_events": [
            event(one, **{"start": "09:00", "end": "10:30", **(first or {})}),
            event(two, **{"start": "10:00", "end": "11:00", "km": 20, **(second or {})}),
        ],
        "sampling_crew": people or crew(one, person(name)) + crew(two, person(name)),
    }


def scenes(answer):
    """Names of the scenes that were found."""
    return sorted(finding.detail["second_label"].partition("-")[0] for finding in answer.findings)


def test_overlap_of_two_events_is_found(judge):
    answer = judge(RULE, far_apart("overlap"))
    (finding,) = answer.findings
    assert (finding.subject, finding.severity) == (LAB, "high")
    assert finding.measure == pytest.approx(20)
    assert finding.detail["needed_min"] == finding.detail["overlap_min"] == 30
    assert finding.detail["silent_slack_min"] == 15
    assert finding.detail["distance_km"] == pytest.approx(20, rel=0.01)
    assert sorted((row.table, row.role) for row in finding.evidence) == PAIR
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [("finding", "", 2)]


def test_innocent_look_alikes_are_silent(judge):
    one = far_apart("outlet", {"outlet_id": "DA001"}, {"outlet_id": "DA001"})
    handed = far_apart(
        "handover",
        people=[
            *crew("handover-1", person("handover"), signed_out_at=at("09:25")),
            *crew("handover-1", BORIS),
            *crew("handover-2", person("handover")),
        ],
    )
    client = far_apart(
        "client", people=crew("client-1", ANNA, client_staff=True) + crew("client-2", ANNA)
    )  # fmt: skip
    others = far_apart("others", people=crew("others-1", person("a")) + crew("others-2", person("b")))
    pump = far_apart("pump", {"start": "08:00", "category": "ambient"})
    programme = far_apart("programme", {"end": "13:10"}, {"end": "10:40"})
    drawn = [sample(f"W{hour}", "programme-1", f"{hour}:00", f"{hour}:05") for hour in ("09", "11", "13")]
    untimed = far_apart("untimed", {"start": "08:00", "end": "13:10"}, {"end": "10:40"})
    near = far_apart("near", second={"km": 0.4})
    clocks = far_apart("clocks", {"end": "10:10"})
    every = gathered(one, handed, client, others, pump, programme, untimed, near, clocks) | {"samples": drawn}
    assert scenes(judge(RULE, every)) == []


def test_what_the_look_alikes_hide_is_found(judge):
    """A short measurement inside a long one, the ends of a long programme, a place known by its outlet."""
    inside = far_apart("inside", second={"start": "09:40", "end": "09:44"})
    ends = far_apart("ends", {"end": "13:00"}, {"start": "08:30", "end": "09:30"})
    outlet = far_apart("outlet", second={"km": None, "outlet_id": "DA009"})
    nowhere = far_apart("nowhere", second={"km": None})
    place = [{"outlet_id": "DA009", "org_id": LAB, "kind": "water", "lon": 106.5, "lat": 38.0}]
    findings = judge(RULE, gathered(inside, ends, outlet, nowhere) | {"outlets": place}).findings
    needed = {finding.detail["second_label"].partition("-")[0]: finding.detail["needed_min"] for finding in findings}
    assert needed == {"inside": 44, "ends": 30, "outlet": 30}
    assert {finding.detail["overlap_min"] for finding in findings} == {4, 0, 30}


@pytest.mark.parametrize(
    ("name", "below", "above"), [("slack", 14.9, 15), ("min_distance", 19_000, 21_000)]
)  # fmt: skip
def test_falls_silent_at_its_thresholds(judge, name, below, above):
    found = [
        len(judge(RULE, far_apart("x"), settings={"rules": {RULE: {name: line}}}).findings) for line in (below, above)
    ]
    assert found == [1, 0]


def test_handing_over_samples_while_sampling_elsewhere(judge):
    tables = laboratory(30) | {
        "sampling_events": [event("E1", "09:00", "10:30")],
        "sampling_crew": crew("E1", ANNA),
        "samples": [sample(f"S{n}", delivered_by=ANNA, received_at=at("09:40")) for n in (1, 2)],
    }
    (finding,) = judge(RULE, tables).findings
    assert finding.detail["needed_min"] == 40
    assert [row.role for row in finding.evidence if row.table == "samples"] == ["second", "second"]
    assert finding.detail["second_zh"] == "送交样品"


def test_crews_laboratories_neighbours_and_many_records(judge):
    """One finding per pair of records, not per person; each laboratory answers; n records give n - 1 findings."""
    both = far_apart("crew", people=crew("crew-1", ANNA, BORIS) + crew("crew-2", ANNA, BORIS))
    labs = far_apart("labs", second={"lab": OTHER_LAB})
    many = {
        "sampling_events": [event(f"many-{place}", "09:00", "10:00", km=20 * place) for place in range(4)],
        "sampling_crew": [row for place in range(4) for row in crew(f"many-{place}", person("many"))],
    }
    around = {
        "sampling_events": [event("labs-0", "07:00", "07:30"), event("labs-9", "+1 09:00", "+1 10:00")],
        "sampling_crew": crew("labs-0", person("labs")) + crew("labs-9", person("labs")),
    }
    tables = gathered(both, labs, many, around)
    answer = judge(RULE, tables)
    assert scenes(answer) == ["crew", "labs", "labs", "many", "many", "many"]
    found = {(finding.subject, finding.detail["second_label"]): finding for finding in answer.findings}
    assert found[LAB, "crew-2"].detail["people"] == sorted([ANNA, BORIS])
    assert len([row for row in found[LAB, "crew-2"].evidence if row.table == "sampling_crew"]) == 4
    here, there = found[LAB, "labs-2"], found[OTHER_LAB, "labs-2"]
    assert here.evidence == there.evidence
    assert [row.table for row in here.evidence if row.role == "context"] == ["sampling_events"]
    again = judge(RULE, {name: rows[::-1] for name, rows in tables.items()})
    assert again.findings == answer.findings


def test_cannot_tell_without_times_or_places(judge):
    tables = {
        "sampling_events": [
            event("E1", "00:00", "00:00"), event("E2", "10:00", "09:00"), event("E3", "09:00", "10:00", km=None),
            event("E4", "23:50", "+1 00:00"), event("E5", "00:00", "10:00"),
        ],
        "sampling_crew": [row for number in range(1, 6) for row in crew(f"E{number}", ANNA)],
        "samples": [sample("S1", delivered_by=BORIS, received_at=at("12:00"))],
        **laboratory(30, 70),
    }  # fmt: skip
    answer = judge(RULE, tables)
    assert answer.findings == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("no_finding", "", 1), ("cannot_tell", "sampling_events.lon", 1), ("cannot_tell", "site", 1),
        ("cannot_tell", "time", 3),
    ]  # fmt: skip


def test_missing_tables_cannot_tell(judge):
    (row,) = judge(RULE, {"sampling_events": far_apart("x")["sampling_events"]}).coverage
    assert (row.status, row.reason) == ("cannot_tell", "sampling_crew")
