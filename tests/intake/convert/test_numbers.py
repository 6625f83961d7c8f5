"""Numbers as people write them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzhen.intake.convert.numbers import parse_integer, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.5", 12.5),
        ("-3", -3),
        ("+3", 3),
        (".5", 0.5),
        ("5.", 5),
        ("1e3", 1000),
        ("１２．５", 12.5),
        ("−3", -3),
        (" 7 ", 7),
    ],
)
def test_numbers_are_read(text, value):
    assert parse_number(text) == (value, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,234", "number.separator"),
        ("1 234.5", "number.separator"),
        ("１，２３４", "number.separator"),
        ("nan", "number.not_finite"),
        ("-Infinity", "number.not_finite"),
        ("1e999", "number.not_finite"),
        ("12 mg/L", "number.unreadable"),
        ("<0.05", "number.unreadable"),
        ("/", "number.unreadable"),
        ("1_000", "number.unreadable"),
        ("٣", "number.unreadable"),
    ],
)
def test_what_is_no_number_is_told(text, code):
    value, problem = parse_number(text)
    assert value is None
    assert problem.code == code


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_comes_back(number):
    value, problem = parse_number(repr(number))
    assert problem is None
    assert value == number
    assert math.copysign(1, value) == (1 if number == 0 else math.copysign(1, number))


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_gives_a_finite_number_or_a_problem(text):
    value, problem = parse_number(text)
    assert (value is None) != (problem is None)
    assert value is None or math.isfinite(value)


@settings(deadline=None)
@given(st.integers(-(10**17), 10**17))
def test_every_whole_number_comes_back(number):
    assert parse_integer(str(number)) == (number, None)
    assert parse_integer(f"{number}.0") == (number, None)


@pytest.mark.parametrize(
    ("text", "code"), [("1.5", "number.not_whole"), ("1,234", "number.separator"), ("9" * 19, "number.not_whole")]
)
def test_what_is_not_whole_is_told(text, code):
    assert parse_integer(text).problem.code == code
