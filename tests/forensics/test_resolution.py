"""The step in which a series reports."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.forensics.resolution import MOST_DECIMALS, decimals_of, resolution


@given(st.integers(0, 5), st.lists(st.integers(1, 10**6), min_size=20, max_size=50))
def test_values_written_with_some_decimals_need_no_more(decimals: int, digits: list[int]) -> None:
    values = np.array([float(f"{number / 10**decimals:.{decimals}f}") for number in digits])
    assert decimals_of(values) <= decimals
    assert np.allclose(np.round(values / resolution(values)), values / resolution(values))


@pytest.mark.parametrize(
    ("values", "step"),
    [([100, 300, 1200], 100), ([0.1, 0.2, 0.5], 0.1), ([4, 4, 4], 1), ([0.35], 0.01), ([], 0), ([0, 0], 1)],
)
def test_step(values: list[float], step: float) -> None:
    assert resolution(np.array(values, dtype=float)) == pytest.approx(step)


def test_unrounded_numbers_have_the_finest_step() -> None:
    assert decimals_of(np.random.default_rng(2).random(500)) == MOST_DECIMALS


def test_one_stray_value_in_a_thousand_does_not_count() -> None:
    assert decimals_of(np.append(np.arange(1000) / 10, 0.1234)) == 1
