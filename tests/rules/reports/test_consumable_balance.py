"""More samples than media: what cannot be, what only seems so, what nobody can tell."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from tests.rules.paperwork import at, evidence, found, raw, sample, scenes, severities, told

from jianzhen.rules.catalogue import find
from jianzhen.rules.sentences import headline, numbers

RULE = "consumable_balance"
LOW = ("颗粒物", "HJ 836-2017")
_numbers = iter(range(1, 100_000))


def moved(direction, quantity, moment, kind="sampler_head", **more):
    """One line of the ledger."""
    return {
        "entry_no": next(_numbers), "item": "耗材", "kind": kind, "direction": direction, "unit": "个",
        "quantity": float(quantity), "at": moment, **more,
    }  # fmt: skip


def dust(day, count, prefix="D", *, low=False, medium=True):
    """Samples of dust on a day, by the low-concentration method or on filters."""
    names = [f"{prefix}{day}-{place}" for place in range(count)]
    taken = [
        sample(name, at(day, "09:00"), parameters="颗粒物", medium_id=f"M-{name}" if medium else None) for name in names
    ]
    return {"samples": taken, "results": [raw("3.1", name, LOW, "mg/m3") for name in names] if low else []}


def gathered(*parts, movements=()):
    """One laboratory's samples, results and ledger."""
    tables = {"samples": [], "results": [], "movements": list(movements)}
    for part in parts:
        for name, rows in part.items():
            tables[name].extend(rows)
    return tables


def named(**labs):
    """Scenes of several laboratories; a ledger calls its owner ``org_id``."""
    tables = scenes(**labs)
    ledger = [{"org_id": row["lab_id"], **{key: value for key, value in row.items() if key != "lab_id"}}
              for row in tables["movements"]]  # fmt: skip
    return tables | {"movements": ledger}


def stock(count, kind="sampler_head", moment=None, **more):
    return moved("in", count, moment or at(1, "08:00"), kind, **more)


def test_more_samples_than_media_are_found(judge):
    answer = judge(
        RULE,
        named(
            heads=gathered(dust(5, 5, low=True), movements=[stock(6), moved("scrap", 2, at(3))]),
            filters=gathered(
                dust(4, 6), dust(5, 5), movements=[stock(10, "filter"), moved("use", 10, at(4), "filter")]
            ),
            tubes=gathered(
                {"samples": [sample(f"T{n}", at(5, "09:00"), container="活性炭吸附管") for n in range(3)]},
                movements=[stock(2, "tube")],
            ),
        ),
    )
    assert severities(answer) == {"heads": "high", "filters": "high", "tubes": "high"}
    by = {finding.subject: finding for finding in answer.findings}
    assert (by["heads"].measure, by["heads"].threshold) == (5, 4)
    assert evidence(by["heads"]) == [("movements", "register")] * 2 + [("samples", "sample")] * 5
    assert (by["filters"].measure, by["filters"].threshold, by["filters"].detail["used"]) == (5, 4, 6)
    assert headline(find(RULE), by["heads"].detail).zh == (
        "2026-03-05 登记的样品要用 5 个低浓度颗粒物采样头，而台账上当日最多可用的只有 4 个"
    )
    assert "5 needed are 1 more than 4. With" in numbers(find(RULE), by["heads"].detail, measure=5, threshold=4).en


def test_innocent_look_alikes_are_silent(judge):
    again = gathered(*(dust(day, 4, low=True) for day in range(2, 9)), movements=[stock(4)])
    again["movements"] += [moved("use", 4, at(day, "07:00")) for day in range(2, 9)]
    answer = judge(
        RULE,
        named(
            enough=gathered(dust(5, 4, low=True), movements=[stock(4)]),
            again=again,
            fetched=gathered(dust(5, 6, low=True), movements=[stock(4), stock(2, moment=at(5, "07:00"))]),
            booked_late=gathered(dust(5, 6, low=True), movements=[stock(4), stock(2, moment=at(11, "07:00"))]),
            heads_for_filters=gathered(dust(5, 6), movements=[stock(4, "filter"), stock(2)]),
            in_the_bag=gathered(
                dust(5, 5), dust(6, 5), movements=[stock(10, "filter"), moved("use", 10, at(4), "filter")]
            ),
            one_medium=gathered(
                {"samples": [sample(f"P{n}", at(5, "09:00"), parameters="颗粒物", medium_id="M-1") for n in range(3)]},
                movements=[stock(1, "filter")],
            ),
        ),
    )
    assert found(answer) == []
    assert told(answer, "enough") == {"": 4}
    assert told(answer, "again") == {"": 28}
    assert told(answer, "in_the_bag") == {"": 10}


