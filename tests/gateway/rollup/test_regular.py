"""Both ways of reading observations give the same rows."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.hj212_packets import MN, packets, upload

from jianzhen.contract import TABLES
from jianzhen.gateway.dialogue import is_damaged
from jianzhen.gateway.journal import Stored
from jianzhen.gateway.rollup.facts import facts_of
from jianzhen.gateway.rollup.regular import RAW, observations_of
from jianzhen.gateway.rollup.tables import to_tables
from jianzhen.hj212 import EncodeError, Frame, decode, encode
from jianzhen.seal.rows import row_id

WHEN = datetime(2026, 9, 1, 9)


def stored(*raw):
    return [Stored(100 + place, 7_000_000, "p", None, None, None, None, one.rstrip(b"\r\n"), b"", "")
            for place, one in enumerate(raw)]  # fmt: skip


def one_by_one(row):
    message = decode(Frame(row.raw))
    if is_damaged(message):
        return []
    return [
        {name: fact.get(name) for name in RAW.names} | {"source_row": row.seq}
        for table, fact in facts_of(message, row.received_at)
        if table == "observations"
    ]


def in_order(rows):
    return sorted(rows, key=lambda row: (row["source_row"], row["factor"]))


def agree(*raw):
    chunk = stored(*raw)
    found = observations_of(chunk)
    expected = [row for place, one in enumerate(chunk) if place in found.done for row in one_by_one(one)]
    assert in_order(found.rows.to_pylist()) == in_order(expected)
    assert found.without_facts == sum(not one_by_one(chunk[place]) for place in found.done)
    return found


def packet(cp, cn="2061", st="31", flag=5, rf="", mn=MN):
    return upload(cp, f"QN=20260901090000000;ST={st};CN={cn};PW=123456;MN={mn};Flag={flag};{rf}")


T = "DataTime=20260901080000"


@pytest.mark.parametrize(
    "raw",
    [
        packet(f"{T};a21026-Avg=1.5,a21026-Min=1,a21026-Max=2,a21026-Cou=3,a21026-ZsAvg=9999.99,a21026-Flag=n"),
        packet(f"{T};a21026-Rtd=1.5,a21026-ZsRtd=-2e1,a21026-Flag=", cn="2011"),
        packet(f"{T};a21026-Flag=D;a21002-SN=12;a34013-Data=1;a19001-Avg=x", cn="2051"),
        packet("a21026-Avg=1"),
        packet("DataTime=20260230080000;a21026-Avg=1"),
        packet(f"{T};a21026-Avg=1,a21026-Flag=N", flag=9, rf="RF=1;"),
        packet(f"{T};a21026-Avg=1,a21026-Flag=N", flag=9),
        packet(f"{T};011-Avg=12", flag=1, mn="88888880000001"),
        packet(""),
    ],
)
def test_regular_uploads(raw):
    assert agree(raw).done == {0}


@pytest.mark.parametrize(
    "raw",
    [
        packet(f"{T};p99101-Rtd=St", cn="2011", st="45", flag=9),
        packet(f"{T};PolId=w01018,w01018-Avg=1"),
        packet(f"{T};a01901-Avg=851", cn="2111", flag=9),
        packet("DataTime=00010101000000;a21026-Avg=1"),
        packet(f"{T};a21026-Avg=1").replace(b"Avg=1", b"Avg=2"),
        packet(f"{T};a21026-Avg=1,a21026-Avg=2"),
        packet(f"{T};w01018-Flag=N,w01018-flag=d", cn="2031", st="32"),
    ],
)
def test_all_others_are_left_alone(raw):
    assert agree(raw).done == frozenset()


_suffixes = st.sampled_from(
    ["Avg", "Rtd", "Min", "Max", "Cou", "ZsAvg", "ZsRtd", "Flag", "flag", "SampleTime", "Zs", "X"]
)
_texts = st.sampled_from(["1", "-0.5", "1e400", "9999.99", "N", "d", "", "nan", "20260901080000", "1_0"])
_items = st.lists(st.tuples(st.sampled_from(["a21026", "w01018", "i13001", "SB1"]), _suffixes, _texts), max_size=6,
                  unique_by=lambda one: one[:2])  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(_items, st.sampled_from(["2011", "2051", "2061", "2031", "2081"]), st.sampled_from([5, 9])),
                min_size=1, max_size=6))  # fmt: skip
def test_what_loggers_might_send(uploads):
    raw = []
    for items, cn, flag in uploads:
        cp = ";".join([T, *(f"{factor}-{suffix}={text}" for factor, suffix, text in sorted(items))])
        raw.append(packet(cp, cn=cn, flag=flag))
    agree(*raw)


@settings(max_examples=30, deadline=None)
@given(st.lists(packets(), max_size=6))
def test_anything_that_can_be_sent(sent):
    raw = []
    for one in sent:
        try:
            raw.append(encode(one))
        except EncodeError:
            continue
    agree(*raw)


def test_ids_and_codes_are_those_of_the_careful_way():
    raw = [packet(f"{T};a21026-Avg=1.25,a21026-Flag=N;a21002-Avg=0.1"), packet(f"{T};a21026-Avg=3")]
    chunk = stored(*raw)
    (fast,) = to_tables([], "journal:x", WHEN, [observations_of(chunk).rows]).values()
    facts = [(row.seq, fact) for row in chunk for fact in facts_of(decode(Frame(row.raw)), row.received_at)]
    (slow,) = to_tables(facts, "journal:x", WHEN).values()
    assert fast.equals(slow)
    assert fast.num_rows == 2
    assert fast["avg"].to_pylist() == [0.1, 3]
    assert fast["row_id"].to_pylist() == [row_id(TABLES["observations"], row) for row in fast.to_pylist()]
    assert fast["factor_code"].to_pylist() == ["a21002", "a21026"]
