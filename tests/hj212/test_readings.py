"""Typed values."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.hj212_packets import data_areas, upload

from jianzhen.hj212 import Assumptions, Packet, cycle_of, decode, number_of, readings
from jianzhen.hj212.readings import NUMBER


def read(cp: str):
    return readings(decode(upload(cp)))


def test_numbers_flags_and_texts_by_factor():
    (time, cod, mark) = read("DataTime=20260801085857;w01018-Avg=45.2,w01018-Cou=1e3,w01018-Flag=n;p99101-Rtd=St")
    assert (time.factor, time.texts) == ("", {"DataTime": "20260801085857"})
    assert (cod.factor, cod.values, cod.flag) == ("w01018", {"Avg": 45.2, "Cou": 1000.0}, "N")
    assert (mark.values, mark.texts) == ({}, {"Rtd": "St"})


def test_the_same_factor_in_two_groups_is_one_reading():
    (one,) = read("w01018-Rtd=1;w01018-Flag=N")
    assert (one.values, one.flag) == ({"Rtd": 1.0}, "N")


def test_a_number_after_a_text_of_the_same_name_is_a_repeat():
    (one,) = read("a21-Rtd=x,a21-Rtd=0.2")
    assert (one.texts, one.values, one.repeats) == ({"Rtd": "x"}, {}, (("Rtd", "0.2"),))


def test_repeats_are_kept_beside_the_first():
    (one,) = read("a21-Rtd=0.1;a21-Rtd=0.2;a21-Flag=N;a21-Flag=D")
    assert (one.values, one.flag, one.repeats) == ({"Rtd": 0.1}, "N", (("Rtd", "0.2"), ("Flag", "D")))


def test_each_instrument_has_readings_of_its_own():
    found = read("PolId=w01018,i13007-Info=0.1;PolId=w21003,i13007-Info=0.2")
    assert [(one.instrument, one.factor, one.values) for one in found] == [
        ("w01018", "i13007", {"Info": 0.1}),
        ("w21003", "i13007", {"Info": 0.2}),
    ]


def test_a_conversion_that_was_impossible_is_no_value():
    (one,) = read("a21026-Rtd=9999.99,a21026-ZsRtd=9999.99")
    assert (one.values, one.not_computable) == ({"Rtd": 9999.99}, ("ZsRtd",))
    (other,) = readings(decode(upload("a21026-ZsRtd=9999.99")), Assumptions(not_computable=frozenset()))
    assert other.values == {"ZsRtd": 9999.99}


@pytest.mark.parametrize(
    ("text", "number"), [("1", 1), ("-0.5", -0.5), (".5", 0.5), ("5.", 5), ("1e-5", 1e-5), ("+2", 2)]
)
def test_numbers(text, number):
    assert number_of(text) == number


@pytest.mark.parametrize("text", ["", "nan", "inf", "1_0", " 1", "1e999", "%d", "0x1", "1,5", "１", "²", "--1", "."])
def test_what_is_no_number(text):
    assert number_of(text) is None


@given(st.text(max_size=20) | st.text("0123456789+-.eE_ \t\u0661nainf", max_size=8))
def test_numbers_are_those_of_the_pattern_and_finite(text):
    value = number_of(text)
    if value is None:
        assert re.fullmatch(NUMBER, text) is None or math.isinf(float(text))
    else:
        assert re.fullmatch(NUMBER, text)
        assert math.isfinite(value)


@given(data_areas)
def test_no_item_is_lost(cp):
    found = readings(Packet(cp=cp))
    kept = sum(
        len(one.values) + len(one.texts) + len(one.repeats) + len(one.not_computable) + (one.flag is not None)
        for one in found
    )
    assert kept == sum(name != "PolId" for group in cp for name, _ in group)


@pytest.mark.parametrize(
    ("cn", "cycle"),
    [("2011", "realtime"), ("2051", "minute"), ("2061", "hour"), ("2031", "day"), ("9014", None), (None, None)],
)
def test_cycles(cn, cycle):
    assert cycle_of(Packet(cn=cn)) == cycle
