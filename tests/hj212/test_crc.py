"""The HJ 212 checksum: the folded form against the wording of the standard, and what it cannot see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.hj212.crc import TABLE, VALUES, crc, crc_bytewise, kind_of, modbus


def as_the_standard_words_it(data: bytes) -> int:
    register = 0xFFFF
    for octet in data:
        register = (register >> 8) ^ octet
        for _ in range(8):
            lowest = register & 1
            register >>= 1
            if lowest:
                register ^= 0xA001
    return register


@given(st.binary(max_size=3000))
def test_folding_bytes_and_bits_agree(data):
    assert crc(data) == crc_bytewise(data) == as_the_standard_words_it(data)


def test_one_step_is_linear_and_its_eighth_power_is_the_identity():
    def step(state: int) -> int:
        return TABLE[state] >> 8

    for one in range(256):
        assert all(step(one ^ 1 << bit) == step(one) ^ step(1 << bit) for bit in range(8))
        state = one
        for _ in range(8):
            state = step(state)
        assert state == one


def test_the_example_of_the_standard():
    segment = b"QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&"
    assert crc(segment) == 0x1C80
    assert modbus(segment) != 0x1C80


def test_modbus_of_the_usual_check_string():
    assert modbus(b"123456789") == 0x4B37


@given(st.binary(max_size=200))
def test_only_256_values_occur(data):
    assert len(VALUES) == 256
    assert crc(data) in VALUES | {0xFFFF}
    assert (crc(data) == 0xFFFF) == (not data)


def test_low_bytes_are_eight_and_every_high_byte_occurs_once():
    assert {value & 0xFF for value in VALUES} == {0x00, 0x01, 0x40, 0x41, 0x80, 0x81, 0xC0, 0xC1}
    assert {value >> 8 for value in VALUES} == set(range(256))


@given(st.binary(min_size=1, max_size=200), st.data())
def test_a_single_wrong_byte_is_always_seen(data, draw):
    at = draw.draw(st.integers(0, len(data) - 1))
    other = draw.draw(st.integers(0, 255).filter(lambda octet: octet != data[at]))
    assert crc(data) != crc(data[:at] + bytes([other]) + data[at + 1 :])


@given(st.binary(min_size=9, max_size=200), st.data())
def test_bytes_eight_apart_can_be_swapped_unseen(data, draw):
    at = draw.draw(st.integers(0, len(data) - 9))
    swapped = bytearray(data)
    swapped[at], swapped[at + 8] = swapped[at + 8], swapped[at]
    assert crc(bytes(swapped)) == crc(data)


@pytest.mark.parametrize(
    ("given", "kind"),
    [("", "none"), ("12", "unknown"), ("GGGG", "unknown"), ("²²²²", "unknown"), ("0000", "unknown")],
)
def test_what_is_no_checksum(given, kind):
    assert kind_of(given, b"ST=32;CP=&&&&", crc(b"ST=32;CP=&&&&")) == kind


@given(st.binary(min_size=1, max_size=100))
def test_the_algorithm_is_recognised(data):
    value, other = crc(data), modbus(data)
    assert kind_of(f"{value:04X}", data, value) == "hj212"
    assert kind_of(f"{value:04x}", data, value) == "hj212"
    assert kind_of(f"{other:04X}", data, value) in {"hj212", "modbus"}
    assert kind_of(f"{other & 0xFF:02X}{other >> 8:02X}", data, value) in {"hj212", "modbus", "modbus_swapped"}
