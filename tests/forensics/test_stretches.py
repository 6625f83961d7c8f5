"""Stretches and shares of values beyond a line."""

from __future__ import annotations

import numpy as np
import pytest

from jianzhen.forensics.stretches import joined, shares, silencing_line, stretches


def told(found: object) -> list[list[int]]:
    return [one.tolist() for one in found]  # type: ignore[attr-defined]


def test_stretches_are_long_enough_and_end_at_gaps() -> None:
    beyond = np.array([1, 1, 1, 0, 1, 1, 1, 1], dtype=bool)
    at = np.array([0, 1, 2, 3, 4, 5, 20, 21], dtype=np.int64)
    assert told(stretches(beyond, at, 4, 3)) == [[0, 1, 2]]
    assert told(stretches(beyond, at, 20, 3)) == [[0, 1, 2], [4, 5, 6, 7]]


def test_a_share_counts_from_its_line_on() -> None:
    periods = np.repeat(np.array([1, 2], dtype=np.int64), 10)
    beyond = np.zeros(20, dtype=bool)
    beyond[[0, 2, 11]] = True
    assert told(shares(beyond, periods, 0.2, 2)) == [[0, 2]]
    assert told(shares(beyond, periods, 0.21, 2)) == []
    assert told(shares(beyond, periods, 0.2, 3)) == []


def test_silencing_line_is_the_line_that_leaves_no_window() -> None:
    sizes = np.array([0.05, 0.3, 0.2, 0.25, 0.01])
    assert silencing_line(sizes, 3) == pytest.approx(0.2)
    assert silencing_line(sizes[:2], 3) == pytest.approx(0.05)


def test_groups_join_over_small_gaps() -> None:
    at = np.array([0, 1, 5, 50], dtype=np.int64)
    groups = [np.array([0, 1]), np.array([1, 2]), np.array([3])]
    assert told(joined(groups, at, 10)) == [[0, 1, 2], [3]]
    assert joined([], at, 10) == []
