"""The table of transitions is sound as a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.web.leads.transitions import OPEN, STATE_TITLES, TRANSITIONS, State, ways_from
from jianzhen.web.scope.rights import Right


def test_every_state_has_a_title_and_every_act_its_own_name() -> None:
    assert set(STATE_TITLES) == set(State)
    assert all(act == one.act for act, one in TRANSITIONS.items())


def test_every_state_can_be_reached_and_none_is_a_trap() -> None:
    reached = {State.NEW}
    for _ in State:
        reached |= {way.target for state in reached for way in ways_from(state)}
    assert reached == set(State)
    assert all(list(ways_from(state)) for state in State)


def test_whatever_ends_the_work_needs_a_reason() -> None:
    assert all(way.reason for way in TRANSITIONS.values() if way.target not in OPEN)


def test_nobody_reopens_without_the_right_to_assign() -> None:
    ways = [way for way in TRANSITIONS.values() if way.sources & (set(State) - OPEN)]
    assert {way.right for way in ways} == {Right.LEADS_ASSIGN}


@pytest.mark.parametrize("act", ["dismiss", "explain"])
def test_a_weighty_lead_is_not_put_away_by_one_analyst(act: str) -> None:
    assert TRANSITIONS[act].right_for("high") is Right.LEADS_ASSIGN
    assert TRANSITIONS[act].right_for("middle") is Right.LEADS_TRIAGE


@given(st.lists(st.sampled_from(sorted(TRANSITIONS)), max_size=20))
def test_any_walk_through_the_table_stays_in_it(acts: list[str]) -> None:
    state = State.NEW
    for act in acts:
        if state in TRANSITIONS[act].sources:
            state = TRANSITIONS[act].target
        assert state in STATE_TITLES
