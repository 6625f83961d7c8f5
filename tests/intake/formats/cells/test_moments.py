"""Dates and times read as their number format shows them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.intake.formats.cells.moments import shown
from jianzhen.intake.formats.cells.pattern import UnknownPatternError

MOMENT = datetime(2026, 1, 5, 14, 7, 9)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("yyyy.mm.dd", "2026.01.05"),
        ("yyyy/m/d", "2026/1/5"),
        ("mm-dd-yy", "2026/1/5"),
        ('yyyy"年"m"月"d"日"', "2026年1月5日"),
        ("yyyy年mm月dd日", "2026年01月05日"),
        ("yyyy-mm-dd hh:mm:ss", "2026-01-05 14:07:09"),
        ("h:mm AM/PM", "2:07 PM"),
        ("上午/下午h时mm分", "下午2时07分"),
        ("mm:ss", "07:09"),
        ("yy-m-d aaaa", "26-1-5 星期一"),
        ("[$-804]yyyy.m.d;@", "2026.1.5"),
    ],
)
def test_a_moment_is_drawn(pattern: str, text: str) -> None:
    assert shown(MOMENT, pattern) == text


@pytest.mark.parametrize("pattern", ["mmm d", "dddd", "[h]:mm", "0.0"])
def test_what_cannot_be_drawn_is_refused(pattern: str) -> None:
    with pytest.raises(UnknownPatternError):
        shown(MOMENT, pattern)


@given(moment=st.datetimes(datetime(1900, 3, 1), datetime(2100, 1, 1)))
def test_a_whole_moment_reads_back(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    assert datetime.strptime(shown(whole, "yyyy-mm-dd hh:mm:ss"), "%Y-%m-%d %H:%M:%S") == whole
