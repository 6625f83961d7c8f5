"""Tickets against the memory they are printed from: what differs, what only seems to, what nobody can tell."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from tests.rules.paperwork import at, found, scenes, severities, told

from jianzhen.rules.catalogue import find
from jianzhen.rules.sentences import headline, numbers

RULE = "ticket_vs_device"
TWENTY = dt.timedelta(minutes=20)


def reading(lab, number=10, start=None, text="12.3", **more):
    """A record with the ticket printed from it; what is given replaces one side."""
    start = start or at(3, "09:00")
    return {
        "instrument_id": f"YQ-{lab}", "record_no": number, "parameter": "颗粒物",
        "started_at": start, "ended_at": start + TWENTY, "stored_value": 12.34, "volume": 400.0,
        "standard_volume": 355.2, "ticket_no": str(number), "ticket_value_text": text, "ticket_started_at": start,
        "ticket_ended_at": start + TWENTY, "ticket_volume": 400.0, **more,
    }  # fmt: skip


NOTHING = dict.fromkeys(["started_at", "ended_at", "stored_value", "volume", "standard_volume"])
"""No record in the memory."""
SILENT = dict.fromkeys(["ticket_no", "ticket_value_text", "ticket_started_at", "ticket_ended_at", "ticket_volume"])
"""No ticket."""


def memory(lab, *days):
    """Records without tickets, which show what the memory covers."""
    return [reading(lab, 1 + day, at(day, "08:00"), **SILENT) for day in days]


def given(**told_of):
    """Readings of several laboratories, each with the instrument of its name."""
    return {
        "field_readings": [row for rows in told_of.values() for row in rows],
        "instruments": [
            {"instrument_id": f"YQ-{lab}", "org_id": lab, "kind": "stack_sampler"} for lab in told_of
        ],
    }  # fmt: skip


def aspects(answer):
    return {finding.subject: finding.detail["aspect_en"].split()[-1] for finding in answer.findings}


def test_tickets_that_differ_are_found(judge):
    tables = given(
        absent=[reading("absent", 30, **NOTHING), *memory("absent", 2, 4)],
        time=[reading("time", ticket_started_at=at(2, "10:00"), ticket_ended_at=at(2, "10:20"))],
        longer=[reading("longer", ticket_ended_at=at(3, "10:00"))],
        value=[reading("value", text="9.8")],
        volume=[reading("volume", ticket_volume=480.0)],
        again=[reading("again", 10), reading("again", 11, at(3, "10:00"), ticket_no="10")],
        form=[reading("form", n, at(3 + n // 5, f"{8 + n % 5:02}:00"), firmware="2.1", ticket_template="T-2.1")
              for n in range(12)] + [reading("form", 20, at(9, "09:00"), firmware="2.1", ticket_template="T-x")],
    )  # fmt: skip
    answer = judge(RULE, tables)
    assert aspects(answer) == {
        "absent": "record", "time": "differ", "longer": "differ", "value": "differ", "volume": "differ", "again": "day",
        "form": "tickets",
    }  # fmt: skip
    assert severities(answer) == {**dict.fromkeys(aspects(answer), "high"), "form": "low"}
    by = {finding.subject: finding for finding in answer.findings}
    assert by["again"].measure == 2
    assert len(by["again"].evidence) == 2
    assert by["time"].detail["gap_min"] == 23 * 60
    assert by["volume"].detail["volume_pct"] == pytest.approx(80 / 480 * 100)
    assert headline(find(RULE), by["absent"].detail).zh == (
        "仪器 YQ-absent 记录号 30 的小票与仪器存储不符：仪器存储中没有这条记录（2026-03-03，共 1 张）"
    )
    said = numbers(find(RULE), by["value"].detail, measure=1, threshold=0).en
    assert "value 9.8, volume 400 L; memory:" in said
    assert "value 12.34" in said


def test_a_ticket_of_an_event_is_its_laboratory_s(judge):
    tables = {
        "field_readings": [reading("x", text="9.8", event_id="E1")],
        "sampling_events": [{"event_id": "E1", "lab_id": "lab", "category": "exhaust", "started_at": at(3, "08:00"),
                             "ended_at": at(3, "11:00")}],
    }  # fmt: skip
    assert found(judge(RULE, tables)) == ["lab"]


def test_innocent_look_alikes_are_silent(judge):
    answer = judge(
        RULE,
        given(
            same=[reading("same")],
            cut=[reading("cut", stored_value=12.39)],
            minutes=[reading("minutes", started_at=at(3, "09:00") - dt.timedelta(seconds=50))],
            standard=[reading("standard", ticket_volume=355.2)],
            ppm=[reading("ppm", stored_value=50.0, text="143", parameter="二氧化硫")],
            micro=[reading("micro", stored_value=0.01234)],
            below=[reading("below", text="<15")],
            bare=[reading("bare", ticket_started_at=at(3), ticket_ended_at=at(3))],
            firmware=[reading("firmware", n, at(3, f"{n:02}:10"), firmware="2.1", ticket_template="T-2.1")
                      for n in range(12)]
            + [reading("firmware", 20, at(9, "09:00"), firmware="2.2", ticket_template="T-2.2")],
            later=[reading("later", 10), reading("later", 11, at(20, "09:00"), ticket_no="10")],
        ),
    )  # fmt: skip
    assert found(answer) == []
    assert told(answer, "same") == told(answer, "standard") == told(answer, "ppm") == {"": 1}
    assert told(answer, "firmware") == {"": 13}


def test_what_nobody_can_tell_is_counted(judge):
    tables = given(
        none=[reading("none", **SILENT)],
        overwritten=[reading("overwritten", 3, at(1, "09:00"), **NOTHING), *memory("overwritten", 5, 6)],
        exported=[reading("exported", 90, at(9, "09:00"), **NOTHING), *memory("exported", 5, 6)],
        utc=[reading("utc", ticket_started_at=at(3, "17:00"), ticket_ended_at=at(3, "17:20"))],
    )
    answer = judge(RULE, tables | {"field_readings": [*tables["field_readings"], reading("nobody")]})
    assert found(answer) == []
    assert told(answer, "none") == {"ticket": 1}
    assert told(answer, "overwritten") == told(answer, "exported") == {"ticket": 2, "memory": 1}
    assert told(answer, "utc") == {"clock": 1}
    assert told(answer, "") == {"owner": 1}


def test_every_tolerance_is_allowed(judge):
    tables = given(
        time=[reading("time", ticket_started_at=at(3, "09:02"))],
        time_more=[reading("time_more", ticket_started_at=at(3, "09:03"))],
        volume=[reading("volume", ticket_volume=396.0)],
        volume_more=[reading("volume_more", ticket_volume=395.0)],
        value=[reading("value", stored_value=12.2)],
        value_more=[reading("value_more", stored_value=12.1)],
    )
    assert found(judge(RULE, tables)) == ["time_more", "value_more", "volume_more"]
    wide = {"rules": {RULE: {"slack": 3, "tolerance": 2, "rounding": 2}}}
    assert found(judge(RULE, tables, settings=wide)) == []


def test_without_field_readings_nobody_can_tell(judge):
    answer = judge(RULE, scenes(lab={"instruments": [{"instrument_id": "Y", "kind": "stack_sampler"}]}))
    assert [(row.status, row.reason) for row in answer.coverage] == [("cannot_tell", "field_readings")]


def test_order_of_rows_does_not_matter(judge):
    rows = [reading("lab", n, at(3, f"{n:02}:00"), text=str(n)) for n in range(8)]
    first = judge(RULE, given(lab=rows))
    random.Random(5).shuffle(rows)
    second = judge(RULE, given(lab=rows))
    assert [item.finding_id for item in first.findings] == [item.finding_id for item in second.findings]
    assert first.findings[0].measure == 8
