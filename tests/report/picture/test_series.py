from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.report_data import FROZEN

from jianzhen.report.picture.lines import lines_of, thinned
from jianzhen.report.picture.series import series_picture
from jianzhen.report.results import LeadRecord, Results


@pytest.fixture
def lead(lead_of) -> LeadRecord:
    return lead_of("constant_value")


def test_the_factor_of_the_lead_stands_above_what_moved_meanwhile(results: Results, lead: LeadRecord) -> None:
    first, second = lines_of(results, lead)
    assert (first.main, second.main) == (True, False)
    assert "二氧化硫" in first.title.zh
    assert len(first.points) == FROZEN.stop - FROZEN.start + 6
    held = [value for _, value in first.points][3:-3]
    assert len(set(held)) == 1
    assert len({value for _, value in second.points}) > 10


def test_the_span_is_shaded_and_both_lines_drawn(results: Results, lead: LeadRecord) -> None:
    picture = series_picture(results, lead)
    assert picture.body.count("<polyline") >= 2
    assert 'class="span"' in picture.body
    points = re.findall(r'points="([^"]+)"', picture.body)[0].split()
    places = [float(point.split(",")[0]) for point in points]
    assert places == sorted(places)
    assert 0 <= places[0] < places[-1] <= 1000


def test_a_recomputed_value_is_drawn_only_beside_the_reported_one(results: Results, lead: LeadRecord) -> None:
    item = lead.findings[0]
    assert "expected" in item.detail  # of a run of equal values: a count, not a concentration
    assert 'class="limit"' not in series_picture(results, lead).body
    with_limit = dataclasses.replace(item, detail={**item.detail, "limit": 50.0})
    picture = series_picture(results, dataclasses.replace(lead, findings=(with_limit,)))
    assert 'class="limit"' in picture.body
    assert "限值 50" in picture.body


def test_documents_have_no_lines(results: Results, lead_of) -> None:
    assert series_picture(results, lead_of("person_two_places")) is None


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=300), st.integers(8, 100))
def test_thinning_keeps_order_ends_and_extremes(values: list[float], most: int) -> None:
    points = [(float(number), value) for number, value in enumerate(values)]
    kept = thinned(points, most)
    assert len(kept) <= most + 4
    assert kept == sorted(kept)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    assert {max(values), min(values)} <= {value for _, value in kept}
