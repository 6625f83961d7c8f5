"""Conditions of ST=45 become marks that last as long as packets say so, in whatever batches they come."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.gateway.rollup.conditions import Conditions, conditions_from
from jianzhen.hj212 import Packet, decode, encode
from jianzhen.hj212.times import stamp

MN = "88" * 12
START = datetime(2026, 9, 1, 8)


def packet(minute, said="St", facility="p99101", system="45"):
    at = START + timedelta(minutes=minute)
    cp = [[("DataTime", stamp(at))], [(f"{facility}-Rtd", said)]]
    return decode(encode(Packet("20260901090000000", system, "2011", "123456", MN, 9, cp=cp)))


def rows(*said, batch=100):
    """The last revision of every mark, after batches of some packets each."""
    conditions, found = Conditions(), {}
    for first in range(0, len(said), batch):
        for seq, (minute, text) in enumerate(said[first : first + batch], first + 1):
            assert conditions.add(seq, packet(minute, text), START + timedelta(minutes=minute, seconds=5))
        for seq, row in conditions.rows():
            key = row["mark_id"], row["revision"]
            assert key not in found or row["mark_id"].endswith("-late")
            found[key] = {**row, "seq": seq}
        conditions = conditions_from(json.loads(json.dumps(conditions.to_json())))
    last = {}
    for (mark_id, revision), row in sorted(found.items()):
        assert revision == 0 or (mark_id, revision - 1) in found
        last[mark_id] = row
    return sorted(last.values(), key=lambda row: (row["from_at"], row["mark"]))


def spans(found):
    return [
        ((row["from_at"] - START).seconds // 60, (row["to_at"] - START).seconds // 60, row["mark"]) for row in found
    ]


@pytest.mark.parametrize("batch", [1, 2, 100])
def test_a_mark_lasts_until_another_condition_is_said(batch):
    found = rows((0, "N"), (10, "N"), (20, "St"), (30, "St"), batch=batch)
    assert spans(found) == [(0, 20, "normal"), (20, 30, "St")]
    assert [row["seq"] for row in found] == [3, 4]
    assert {row["kind"] for row in found} == {"condition"}
    assert all(row["automatic"] for row in found)
    assert found[1]["reason"] == "p99101=St"


def test_silence_ends_a_mark_at_the_last_packet():
    assert spans(rows((0, "St"), (10, "St"), (75, "St"))) == [(0, 10, "St"), (75, 75, "St")]


def test_a_late_packet_stands_for_its_own_moment():
    assert spans(rows((0, "N"), (20, "N"), (10, "St"), (15, "N"))) == [(0, 20, "normal"), (10, 10, "St")]


def test_a_repeat_of_an_old_moment_leaves_its_mark_as_it_was():
    assert spans(rows((0, "N"), (20, "St"), (30, "N"), (0, "N"), batch=1)) == [
        (0, 20, "normal"), (0, 0, "normal"), (20, 30, "St"), (30, 30, "normal"),
    ]  # fmt: skip


def test_two_conditions_for_one_moment_are_both_kept():
    assert spans(rows((0, "N"), (0, "St"))) == [(0, 0, "St"), (0, 0, "normal")]


def test_other_packets_say_nothing():
    assert not Conditions().add(1, packet(0, system="32"), START)
    assert not Conditions().add(1, packet(0, facility="w01018"), START)


said = st.lists(st.tuples(st.integers(0, 300), st.sampled_from(["N", "St", "Sr"])), min_size=1, max_size=30)


@given(said, st.integers(1, 30))
def test_batches_change_nothing(packets, batch):
    whole, parts = rows(*packets), rows(*packets, batch=batch)
    kept = ("mark_id", "mark", "from_at", "to_at")
    assert [[row[name] for name in kept] for row in whole] == [[row[name] for name in kept] for row in parts]


@given(said)
def test_marks_cover_every_moment_that_was_said_and_nothing_beyond(packets):
    found = rows(*packets)
    moments = [START + timedelta(minutes=minute) for minute, _ in packets]
    for minute, text in packets:
        at, mark = START + timedelta(minutes=minute), "normal" if text == "N" else text
        assert any(row["mark"] == mark and row["from_at"] <= at <= row["to_at"] for row in found)
    assert all(row["from_at"] in moments and row["to_at"] in moments for row in found)
