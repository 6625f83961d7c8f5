"""Splitting long packets and joining their parts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.hj212_packets import MN

from jianzhen.hj212 import Assumptions, EncodeError, Joiner, Packet, decode, encode_parts
from jianzhen.hj212.parts import key_of

TIME = [("DataTime", "20260801085857")]


def long_packet(count: int, flag: int = 5) -> Packet:
    cp = [TIME] + [[(f"a{number:05d}-Avg", "1.25"), (f"a{number:05d}-Flag", "N")] for number in range(count)]
    return Packet("20260801085857998", "31", "2051", "123456", MN, flag, cp=cp)


@settings(deadline=None)
@given(st.integers(0, 200), st.randoms(use_true_random=False))
def test_parts_in_any_order_join_to_the_packet(count, random):
    packet = long_packet(count)
    frames = encode_parts(packet)
    assert all(len(frame) <= 1024 + 12 for frame in frames)
    messages = [decode(frame) for frame in frames]
    if len(messages) == 1:
        assert messages[0].content == packet.content
        return
    random.shuffle(messages)
    joiner = Joiner()
    joined = [joiner.add(message) for message in messages]
    assert joined[:-1] == [None] * (len(messages) - 1)
    assert joined[-1].content == packet.content


def test_each_part_is_a_full_packet_that_can_be_used_alone():
    messages = [decode(frame) for frame in encode_parts(long_packet(100))]
    assert len(messages) == 4
    assert [message.pno for message in messages] == [1, 2, 3, 4]
    assert {message.pnum for message in messages} == {4}
    assert {message.flag for message in messages} == {7}
    assert [message.qn[-3:] for message in messages] == ["998", "999", "000", "001"]
    assert all(message.cp[0] == TIME and message.sound for message in messages)
    assert len({key_of(message) for message in messages}) == 1


def test_each_instrument_is_named_in_every_part():
    cp = [TIME, [("PolId", "w01018")]] + [[(f"i13{number:03d}-Info", "1" * 30)] for number in range(40)]
    messages = [
        decode(frame) for frame in encode_parts(Packet("20260801085857223", "32", "3020", mn=MN, flag=5, cp=cp))
    ]
    assert len(messages) > 1
    assert all(message.cp[:2] == cp[:2] for message in messages)
    joiner = Joiner()
    assert [joiner.add(message) for message in messages][-1].cp == cp


def test_2025_has_nine_parts_at_most_unless_told_otherwise():
    packet = long_packet(400, flag=9)
    with pytest.raises(EncodeError, match="9 at most"):
        encode_parts(packet)
    assert len(encode_parts(packet, assumptions=Assumptions(most_parts=99))) > 9


def test_one_group_too_long_cannot_be_split():
    with pytest.raises(EncodeError, match="one group alone"):
        encode_parts(Packet(mn=MN, cp=[[("a", "1" * 2000)]]))


def test_parts_need_a_request_number_that_counts_up():
    packet = long_packet(100)
    packet.qn = "1785545937223"
    with pytest.raises(EncodeError, match="17 digits"):
        encode_parts(packet)


def test_a_part_that_came_twice_is_taken_once():
    one, two, *rest = [decode(frame) for frame in encode_parts(long_packet(100))]
    joiner = Joiner()
    assert joiner.add(one) is None
    assert joiner.add(one) is None
    assert joiner.missing() == {key_of(one): [2, 3, 4]}
    changed = decode(encode_parts(long_packet(100))[0])
    changed.cp = [TIME]
    joiner.add(changed)
    assert [found.code for found in changed.diagnostics] == ["part.conflict"]
    assert [joiner.add(message) for message in (two, *rest)][-1] is not None
    assert joiner.missing() == {}


@pytest.mark.parametrize(("pnum", "pno"), [(2, 3), (2, 0), (10**8, 1)])
def test_a_packet_number_outside_the_total_is_left_out(pnum, pno):
    message = decode(encode_parts(long_packet(100))[0])
    message.pnum, message.pno = pnum, pno
    joiner = Joiner()
    assert joiner.add(message) is None
    assert [found.code for found in message.diagnostics] == ["part.outside"]
    assert joiner.missing() == {}


def test_unfinished_packets_do_not_pile_up():
    joiner = Joiner(most=3)
    for number in range(10):
        message = decode(encode_parts(long_packet(100))[0])
        message.mn = str(number)
        joiner.add(message)
    assert [key[0] for key in joiner.missing()] == ["7", "8", "9"]


def test_a_packet_that_is_no_part_is_not_held():
    joiner = Joiner()
    assert joiner.add(decode(encode_parts(long_packet(1))[0])) is None
    assert joiner.missing() == {}
