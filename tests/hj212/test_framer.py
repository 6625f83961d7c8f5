"""Cutting a stream into packets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.hj212_packets import HEADER, packets, sealed, upload, wild

from jianzhen.hj212 import Framer, cut, encode

ONE = upload("DataTime=20260801085857;w01018-Rtd=45.2,w01018-Flag=N")
TWO = upload("", HEADER.replace("CN=2011", "CN=9014"))


def raws(data: bytes) -> list[bytes]:
    return [frame.raw for frame in cut(data)[0]]


def whole(packet: bytes) -> bytes:
    return packet.removesuffix(b"\r\n")


def test_packets_that_stick_together_come_apart():
    assert raws(ONE + TWO + whole(ONE) + TWO) == [whole(ONE), whole(TWO), whole(ONE), whole(TWO)]


def test_a_packet_is_given_as_soon_as_its_checksum_is_in():
    framer = Framer()
    assert framer.feed(whole(ONE)[:-1]) == []
    assert [frame.raw for frame in framer.feed(whole(ONE)[-1:])] == [whole(ONE)]
    assert framer.pending == 0


@given(st.lists(st.one_of(packets().map(encode), wild), max_size=6).map(b"".join), st.data())
def test_the_cut_does_not_depend_on_the_reads(stream, draw):
    at_once = Framer()
    expected = at_once.feed(stream)
    framer, got, at = Framer(), [], 0
    while at < len(stream):
        size = draw.draw(st.integers(1, 40))
        got += framer.feed(stream[at : at + size])
        at += size
    assert got == expected
    assert framer.pending == at_once.pending
    assert got + framer.flush() == expected + at_once.flush()
    assert framer.gap == at_once.gap


@given(st.one_of(wild, st.binary(max_size=300)))
def test_no_byte_is_lost_or_given_twice(stream):
    frames, (_, behind) = cut(stream)
    at = 0
    for frame in frames:
        at += frame.skipped
        assert frame.at == at
        assert stream[at : at + len(frame.raw)] == frame.raw
        at += len(frame.raw)
    assert at + behind == len(stream)


@given(st.lists(packets().map(encode), min_size=1, max_size=4), wild.filter(lambda noise: b"#" not in noise))
def test_noise_between_packets_costs_no_packet(sent, noise):
    stream = noise + noise.join(sent)
    assert raws(stream) == [whole(one) for one in sent]


def test_cipher_text_that_looks_like_packets_is_cut_by_length():
    body = b"\x01##0101QN=1;CP=&&a=1&&0000\r\n&&1C80\r\n\xff\xfe##"
    packet = sealed(HEADER.encode() + b"CP=&&" + body + b"&&")
    assert raws(packet + TWO) == [whole(packet), whole(TWO)]


@pytest.mark.parametrize("wrong", [0, 1, 20, 60, 134, 139, 141, 146, 150, 200])
@pytest.mark.parametrize("between", [b"\r\n", b"", b"\n", b"  "])
def test_a_wrong_length_costs_no_packet(wrong, between):
    packet = b"##%04d" % wrong + whole(ONE)[6:]
    assert raws(packet + between + TWO + ONE) == [packet, whole(TWO), whole(ONE)]


def test_a_length_too_large_does_not_delay_a_packet_that_checks():
    framer = Framer()
    packet = b"##0500" + ONE[6:]
    assert [frame.raw for frame in framer.feed(packet)] == [whole(packet)]


@pytest.mark.parametrize("kept", [8, 40, 90, 120])
def test_a_packet_cut_short_costs_no_other(kept):
    assert raws(ONE[:kept] + TWO + ONE + TWO)[-3:] == [whole(TWO), whole(ONE), whole(TWO)]


def test_another_dialect_does_not_swallow_the_next_packet():
    foreign = b"##00010105ST=31;CN=2021;CP=&&SB1-Ala=0000&&4188"
    assert raws(foreign + b"\r\n" + ONE) == [foreign, whole(ONE)]


def test_a_heartbeat_of_another_protocol_is_a_gap():
    frames, rest = cut(b"\x00\x01\xffPING" + ONE + b"\x00" * 1000)
    assert (frames[0].gap, frames[0].skipped) == (b"\x00\x01\xffPING", 7)
    assert rest[1] == 1002
    assert len(rest[0]) == 64


def test_memory_stays_bounded():
    framer = Framer()
    for piece in (b"\xff" * 10_000, b"#" * 10_000, b"##9999" + b"A" * 10_000, b"##0001" * 2_000):
        for _ in range(20):
            framer.feed(piece)
            assert framer.pending < 10_100


def test_a_packet_without_end_is_cut_at_the_limit():
    framer = Framer(max_segment=200)
    frames = framer.feed(b"##0400" + b"A" * 400 + ONE)
    assert [len(frame.raw) for frame in frames] == [210, len(whole(ONE))]
    assert frames[1].skipped == 196


def test_the_same_bytes_are_not_searched_again_and_again():
    framer = Framer()
    bait = b"##9999" + b"A=" + b"&&0000\r\n" * 1200
    frames = [frame for at in range(len(bait)) for frame in framer.feed(bait[at : at + 1])]
    assert frames == []
    assert framer.flush()
