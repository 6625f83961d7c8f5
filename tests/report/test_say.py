from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.report import say

T = dt.datetime


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (T(2024, 5, 1, 9, 3), "2024-05-01 09:03"),
        (T(2024, 5, 1, 9, 3, 7), "2024-05-01 09:03:07"),
        (T(2024, 5, 1, 9, 3, 7, 250000), "2024-05-01 09:03:07.25"),
        (T(900, 1, 1), "0900-01-01 00:00"),
        (dt.date(9999, 12, 31), "9999-12-31"),
        (None, "—"),
    ],
)
def test_moments(value: dt.date | None, said: str) -> None:
    assert say.moment(value) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (T(2024, 5, 1, 9), T(2024, 5, 1, 10), "2024-05-01 09:00 – 10:00"),
        (T(2024, 5, 1, 9), T(2024, 5, 2, 10), "2024-05-01 09:00 – 2024-05-02 10:00"),
        (T(2024, 5, 2, 10), T(2024, 5, 1, 9), "2024-05-01 09:00 – 2024-05-02 10:00"),
        (T(2024, 5, 1), T(2024, 5, 3), "2024-05-01 – 2024-05-03"),
        (T(2024, 5, 1, 9), None, "2024-05-01 09:00"),
        (None, None, "时间不明"),
    ],
)
def test_periods(first: dt.datetime | None, last: dt.datetime | None, said: str) -> None:
    assert say.period(first, last).zh == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0.5, "30 秒"), (44, "44 分钟"), (150, "2.5 小时"), (3 * 1440, "3 天"), (1461 * 1440, "4.0 年"), (-44, "44 分钟")],
)
def test_lengths(minutes: float, said: str) -> None:
    assert say.length(minutes).zh == said


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_loses_nothing_a_record_could_hold(value: float) -> None:
    assert float(say.number(value)) == value


@pytest.mark.parametrize(
    ("value", "said"),
    [(25.0, "25"), (0.5, "0.5"), (106.2309, "106.2309"), (True, "是"), (None, ""), ("ND", "ND"), (7, "7")],
)
def test_values(value: object, said: str) -> None:
    assert say.value(value).zh == said


def test_places() -> None:
    assert say.place("a/b.xlsx#表 1", 12) == ("a/b.xlsx", "表 1", 12)
    assert say.place("a.csv", None) == ("a.csv", "", None)
    assert say.place(None, 3) == ("", "", 3)
