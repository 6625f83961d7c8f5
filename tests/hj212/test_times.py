"""Times of the protocol."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.hj212.times import moment, request_number, stamp

moments = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)).map(
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
)


@given(moments)
def test_request_numbers_round_trip(at):
    assert moment(request_number(at)) == at
    assert moment(stamp(at)) == at.replace(microsecond=0)


@given(st.datetimes(datetime(2001, 9, 10), datetime(2286, 1, 1)))
def test_unix_milliseconds_are_read_as_beijing_time(at):
    milliseconds = (at - datetime(1970, 1, 1, 8)) // timedelta(milliseconds=1)
    assert moment(str(milliseconds)) == at.replace(microsecond=at.microsecond // 1000 * 1000)


@pytest.mark.parametrize("text", ["", "2026", "20261301000000", "20260801085857.1", "²" * 14, "0" * 14, "1" * 5000])
def test_what_is_no_time(text):
    assert moment(text) is None
