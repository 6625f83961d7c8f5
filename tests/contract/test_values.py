"""Reported values are read as the field writes them, and reading never fails."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.contract.values import ParsedValue, parse_value

AS_WRITTEN = {
    "0.0050": ParsedValue(0.005, "", 4, 2),
    "25": ParsedValue(25.0, "", 0, 2),
    "１２．５": ParsedValue(12.5, "", 1, 3),
    "1,200": ParsedValue(1200.0, "", 0, 4),
    "-0.5": ParsedValue(-0.5, "", 1, 1),
    "−0.5": ParsedValue(-0.5, "", 1, 1),
    "0.00": ParsedValue(0.0, "", 2, 1),
    " 7.7 ": ParsedValue(7.7, "", 1, 2),
    "<0.05": ParsedValue(0.05, "<", 2, 1),
    "＜0.05": ParsedValue(0.05, "<", 2, 1),
    "0.05L": ParsedValue(0.05, "<", 2, 1),
    "0.05 L": ParsedValue(0.05, "<", 2, 1),
    "0.05（L）": ParsedValue(0.05, "<", 2, 1),
    "0.05(ND)": ParsedValue(0.05, "<", 2, 1),
    "未检出(<0.05)": ParsedValue(0.05, "<", 2, 1),
    "未检出（0.05）": ParsedValue(0.05, "<", 2, 1),
    "ND": ParsedValue(None, "ND"),
    "n.d.": ParsedValue(None, "ND"),
    "未检出": ParsedValue(None, "ND"),
    "<LOD": ParsedValue(None, "ND"),
    "≥24": ParsedValue(24.0, ">=", 0, 2),
    "≤0.10": ParsedValue(0.1, "<=", 2, 2),
    ">1.6×10^4": ParsedValue(16000.0, ">", -3, 2),
    "1.2×10^3": ParsedValue(1200.0, "", -2, 2),
    "1.2×10³": ParsedValue(1200.0, "", -2, 2),
    "1.2*10^3": ParsedValue(1200.0, "", -2, 2),
    "1.2×10⁻³": ParsedValue(0.0012, "", 4, 2),
    "1.2E3": ParsedValue(1200.0, "", -2, 2),
    "2.0e-3": ParsedValue(0.002, "", 4, 2),
    "1.6×104": ParsedValue(16000.0, "", -3, 2),
    "10³": ParsedValue(1000.0, "", -3, 1),
    "7.2~7.5": ParsedValue(None, "~"),
    "6～9": ParsedValue(None, "~"),
    "6-9": ParsedValue(None, "~"),
}

NO_NUMBER = ["", " ", "/", "—", "无", "无异臭、异味", "<", "L", "不应检出", "未检出率", "NDA", "1x100", "1.2.3", "<<5",
             "1e999", "nan", "inf", "2026-03-01", "0.05 mg/L", "١٢"]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AS_WRITTEN.items(), ids=AS_WRITTEN)
def test_it_reads_what_people_write(text, expected):
    assert parse_value(text) == expected


@pytest.mark.parametrize("text", NO_NUMBER)
def test_what_is_no_number_is_not_made_one(text):
    assert parse_value(text) == ParsedValue()


def test_below_means_reported_under_the_detection_limit():
    assert [parse_value(text).below for text in ("<0.05", "0.05L", "ND", "未检出")] == [True] * 4
    assert [parse_value(text).below for text in ("≤0.05", ">24", "0.05", "", "6~9")] == [False] * 5


@given(st.text(max_size=300))
def test_no_text_makes_it_fail(text):
    value = parse_value(text)
    assert value.number is None or math.isfinite(value.number)
    assert (value.number is None) == (value.decimals is None) == (value.significant is None)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**9))
def test_a_decimal_keeps_its_places_and_digits(number):
    value = parse_value(f"{number:f}")
    assert value.number == float(number)
    assert value.decimals == 4
    assert value.significant == max(1, len(f"{number:f}".replace(".", "").lstrip("0")))


@given(st.floats(min_value=1e-6, max_value=1e9), st.sampled_from(["<", "＜", ">", "≥", "≤"]))
def test_a_qualifier_changes_nothing_else(number, mark):
    plain, marked = parse_value(f"{number:.5f}"), parse_value(f"{mark}{number:.5f}")
    assert (marked.number, marked.decimals, marked.significant) == (plain.number, plain.decimals, plain.significant)
    assert marked.qualifier
    assert not plain.qualifier


@given(st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,4})?", fullmatch=True))
def test_full_width_digits_mean_the_same(text):
    wide = text.translate({ord(a): ord(a) + 0xFEE0 for a in "0123456789."})
    assert parse_value(wide) == parse_value(text)
