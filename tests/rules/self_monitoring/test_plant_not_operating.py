"""Sampled while the plant stood still: the whole window in a stop, and all that only looks like one."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from tests.rules.field import LAB, PLANT, at, crew, event, gathered, person

from jianzhen.rules.self_monitoring.plant_not_operating import SOURCES

RULE = "plant_not_operating"
STOP = ("-3 08:00", "+2 06:00")


def ran(plant, start, end, outlet=None, source="ledger", **more):
    return {"org_id": plant, "outlet_id": outlet, "source": source, "from_at": at(start), "to_at": at(end), **more}


def visit(name, *records, start="10:00", end="11:05", category="exhaust", outlet=True):
    """One sampling at an outlet of a plant of its own, with the plant's records."""
    plant = f"PLANT-{name}"
    return {
        "sampling_events": [
            event(
                name,
                start,
                end,
                category=category,
                outlet_id=f"DA-{name}" if outlet else None,
                site_name=f"排气筒{name}",
            )
        ],
        "sampling_crew": crew(name, person(name)),
        "outlets": [{"outlet_id": f"DA-{name}", "org_id": plant, "kind": "air"}] if outlet else [],
        "plant_operations": [{**row, "org_id": plant} for row in records],
    }


def stopped(*span, **more):
    return ran(PLANT, *(span or STOP), state="stopped", **more)


def names(answer):
    return sorted(finding.detail["event_id"] for finding in answer.findings)


def test_sampling_in_the_middle_of_a_stop_is_found(judge):
    answer = judge(RULE, visit("a", stopped()))
    (finding,) = answer.findings
    assert (finding.subject, finding.severity) == (LAB, "high")
    assert (finding.measure, finding.threshold) == (185, 185)
    assert (finding.from_at, finding.to_at) == (at("10:00"), at("11:05"))
    assert finding.detail["stop_from"] == at(STOP[0]).isoformat()
    source = {code: (words.zh, words.en) for code, words in SOURCES.items()}[stopped()["source"]]
    assert (finding.detail["sources_zh"], finding.detail["sources_en"]) == ([source[0]], [source[1]])
    assert finding.detail["silent_margin_min"] == (2 * 24 - 5) * 60 - 5
    assert [(row.table, row.role) for row in finding.evidence] == [
        ("outlets", "context"), ("plant_operations", "stop"), ("sampling_crew", "context"),
        ("sampling_events", "sampling"),
    ]  # fmt: skip
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [("finding", "", 1)]


def test_innocent_look_alikes_are_silent(judge):
    hours = [(f"{hour:02}:00", f"{hour + 1:02}:00") for hour in range(8, 14)]
    tables = gathered(
        visit("running", ran(PLANT, *STOP, state="running")),
        visit("partial", stopped("-3 08:00", "10:30"), ran(PLANT, "10:30", "+2 06:00", state="running")),
        visit("edge", stopped("09:01", "+2 06:00"), ran(PLANT, "-3 08:00", "09:01", state="running")),
        visit("commissioning", ran(PLANT, *STOP, state="starting", output=0.0)),
        visit("own", stopped(), ran(PLANT, *STOP, outlet="DA-own", state="running")),
        visit("meter", stopped(source="declaration"), ran(PLANT, *STOP, source="meter", output=3.0)),
        visit("noise", stopped(), category="noise"),
        visit("ambient", stopped(), category="ambient"),
        visit("batch", *(ran(PLANT, *span, output=0.0) for span in hours), ran(PLANT, "14:00", "15:00", output=9.0)),
        visit("load", ran(PLANT, *STOP, state="stopped", load_pct=30.0)),
    )
    answer = judge(RULE, tables)
    assert names(answer) == []
    # "batch" alone cannot be told: hours without output say nothing.
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("no_finding", "", 7), ("cannot_tell", "unclear", 1),
    ]  # fmt: skip


def test_margin_decides_at_the_edge_of_the_stop(judge):
    tables = gathered(visit("a", stopped("09:00", "12:05")), visit("b", stopped("09:00:01", "12:05")))
    assert names(judge(RULE, tables)) == ["a"]
    assert names(judge(RULE, tables, settings={"rules": {RULE: {"margin": 50}}})) == ["a", "b"]


def test_power_is_judged_by_the_plants_own(judge):
    """Five per cent of 400 kW: 19 kW stand still, 21 kW idle warm; without history nothing can be told."""
    produced = ran(PLANT, "-20 00:00", "-18 00:00", source="meter", output=50.0, power=400.0 * 48)
    brief = ran(PLANT, "-20 00:00", "-20 20:00", source="meter", output=50.0, power=400.0 * 20)

    def metered(kilowatts):
        return [
            ran(PLANT, f"{hour:02}:00", f"{hour + 1:02}:00", source="meter", power=kilowatts) for hour in range(8, 14)
        ]

    tables = gathered(
        visit("still", produced, *metered(19.0)),
        visit("warm", produced, *metered(21.0)),
        visit("unknown", brief, *metered(19.0)),
        visit("other", {**produced, "source": "other_platform"}, *metered(19.0)),
    )
    answer = judge(RULE, tables)
    assert names(answer) == ["still"]
    (finding,) = answer.findings
    assert finding.detail["stopped_rows"] == 4
    assert [(row.reason, row.units) for row in answer.coverage] == [("", 2), ("unclear", 2)]


def test_weaker_where_the_facts_say_less(judge):
    tables = gathered(
        visit("water", stopped(), category="water"),
        visit("day", stopped(), start="00:00", end="00:00"),
        visit("declared", stopped(source="declaration")),
        visit("idle", ran(PLANT, "00:00", "+1 00:00", output=0.0), start="10:00"),
        visit("long", ran(PLANT, "-60 00:00", "+30 00:00", state="stopped")),
    )
    found = {finding.detail["event_id"]: finding for finding in judge(RULE, tables).findings}
    assert {name: finding.severity for name, finding in found.items()} == {
        "water": "middle", "day": "middle", "declared": "middle", "idle": "high", "long": "high",
    }  # fmt: skip
    assert found["day"].to_at - found["day"].from_at == dt.timedelta(days=1)


def test_cannot_tell(judge):
    tables = gathered(
        visit("outlet", stopped(), outlet=False),
        visit("backwards", stopped(), start="11:00", end="10:00"),
        visit("empty"),
        visit("gap", stopped("-3 08:00", "10:30")),
        visit("workshop", stopped(), ran(PLANT, *STOP, outlet="DA-other", state="running")),
        visit("treatment", stopped(treatment_power=30.0), category="water"),
    )
    answer = judge(RULE, tables)
    assert answer.findings == []
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("cannot_tell", reason, 1) for reason in ("no_rows", "plant", "time", "treatment", "unclear", "workshop")
    ]
    (row,) = judge(RULE, {name: tables[name] for name in ("sampling_events", "outlets")}).coverage
    assert row.reason == "plant_operations"


@pytest.mark.parametrize("pieces", [1, 3])
def test_stop_told_in_pieces_or_rows_in_any_order_is_the_same_stop(judge, pieces):
    edges = [at(STOP[0]) + (at(STOP[1]) - at(STOP[0])) * place / pieces for place in range(pieces + 1)]
    tables = visit("a", *(
        {**stopped(), "from_at": start, "to_at": end} for start, end in itertools.pairwise(edges)
    ))  # fmt: skip
    (finding,) = judge(RULE, tables | {"plant_operations": tables["plant_operations"][::-1]}).findings
    assert finding.measure == 185