def drawer(short, *, every=1):
    """A laboratory with a full store that draws for every ``every`` days, and on the last day less by ``short``."""
    scene = gathered(*(dust(day, 4) for day in range(2, 14)), movements=[stock(500, "filter")])
    for day in range(2, 14, every):
        needed = 4 * every - (short if day == 13 else 0)
        scene["movements"].append(moved("use", needed, at(day, "07:30"), "filter"))
    return scene


def test_less_drawn_than_needed_is_found_where_that_is_the_habit(judge):
    answer = judge(RULE, named(short=drawer(1), enough=drawer(0), weekly=drawer(3, every=6)))
    (finding,) = answer.findings
    assert (finding.subject, finding.severity, finding.measure, finding.threshold) == ("short", "middle", 4, 3)
    assert evidence(finding) == [("movements", "register")] + [("samples", "sample")] * 4
    assert headline(find(RULE), finding.detail).zh == (
        "2026-03-13 登记的样品要用 4 个滤膜、滤筒和采样头，而为当日领用的只有 3 个"
    )
    for setting in ({"habit": 0.95}, {"days": 13}):
        assert found(judge(RULE, named(short=drawer(1)), settings={"rules": {RULE: setting}})) == []


def test_a_drawing_booked_late_counts_for_its_event(judge):
    scene = drawer(4)
    scene["movements"][-1] |= {"quantity": 4.0, "at": at(20), "event_id": "E13"}
    tables = named(lab=scene)
    events = [{"event_id": "E13", "lab_id": "lab", "category": "exhaust", "started_at": at(13, "09:00"),
               "ended_at": at(13, "15:00")}]  # fmt: skip
    assert found(judge(RULE, tables | {"sampling_events": events})) == []
    assert found(judge(RULE, tables)) == ["lab"]


def test_what_nobody_can_tell_is_counted(judge):
    answer = judge(
        RULE,
        named(
            ledger=gathered(dust(5, 2, low=True), movements=[stock(1, "tube")]),
            pieces=gathered(dust(5, 2, low=True), movements=[stock(1, unit="盒")]),
            later=gathered(dust(5, 2, low=True), movements=[stock(1, moment=at(6))]),
            negative=gathered(
                dust(5, 6), movements=[stock(2, "filter"), moved("use", 3, at(3), "filter"), stock(2, "filter", at(4))]
            ),
            direct=gathered(dust(5, 2, medium=False), movements=[stock(1, "filter")]),
            undated=gathered(
                {"samples": [sample("U", parameters="颗粒物", medium_id="M")]}, movements=[stock(1, "filter")]
            ),
        ),
    )
    assert found(answer) == []
    assert told(answer, "ledger") == {"ledger": 2}
    assert told(answer, "pieces") == {"pieces": 2}
    assert told(answer, "later") == {"opening": 2}
    assert told(answer, "negative") == {"opening": 6}
    assert told(answer, "direct") == {"medium": 2}
    assert told(answer, "undated") == {"samples.collected_from_at": 1}


def test_samples_that_need_nothing_are_no_units(judge):
    water = gathered({"samples": [sample("W", at(5), parameters="化学需氧量")]}, movements=[stock(1)])
    assert judge(RULE, named(lab=water)).coverage == []


@pytest.mark.parametrize(("days_late", "hit"), [(7, []), (8, ["lab"])])
def test_late_booking_is_a_bound_that_is_allowed(judge, days_late, hit):
    second = stock(2, moment=at(5) + dt.timedelta(days=days_late))
    tables = named(lab=gathered(dust(5, 6, low=True), movements=[stock(4), second]))
    assert found(judge(RULE, tables)) == hit
    assert found(judge(RULE, tables, settings={"rules": {RULE: {"late": 8}}})) == []


def test_without_a_ledger_nobody_can_tell(judge):
    answer = judge(RULE, scenes(lab=dust(5, 2)))
    assert {(row.status, row.reason) for row in answer.coverage} == {("cannot_tell", "movements")}


def test_order_of_rows_does_not_matter(judge):
    scene = gathered(*(dust(day, day, low=True) for day in range(2, 9)), movements=[stock(4), moved("scrap", 1, at(4))])
    first = judge(RULE, named(lab=scene))
    for rows in scene.values():
        random.Random(5).shuffle(rows)
    second = judge(RULE, named(lab=scene))
    assert [item.finding_id for item in first.findings] == [item.finding_id for item in second.findings]
    assert [item.detail["day"][-2:] for item in sorted(first.findings, key=lambda one: one.detail["day"])] == [
        "05", "06", "07", "08",
    ]  # fmt: skip
