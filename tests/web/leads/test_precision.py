from __future__ import annotations

from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.web_cast import OTHER_CITY
from tests.support.web_leads import some_lead

from jianzhen.web.leads.precision import LEAST, Precision, precisions, wilson
from jianzhen.web.scope.net import acting_for

RULE = "person_two_places"


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_ends_of_the_interval_are_where_the_share_would_just_be_plausible(pair: tuple[int, int]) -> None:
    worth, judged = pair
    z = NormalDist().inv_cdf(0.975)
    for end in wilson(worth, judged):
        if 0 < end < 1:
            assert abs(worth / judged - end) == pytest.approx(z * (end * (1 - end) / judged) ** 0.5, rel=1e-6, abs=1e-9)
        else:
            assert end == pytest.approx(worth / judged)


def test_nothing_judged_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert not Precision(LEAST - 1, LEAST - 1, 0).is_told
    assert Precision(1, LEAST, 0).is_told


@pytest.mark.django_db
def test_what_people_decided_counts_for_whoever_sees_it(acting) -> None:
    for state, times in (("to_inspection", 3), ("explained", 1), ("dismissed", 2), ("new", 4), ("in_review", 1)):
        for _ in range(times):
            some_lead(state=state)
    some_lead(OTHER_CITY, state="dismissed")
    with acting_for(acting("city_analyst")):
        assert precisions() == {RULE: Precision(worth=3, judged=6, open=5)}
    with acting_for(acting("other_city_analyst")):
        assert precisions() == {RULE: Precision(worth=0, judged=1, open=0)}
