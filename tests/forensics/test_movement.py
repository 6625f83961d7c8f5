"""How lively a stretch is."""

from __future__ import annotations

import numpy as np
import pytest

from jianzhen.forensics.movement import mean_step, movement


def test_a_stretch_like_the_rest_moves_as_usual_and_a_flat_one_not_at_all() -> None:
    values = np.tile([1.0, 3.0], 50)
    assert movement(values, slice(10, 30)) == pytest.approx(1)
    values[40:60] = 2.0
    assert movement(values, slice(40, 60)) == 0


def test_too_few_values_or_a_series_that_never_moves_say_nothing() -> None:
    assert np.isnan(movement(np.tile([1.0, 3.0], 5), slice(0, 2)))
    assert np.isnan(movement(np.ones(10), slice(0, 8)))
    assert np.isnan(mean_step(np.ones(1)))
