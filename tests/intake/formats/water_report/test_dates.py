"""Days, spans and moments as reports print them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.intake.formats.water_report import dates

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "text", ["2026.01.05", "2026年 1月5日", "2026 年1 月5日", "2026-1-5", "２０２６．１．５", "2026/1/5"]
)
def test_a_day_is_read(text: str) -> None:
    assert dates.day(text) == date(2026, 1, 5)


@pytest.mark.parametrize(
    "text", ["", "/", "2026.13.05", "2026.02.30", "2026.01", "五月", "2026.01.05~01.16", "20260105"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert dates.day(text) is None


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2026.01.05~01.16", date(2026, 1, 16)),
        ("2026.01.05-01.16", date(2026, 1, 16)),
        ("2026.01.05～2026.01.16", date(2026, 1, 16)),
        ("2026年1月5日至1月16日", date(2026, 1, 16)),
        ("2026.01.05~16", date(2026, 1, 16)),
        ("2026.01.05", date(2026, 1, 5)),
        ("2026-01-05 - 2026-01-16", date(2026, 1, 16)),
    ],
)
def test_a_span_is_read(text: str, last: date) -> None:
    assert dates.span(text) == (date(2026, 1, 5), last)


def test_a_span_over_the_new_year() -> None:
    assert dates.span("2025.12.30~01.08") == (date(2025, 12, 30), date(2026, 1, 8))


@pytest.mark.parametrize("text", ["2026.01.16~2026.01.05", "2026.01.16~05", "2026.01.05~13.01", "x~y"])
def test_what_is_no_span_is_none(text: str) -> None:
    assert dates.span(text) is None


def test_times_of_day() -> None:
    both = dates.sampling("2026.01.05 09:10~09:25")
    assert both == (date(2026, 1, 5), datetime(2026, 1, 5, 9, 10), datetime(2026, 1, 5, 9, 25))
    night = dates.sampling("2026年1月5日23时50分至0时10分")
    assert night is not None
    assert night.ended_at == datetime(2026, 1, 6, 0, 10)
    assert dates.sampling("2026.01.05 25:10") is None
    assert dates.sampling("2026.01.05") == (date(2026, 1, 5), None, None)


@given(first=DAYS, length=st.integers(0, 300))
def test_any_printed_span_reads_back(first: date, length: int) -> None:
    last = min(first + timedelta(days=length), date(2099, 12, 31))
    assert dates.span(f"{first:%Y.%m.%d}~{last:%Y.%m.%d}") == (first, last)
    assert dates.span(f"{first:%Y.%m.%d}~{last:%m.%d}") == (first, last) or last.year - first.year > 0


@given(text=st.text())
def test_no_text_raises(text: str) -> None:
    dates.span(text)
    dates.sampling(text)
