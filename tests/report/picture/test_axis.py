from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.report.picture.axis import LEFT, READABLE, RIGHT, Axis, axis
from jianzhen.report.picture.ticks import APART, ticks

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
moments = st.lists(st.integers(-60_000_000_000, 250_000_000_000).map(float), min_size=1, max_size=30)


@given(moments, st.data())
def test_time_runs_from_left_to_right_and_stays_inside(points: list[float], data: st.DataObject) -> None:
    focus = tuple(sorted(data.draw(st.tuples(st.sampled_from(points), st.sampled_from(points)))))
    scale = axis(points, focus, 0.0)
    places = [scale.x(point) for point in sorted(points)]
    assert places == sorted(places)
    assert all(LEFT - 1e-6 <= place <= RIGHT + 1e-6 for place in places)
    assert scale.x(min(points) - DAY) == pytest.approx(scale.stretches[0].left)
    assert scale.x(max(points) + DAY) == pytest.approx(scale.stretches[-1].right)


@given(moments, st.data())
def test_the_focus_is_never_cut(points: list[float], data: st.DataObject) -> None:
    low, high = sorted(data.draw(st.tuples(st.sampled_from(points), st.sampled_from(points))))
    holding = [one for one in axis(points, (low, high), 0.0).stretches if one.from_s <= low and high <= one.to_s]
    assert len(holding) == 1


def test_an_hour_among_years_can_be_read() -> None:
    start = 1_700_000_000.0
    points = [start - 900 * DAY, start, start + HOUR, start + 700 * DAY]
    scale = axis(points, (start, start + HOUR), 0.0)
    assert len(scale.cuts) == 2
    assert scale.x(start + HOUR) - scale.x(start) > 100 * READABLE
    assert [round(left_out / DAY) for _, left_out in scale.cuts] == [900, 700]


def test_what_can_be_read_is_not_cut() -> None:
    points = [0.0, HOUR, 2 * HOUR, 5 * HOUR]
    scale = axis(points, (HOUR, 2 * HOUR), 0.0)
    assert scale.cuts == []
    assert scale.x(3.5 * HOUR) == pytest.approx((scale.x(2 * HOUR) + scale.x(5 * HOUR)) / 2)


def test_an_axis_needs_a_moment() -> None:
    with pytest.raises(ValueError, match="at least one"):
        axis([], (0.0, 0.0), 0.0)


@given(moments)
def test_labels_are_few_in_order_and_apart(points: list[float]) -> None:
    found = ticks(axis(points, (points[0], points[0]), 0.0))
    places = [tick.x for tick in found]
    assert places == sorted(places)
    assert all(later - earlier >= APART * 0.89 for earlier, later in pairwise(places))
    assert found


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (40 * MINUTE, ("08:30", "2024-05-01"), ("09:10", "")),
        (3 * DAY, ("12:00", "2024-05-01"), ("00:00", "2024-05-04")),
        (30 * DAY, ("05-02", "2024"), ("05-27", "")),
        (900 * DAY, ("2024-07", ""), ("2026-07", "")),
        (9000 * DAY, ("2025", ""), ("2045", "")),
    ],
)
def test_labels_suit_the_length(span: float, first: tuple[str, str], last: tuple[str, str]) -> None:
    start = 1_714_552_200.0  # 2024-05-01 08:30
    found = ticks(Axis(axis([start, start + span], (start, start + span), 0.0).stretches))
    told = [(tick.text, tick.under) for tick in found]
    assert told[0] == first
    assert told[-1] == last
