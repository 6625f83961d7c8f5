"""Periods as people write them."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.kpi.period import PeriodError, read_period


@pytest.mark.parametrize(
    ("text", "first", "days"),
    [
        ("2026-09", (2026, 9, 1), 30),
        ("2026-12", (2026, 12, 1), 31),
        ("2026-02", (2026, 2, 1), 28),
        ("2026-Q4", (2026, 10, 1), 92),
        ("2028", (2028, 1, 1), 366),
        ("2026-09-15", (2026, 9, 15), 1),
        ("2026-09..2026-Q4", (2026, 9, 1), 122),
        (" 2026-09-30..2026-10-01 ", (2026, 9, 30), 2),
    ],
)
def test_forms(text, first, days):
    period = read_period(text)
    assert period.from_at == dt.datetime(*first)
    assert len(period.days) == days
    assert period.days[0] == dt.date(*first)
    assert period.to_at - period.from_at == dt.timedelta(days=days)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13",
        "2026-00",
        "2026-02-30",
        "2026-Q5",
        "26-09",
        "2026-9",
        "2026-10..2026-09",
        "9999",
        "0000",
        "..",
        "x",
    ],
)
def test_what_is_none(text):
    with pytest.raises(PeriodError, match="2026-09"):
        read_period(text)


@given(st.text("0123456789-.Q ", max_size=24))
def test_any_text_is_a_period_or_told(text):
    try:
        period = read_period(text)
    except PeriodError:
        return
    assert period.from_at < period.to_at


@given(st.integers(1900, 9000))
def test_months_and_quarters_fill_the_year(year):
    whole = read_period(str(year))
    for parts in ([f"{year}-Q{n}" for n in range(1, 5)], [f"{year}-{n:02d}" for n in range(1, 13)]):
        periods = [read_period(text) for text in parts]
        assert (periods[0].from_at, periods[-1].to_at) == (whole.from_at, whole.to_at)
        assert all(one.to_at == other.from_at for one, other in itertools.pairwise(periods))


def test_days_to_come_are_cut_off():
    assert read_period("2026-09").until(dt.date(2026, 9, 3)).days == [dt.date(2026, 9, 1), dt.date(2026, 9, 2)]
    assert read_period("2026-09").until(dt.date(2027, 1, 1)) == read_period("2026-09")
    with pytest.raises(PeriodError, match="2026-09-01"):
        read_period("2026-09").until(dt.date(2026, 9, 1))
