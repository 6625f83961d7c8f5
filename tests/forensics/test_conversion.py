"""Conversion to the reference oxygen, with bands of rounding."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.forensics.conversion import (
    band,
    converted,
    deviation,
    dried,
    implied_oxygen,
    reference_of_air_ratio,
)


def one(value: float) -> np.ndarray:
    return np.array([value])


def test_the_textbook_case() -> None:
    # 20 mg/m3 at 12 % oxygen, reference 6 %: 20 * 15 / 9.
    result = converted(band(one(20.0), 0), band(one(12.0), 0), 6.0)
    assert result.low[0] == result.high[0] == pytest.approx(33.3333, abs=1e-4)


def test_the_air_ratio_form_is_the_same() -> None:
    assert reference_of_air_ratio(1.4) == pytest.approx(6.0)
    alpha = 21 / (21 - 12.0)
    expected = converted(band(one(20.0), 0), band(one(12.0), 0), reference_of_air_ratio(1.4))
    assert expected.low[0] == pytest.approx(20 * alpha / 1.4)


@given(st.floats(0.5, 500), st.floats(0, 19), st.sampled_from([3.0, 6.0, 8.6, 11.0]), st.sampled_from([0, 1, 2]))
def test_rounded_inputs_never_part_from_their_own_conversion(c: float, o2: float, ref: float, places: int) -> None:
    exact = c * (21 - ref) / (21 - o2)
    step = 10.0**-places
    reported = band(one(round(exact, places)), step * 1.000001)
    expected = converted(
        band(one(round(c, places)), step * 1.000001), band(one(round(o2, places)), step * 1.000001), ref
    )
    assert deviation(reported, expected)[0] in (0.0, pytest.approx(0, abs=1e-9)) or np.isnan(
        deviation(reported, expected)[0]
    )


def test_deviation_has_the_sign_of_the_reported_value() -> None:
    expected = converted(band(one(20.0), 0), band(one(12.0), 0), 6.0)
    assert deviation(band(one(30.0), 0), expected)[0] == pytest.approx(-0.1)
    assert deviation(band(one(40.0), 0), expected)[0] == pytest.approx(0.2)


def test_oxygen_of_air_cannot_be_converted() -> None:
    assert np.isinf(converted(band(one(20.0), 0), band(one(21.0), 0), 6.0).high[0])
    assert np.isnan(deviation(band(one(9999.99), 0), converted(band(one(20.0), 0), band(one(21.0), 0), 6.0))[0])


def test_drying_raises_a_content() -> None:
    assert dried(band(one(18.0), 0), band(one(10.0), 0)).low[0] == pytest.approx(20)


@given(st.floats(1, 500), st.floats(0, 18))
def test_implied_oxygen_inverts_the_conversion(c: float, o2: float) -> None:
    reported = one(c * 15 / (21 - o2))
    assert implied_oxygen(one(c), reported, 6.0)[0] == pytest.approx(o2, abs=1e-9)
