"""What a glance tells is what decoding tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.gateway_packets import packet
from tests.support.hj212_packets import packets, sealed, wild

from jianzhen.hj212 import EncodeError, Frame, Severity, decode, encode
from jianzhen.hj212.answers import data_answer
from jianzhen.hj212.glance import encoded_answer, glance


def same(raw):
    seen, told = glance(Frame(raw)), decode(Frame(raw))
    if seen is None:
        return False
    assert seen.content[:9] == told.content[:9]
    assert (seen.edition, seen.crc, seen.length, seen.raw) == (told.edition, told.crc, told.length, told.raw)
    assert all(one.severity is Severity.NOTE for one in told.diagnostics)
    assert encoded_answer(seen) == encode(data_answer(told))
    return True


def test_an_ordinary_packet_is_read():
    assert same(packet(0)[:-2])
    assert same(packet(0, mn="0" * 24, flag=4)[:-2])


HEADER = "QN=20260801090000000;ST=32;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;"


@pytest.mark.parametrize(
    "raw",
    [
        sealed(f"{HEADER}CP=&&a-Flag=Np99101-Rtd=1&&")[:-2],
        sealed(f"{HEADER}CP=&&i23005-Info=1&&")[:-2],
        sealed(HEADER.replace("ST=32", "ST=45") + "CP=&&&&")[:-2],
        sealed(HEADER.replace("2011", "2062") + "CP=&&&&")[:-2],
        sealed(HEADER.replace("Flag=5", "Flag=9") + "CP=&&&&")[:-2],
        sealed(HEADER.replace("Flag=5", "Flag=7") + "CP=&&&&")[:-2],
        sealed(HEADER.replace("123456", "12 456") + "CP=&&&&")[:-2],
        sealed(f"{HEADER}CP=&&{{0xE4}}&&")[:-2],
        packet(0)[:-3] + b"7",
        packet(0)[:-2].replace(b"45.2", b"45.3"),
    ],
)
def test_what_needs_a_closer_look_is_left_to_decoding(raw):
    assert glance(Frame(raw)) is None


_bodies = st.one_of(
    st.text(st.characters(max_codepoint=126, min_codepoint=9), max_size=60),
    st.lists(st.sampled_from(["w01018-Rtd=1", "p99101-Rtd=1", "011-Rtd=1", ";", ",", "&&", "//", "=", " ", "{"])).map(
        "".join
    ),
)


@given(st.sampled_from("4567"), st.sampled_from(["2011", "2051", "3020", "9015", "1001"]), _bodies)
def test_whatever_the_data_area_holds(flag, cn, body):
    header = HEADER.replace("2011", cn).replace("Flag=5", f"Flag={flag}")
    parts = "PNUM=2;PNO=1;" if int(flag) & 2 else ""
    same(sealed(f"{header}{parts}CP=&&{body}&&")[:-2])


@given(
    st.one_of(
        wild, wild.map(lambda data: sealed(data[:9999])[:-2]), wild.map(lambda data: sealed(HEADER.encode() + data))
    )
)
def test_on_any_bytes(raw):
    same(raw)


@given(packets())
def test_on_any_packet_that_can_be_sent(one):
    try:
        raw = encode(one)[:-2]
    except EncodeError:
        return
    same(raw)
