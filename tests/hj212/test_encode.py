"""Encoding, and that decoding gives back what was encoded."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.support.hj212_packets import HEADER, MN, packets, upload

from jianzhen.hj212 import EncodeError, Packet, decode, encode, flag_of


@given(packets())
def test_round_trip(packet):
    raw = encode(packet)
    message = decode(raw)
    assert message.content == packet.content
    assert message.crc.kind == "hj212"
    assert message.length.declared == message.length.actual == len(raw) - 12
    assert encode(message) == raw


def test_fields_stand_in_the_order_of_the_standard():
    packet = Packet(
        "20260801085857223", "32", "2011", "123456", MN, flag_of("2025", answer=True, numbered=True), 2, 1, 1,
        [[("DataTime", "20260801085857")], [("w01018-Rtd", "45.2"), ("w01018-Flag", "N")]], [("X", "1")],
    )  # fmt: skip
    assert encode(packet)[6:-6].decode() == (
        f"QN=20260801085857223;ST=32;CN=2011;PW=123456;MN={MN};Flag=11;PNUM=2;PNO=1;RF=1;X=1;"
        "CP=&&DataTime=20260801085857;w01018-Rtd=45.2,w01018-Flag=N&&"
    )


def test_an_empty_data_area_is_still_written():
    assert encode(Packet(st="91", cn="9014", mn=MN)).endswith(
        b";CP=&&&&" + encode(Packet(st="91", cn="9014", mn=MN))[-6:]
    )


def test_the_example_of_the_standard_comes_out_byte_for_byte():
    packet = Packet("20160801085857223", "32", "1062", "100000", MN, 5, cp=[[("RtdInterval", "30")]])
    assert encode(packet) == (
        b"##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;"
        b"CP=&&RtdInterval=30&&1C80\r\n"
    )


@pytest.mark.parametrize(
    ("edition", "answer", "numbered", "flag"),
    [("2005", True, False, 1), ("2017", False, False, 4), ("2017", True, True, 7), ("2025", True, False, 9)],
)
def test_flag_bits(edition, answer, numbered, flag):
    assert flag_of(edition, answer=answer, numbered=numbered) == flag


def test_flag_says_whether_packet_numbers_are_there():
    assert b"Flag=7;PNUM=3;PNO=1;" in encode(Packet(flag=5, pnum=3, pno=1))
    assert b"Flag=5;CP" in encode(Packet(flag=7))


def test_length_counts_bytes_not_characters():
    packet = Packet(mn=MN, cp=[[("i11001-Info", "//清洗管路//")]])
    raw = encode(packet)
    assert int(raw[2:6]) == len(raw) - 12
    assert len(raw[6:-6].decode()) == len(raw) - 12 - 8


@pytest.mark.parametrize(
    "packet",
    [
        Packet(mn="a;b"),
        Packet(qn="1,ST=2"),
        Packet(pw="a&b"),
        Packet(extra=[("CP", "1")]),
        Packet(extra=[("a=b", "1")]),
        Packet(flag=256),
        Packet(flag="x"),
        Packet(pnum=1),
        Packet(pnum=0, pno=1),
        Packet(rf=0),
        Packet(cp=[[]]),
        Packet(cp=[[("", "1")]]),
        Packet(cp=[[("a;b", "1")]]),
        Packet(cp=[[(" a", "1")]]),
        Packet(cp=[[("a", "1;2")]]),
        Packet(cp=[[("a", "1&&2")]]),
        Packet(cp=[[("a", "//open")]]),
        Packet(cp=[[("a", "//a//b//")]]),
        Packet(cp=[[("a-Flag", "Nw01018-Rtd=1")]]),
        Packet(cp=[[("a", "1" * 10_000)]]),
    ],
)
def test_what_would_be_read_as_something_else_is_refused(packet):
    with pytest.raises(EncodeError) as caught:
        encode(packet)
    assert all(fault.zh and fault.en for fault in caught.value.faults)


def test_all_faults_at_once():
    with pytest.raises(EncodeError) as caught:
        encode(Packet(mn="a;b", flag=999, cp=[[("a", "1;2")], [("b", "&&")]]))
    assert len(caught.value.faults) == 4


def test_a_tolerated_packet_is_repaired_by_encoding_it_again():
    crooked = b"##0999" + upload("w01018-Rtd=1,;w01018-Flag=N", HEADER)[6:-2]
    again = decode(encode(decode(crooked)))
    assert [one.code for one in again.diagnostics] == ["cp.split_factor"]
