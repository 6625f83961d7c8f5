"""Numbers read as their number format shows them."""

from __future__ import annotations

import contextlib
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.intake.formats.cells.numbers import shown
from jianzhen.intake.formats.cells.pattern import UnknownPatternError

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (0.5, "0.00", "0.50"),
        (7.7, "0.00_ ", "7.70 "),
        (0.000931, "0.00000_ ", "0.00093 "),
        (0.125, "0.00", "0.13"),
        (-0.125, "0.00", "-0.13"),
        (1.005, "0.00", "1.01"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (12, "000", "012"),
        (0, "#", ""),
        (0.5, "#.00", ".50"),
        (1.5, "0.0#", "1.5"),
        (1.25, "0.0##", "1.25"),
        (0.256, "0.0%", "25.6%"),
        (12000, "0.0,", "12.0"),
        (123456, "0.00E+00", "1.23E+05"),
        (0.000123, "0.00E+00", "1.23E-04"),
        (9.999, "0.0E+00", "1.0E+01"),
        (-3, "0.0;(0.0)", "(3.0)"),
        (0, '0.0;-0.0;"未检出"', "未检出"),
        (5, '[Red]0.0" mg/L"', "5.0 mg/L"),
        (5, "[$¥-804]0.00", "¥5.00"),
        (3, "General", "3"),
        (3, '"第"0"页"', "第3页"),
        (2, r"\<0.0", "<2.0"),
    ],
)
def test_a_number_is_drawn(value: float, pattern: str, text: str) -> None:
    assert shown(value, pattern) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (172.0, "172"), (0.7, "0.7"), (0.1 + 0.2, "0.3"), (0.00005, "0.00005"), (0.000018, "0.000018"),
        (1 / 3, "0.333333333"), (-1.5, "-1.5"), (12345678901.0, "12345678901"), (123456789012.0, "1.23457E+11"),
        (1e-10, "1E-10"), (0.000012345678, "1.23457E-05"), (12345.6789012, "12345.6789"), (1e21, "1E+21"),
    ],
)  # fmt: skip
def test_general_shows_what_fits(value: float, text: str) -> None:
    assert shown(value, "General") == text


@pytest.mark.parametrize("pattern", ["# ?/?", "[>100]0.0", "yyyy", "[h]:mm", "0.0 0", "0.0.0", "[DBNum1]0"])
def test_what_cannot_be_drawn_is_refused(pattern: str) -> None:
    with pytest.raises(UnknownPatternError):
        shown(0.5, pattern)


@given(value=st.floats(-1e9, 1e9), places=st.integers(1, 6))
def test_fixed_places_round_half_away_from_zero(value: float, places: int) -> None:
    drawn = shown(value, "0." + "0" * places)
    expected = Decimal(format(value, ".15g")).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert Decimal(drawn) == expected
    assert len(drawn.partition(".")[2]) == places


@given(value=FINITE, pattern=st.text(alphabet='0#?.,%;E+-_ *[]"\\/@年m号', max_size=12))
def test_any_pattern_draws_or_refuses(value: float, pattern: str) -> None:
    with contextlib.suppress(UnknownPatternError, ArithmeticError):
        assert isinstance(shown(value, pattern), str)


@given(value=FINITE)
def test_general_stays_near_the_number_and_short(value: float) -> None:
    text = shown(value, "General")
    assert len(text.lstrip("-")) <= 12
    assert float(text) == pytest.approx(value, rel=1e-5, abs=1e-300)
