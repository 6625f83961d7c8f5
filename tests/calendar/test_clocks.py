"""Statutory time limits."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.calendar import (
    NoOfficialCalendar,
    Unit,
    UnknownClockError,
    clock,
    clocks,
    deadline,
    working_days_between,
)

moments = st.datetimes(datetime(2004, 6, 1), datetime(2026, 6, 30))


@pytest.mark.parametrize(
    ("name", "started", "due"),
    [
        ("publicity.penalty", date(2026, 9, 25), date(2026, 10, 29)),
        ("penalty.decide", date(2026, 1, 1), date(2026, 4, 1)),
        ("transfer.send", datetime(2026, 3, 1, 9, 30), datetime(2026, 3, 2, 9, 30)),
        ("transfer.decide", date(2026, 3, 1), date(2026, 3, 4)),
        ("repeat.window", date(2024, 2, 29), date(2026, 2, 28)),
        ("publicity.period.minor", date(2025, 11, 30), date(2026, 2, 28)),
        ("penalty.limitation.harm", date(2026, 9, 1), date(2031, 9, 1)),
        ("fault.report", datetime(2026, 12, 31, 20), datetime(2027, 1, 1, 8)),
    ],
)
def test_known_deadlines(name, started, due):
    assert deadline(name, started).due == due


def test_publicity_skips_the_national_holiday():
    due = deadline("publicity.penalty", date(2026, 9, 25)).due
    assert working_days_between(date(2026, 9, 25), due) == 20


def test_deadline_in_working_days_refuses_a_year_without_a_table():
    with pytest.raises(NoOfficialCalendar, match="2027"):
        deadline("publicity.penalty", date(2026, 12, 20))


def test_deadline_in_calendar_days_needs_no_table():
    assert deadline("penalty.decide", date(2026, 12, 20)).due == date(2027, 3, 20)


def test_deadline_in_the_last_week_on_file_is_provisional():
    assert deadline("fault.repair", date(2026, 12, 22)).provisional
    assert not deadline("fault.repair", date(2026, 6, 1)).provisional


def test_hours_need_a_moment():
    with pytest.raises(TypeError, match="give the moment"):
        deadline("transfer.send", date(2026, 3, 1))


def test_unknown_clock_names_the_nearest():
    with pytest.raises(UnknownClockError, match=r"transfer\.send"):
        clock("transfer.sent")


def test_clock_is_verified_only_if_length_and_counting_are():
    assert clock("publicity.penalty").verified
    assert not clock("transfer.decide").verified
    assert not clock("hotline.complaint").verified


def test_every_clock_is_complete():
    assert len(clocks()) >= 40
    for one in clocks().values():
        assert one.amount > 0
        assert one.source
        assert one.basis
        assert one.title.zh
        assert one.title.en
        assert one.unit.words.zh


@given(st.sampled_from(sorted(clocks())), moments)
def test_every_clock_runs_forward(name, started):
    found = deadline(name, started) if clock(name).unit is not Unit.WORKING_DAY else None
    if found is None:
        due = deadline(name, started).due
        assert started.date() < due <= started.date() + timedelta(days=90)
    elif found.clock.unit is Unit.HOUR:
        assert found.due == started + timedelta(hours=found.clock.amount)
    else:
        assert found.due > started.date()
        assert found.due <= started.date() + timedelta(days=366 * 10)
