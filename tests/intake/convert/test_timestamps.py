"""Moments and days as people, systems and spreadsheets write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzhen.intake.convert.timestamps import parse_day, parse_moment

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-01 13:05",
        "2024-05-01 13:05:00",
        "2024-05-01T13:05:00.000000",
        "2024/5/1 13:05",
        "2024.5.1 13:05",
        "2024年5月1日13时05分",
        "2024年05月01日 13:05:00",
        "2024年5月1日 13点5分0秒",
        "2024-05-01 13：05",
        "２０２４－０５－０１ １３：０５",
        "2024-05-01T13:05:00+08:00",
        "2024-05-01T05:05:00Z",
        "2024-05-01 00:05:00-0500",
        "20240501130500",
        "202405011305",
        "20240501130500000",
        "45413.545138888889",
    ],
)
def test_the_usual_ways_of_writing_mean_the_same_moment(text):
    assert parse_moment(text) == (datetime(2024, 5, 1, 13, 5), None)


@pytest.mark.parametrize("text", ["2024-05-01", "2024/5/1", "2024年5月1日", "20240501", "45413", "2024-05-01 00:00:00"])
def test_the_usual_ways_of_writing_mean_the_same_day(text):
    assert parse_day(text) == (date(2024, 5, 1), None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2024-02-30 10:00",
        "2024-13-01 10:00",
        "2024-05-01 25:00",
        "13:05",
        "05/01/2024",
        "1.5.2024",
        "/",
        "2024",
    ],
)
def test_what_is_no_moment_is_told(text):
    assert parse_moment(text).problem.code == "time.unreadable"
    assert parse_moment(text).value is None


@pytest.mark.parametrize("text", ["1900-01-01 00:00:00", "9999-12-31 23:59", "0001-01-01 01:01", "1989-12-31 10:00"])
def test_placeholder_years_are_told(text):
    assert parse_moment(text).problem.code == "time.year"
    assert parse_moment(text).value is None


def test_the_offset_is_applied_before_the_year_is_judged():
    assert parse_moment("1989-12-31T20:00:00Z") == (datetime(1990, 1, 1, 4), None)


def test_a_day_alone_is_a_moment_with_a_warning():
    value, problem = parse_moment("2024-05-01")
    assert value == datetime(2024, 5, 1)
    assert (problem.code, problem.severity) == ("time.day_only", "warning")


def test_a_day_with_a_time_of_day_is_told():
    assert parse_day("2024-05-01 13:05").problem.code == "date.has_time"


def test_an_offset_beyond_the_calendar_is_no_moment():
    assert parse_moment("9999-12-31T23:59:00-23:00").problem is not None
    assert parse_moment("0001-01-01T00:00:00+23:00").problem is not None


@settings(deadline=None)
@given(MOMENTS)
def test_every_moment_comes_back(moment):
    assert parse_moment(moment.isoformat()) == (moment, None)
    assert parse_moment(moment.isoformat(" ")) == (moment, None)


@settings(deadline=None)
@given(MOMENTS, st.integers(-14 * 60, 14 * 60))
def test_every_offset_is_converted_to_beijing(moment, minutes):
    there = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    beijing = (there.astimezone(UTC) + timedelta(hours=8)).replace(tzinfo=None)
    value, problem = parse_moment(there.isoformat())
    assert value == beijing or problem.code == "time.year"


@settings(deadline=None)
@given(MOMENTS.map(lambda moment: moment.replace(microsecond=0)))
def test_every_second_survives_a_spreadsheet(moment):
    serial = (moment - datetime(1899, 12, 30)) / timedelta(days=1)
    assert parse_moment(repr(serial)).value == moment


@settings(deadline=None)
@given(st.text(max_size=40) | st.from_regex(r"[0-9年月日时分:\-/. TZ+]{1,25}", fullmatch=True))
def test_any_text_gives_a_moment_or_a_problem(text):
    for parse in (parse_moment, parse_day):
        value, problem = parse(text)
        assert (value is None) <= (problem is not None)
