"""Reading the list of polls, and when each device's moment comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.gateway.polls import Poll, PollsError, read_polls


def test_reading_polls():
    polls = read_polls("# every day\n*  3020  24h  PolId=w01018  InfoId=i13007\nA1 3019 90m\n")
    assert polls == (
        Poll("*", "3020", (("PolId", "w01018"), ("InfoId", "i13007")), 86_400),
        Poll("A1", "3019", (), 5400),
    )


def test_every_fault_is_named_and_a_change_is_refused():
    with pytest.raises(PollsError) as told:
        read_polls("* 3020\n* 3020 0h\n* 3021 24h InfoId=i13007\n* 3020 24h PolId\n* 3020 1d\n")
    assert [fault[:6] for fault in told.value.faults] == ["第 1 行：", "第 2 行：", "第 3 行：", "第 4 行："]
    assert "3021" in told.value.faults[2]


@given(st.text("0123456789ABCDEF", min_size=1), st.floats(0, 2e9), st.integers(1, 7 * 86_400))
def test_the_next_moment_comes_within_the_interval_and_does_not_depend_on_when_one_looks(mn, after, every):
    poll = Poll("*", "3020", (("PolId", "w01018"),), every)
    at = poll.next_at(mn, after)
    assert after < at <= after + every
    between = after + (at - after) * 0.4
    assert poll.next_at(mn, between) == pytest.approx(at, abs=1e-3)
    assert poll.next_at(mn, at + 0.001) == pytest.approx(at + every, abs=2e-3)
