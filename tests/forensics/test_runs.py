"""Flat runs and the law of their lengths."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.forensics.runs import RunLaw, chance_of_run, flat_runs

small = st.lists(st.integers(0, 3), min_size=1, max_size=60)


def at(n: int) -> np.ndarray:
    return np.arange(n, dtype=np.int64)


@given(small)
def test_runs_partition_the_series_and_are_maximal(values: list[int]) -> None:
    series = np.array(values, dtype=float)
    runs = flat_runs(at(len(values)), series, 1)
    assert np.array_equal(np.repeat(runs.level, runs.count), series)
    assert np.all(np.diff(runs.level) != 0)


def test_a_gap_longer_than_the_bridge_ends_a_run() -> None:
    moments = np.array([0, 1, 2, 6, 7], dtype=np.int64)
    values = np.full(5, 4.2)
    assert flat_runs(moments, values, 4).count.tolist() == [5]
    assert flat_runs(moments, values, 3).count.tolist() == [3, 2]


def test_a_moving_minimum_ends_a_run_and_a_missing_one_does_not() -> None:
    values = np.full(4, 4.2)
    assert flat_runs(at(4), values, 1, np.array([1.0, 1.0, 2.0, 2.0])).count.tolist() == [2, 2]
    assert flat_runs(at(4), values, 1, np.full(4, np.nan)).count.tolist() == [4]


def test_no_values_no_runs() -> None:
    assert len(flat_runs(at(0), np.empty(0), 1)) == 0


@given(st.lists(st.integers(1, 30), min_size=1, max_size=200), st.integers(1, 80))
def test_the_chance_never_grows_with_length(lengths: list[int], count: int) -> None:
    others = np.array(lengths)
    assert 0 < chance_of_run(count + 1, others) <= chance_of_run(count, others) <= 1


def test_a_length_seen_before_is_never_rare() -> None:
    others = np.array([1] * 300 + [48])
    assert chance_of_run(48, others) == pytest.approx(2 / 303)
    assert chance_of_run(12, others) == pytest.approx(2 / 303)


def test_geometric_runs_are_extrapolated_by_their_own_law() -> None:
    # Of runs that each continue with 1/2, one of 21 values has the chance 2**-20.
    lengths = np.random.default_rng(1).geometric(0.5, 20_000)
    assert 0.1 < chance_of_run(21, lengths[lengths < 21]) * 2**20 < 20


def test_without_other_runs_nothing_is_rare() -> None:
    assert chance_of_run(1000, np.empty(0, dtype=int)) == 0.5


def test_neighbours_are_near_in_level_and_leave_the_run_out() -> None:
    values = np.array([1.0, 1.0, 5.0, 1.1, 9.0, 9.0, 9.0])
    law = RunLaw.of(flat_runs(at(7), values, 1), reach=0.2, relative_reach=0.0, neighbours=1)
    assert law.near(1.0, 2).tolist() == [1]
    assert law.near(9.0, 3).tolist() == [1]  # nobody within reach: the nearest level, 5.0
    wide = RunLaw.of(flat_runs(at(7), values, 1), reach=0.2, relative_reach=0.0, neighbours=10)
    assert sorted(wide.near(9.0, 3).tolist()) == [1, 1, 2]
