"""Working days: known days of known notices, and laws every calendar obeys."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.calendar import (
    NoOfficialCalendar,
    add_working_days,
    is_provisional,
    is_working_day,
    official_years,
    working_days_between,
)

DAY = timedelta(days=1)
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
days = st.dates(FIRST, LAST)
inner_days = st.dates(date(2004, 7, 1), date(2026, 3, 31))
counts = st.integers(0, 90)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 2, 4), True),
        (date(2024, 2, 9), True),
        (date(2024, 2, 12), False),
        (date(2024, 10, 12), True),
        (date(2015, 9, 3), False),
        (date(2015, 9, 6), True),
        (date(2007, 12, 29), True),
        (date(2007, 12, 31), False),
        (date(2026, 3, 7), False),
        (date(2026, 3, 9), True),
    ],
)
def test_known_days(day, worked):
    assert is_working_day(day) is worked


def test_deadline_steps_over_the_spring_festival():
    assert add_working_days(date(2024, 2, 9), 1) == date(2024, 2, 18)
    assert working_days_between(date(2024, 2, 9), date(2024, 2, 18)) == 1


def test_zero_days_stay_where_they_are():
    assert add_working_days(date(2024, 2, 10), 0) == date(2024, 2, 10)


def test_years_on_file():
    assert official_years() == (2004, 2026)


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2003, 12, 31)], ids=str)
def test_year_without_a_table_is_refused(day):
    with pytest.raises(NoOfficialCalendar, match=str(day.year)):
        is_working_day(day)


def test_deadline_that_touches_a_year_without_a_table_is_refused():
    assert add_working_days(date(2026, 12, 30), 1) == LAST
    with pytest.raises(NoOfficialCalendar) as caught:
        add_working_days(date(2026, 12, 30), 2)
    assert caught.value.year == 2027
    with pytest.raises(NoOfficialCalendar):
        add_working_days(date(2004, 1, 2), -2)
    with pytest.raises(NoOfficialCalendar):
        working_days_between(date(2026, 12, 1), date(2027, 1, 1))
    with pytest.raises(NoOfficialCalendar):
        add_working_days(date(2027, 1, 4), 0)


def test_refusal_says_what_to_do_in_both_languages():
    with pytest.raises(NoOfficialCalendar, match=r"补入 data/2027\.csv.*Add data/2027\.csv"):
        is_working_day(date(2027, 5, 1))


def test_end_before_start_is_refused():
    with pytest.raises(ValueError, match="before start"):
        working_days_between(date(2024, 1, 2), date(2024, 1, 1))


def test_last_week_of_the_last_year_is_provisional():
    assert is_provisional(LAST)
    assert not is_provisional(date(2025, 12, 31))


@given(inner_days, counts)
def test_counting_undoes_adding(day, count):
    due = add_working_days(day, count)
    assert working_days_between(day, due) == count
    assert count == 0 or is_working_day(due)


@given(inner_days, counts, counts)
def test_adding_twice_is_adding_the_sum(day, one, other):
    assert add_working_days(add_working_days(day, one), other) == add_working_days(day, one + other)


@given(inner_days, counts, counts)
def test_more_days_end_later(day, one, other):
    if one < other:
        assert add_working_days(day, one) < add_working_days(day, other)


@given(inner_days.filter(is_working_day), counts)
def test_going_back_returns_to_a_working_day(day, count):
    assert add_working_days(add_working_days(day, count), -count) == day


@given(days, days, days)
def test_spans_add_up(a, b, c):
    a, b, c = sorted((a, b, c))
    assert working_days_between(a, b) + working_days_between(b, c) == working_days_between(a, c)


@pytest.mark.parametrize("year", range(2004, 2027))
def test_a_year_has_about_250_working_days_and_no_holiday_that_is_worked(year):
    worked = sum(is_working_day(date(year, 1, 1) + DAY * n) for n in range(365))
    assert 247 <= worked <= 253
    assert not is_working_day(date(year, 5, 1))
    assert not is_working_day(date(year, 10, 1))
    assert not is_working_day(date(year, 1, 1))
