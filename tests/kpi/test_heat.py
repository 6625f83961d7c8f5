"""Heat maps: every day has a cell, every hour is in one, and the colours tell the band."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from jianzhen.kpi.columns import percent
from jianzhen.kpi.heat import band, calendar, field, strip
from jianzhen.kpi.period import read_period
from jianzhen.kpi.shares import Share

DAYS = read_period("2026-09").days


def at(day, hour=0):
    return dt.datetime(2026, 9, day, hour)


@pytest.mark.parametrize(
    ("due", "valid", "name"),
    [(100, 100, "h5"), (100, 95, "h5"), (10_000, 9499, "h4"), (100, 90, "h4"), (100, 89, "h3"), (100, 74, "h2"),
     (100, 49, "h1"), (100, 0, "h1"), (0, 0, "h0")],
)  # fmt: skip
def test_bands(due, valid, name):
    assert band(Share(due, valid, 0, 0)) == name
    assert band(None) == "h0"


@pytest.mark.parametrize(("rate", "said"), [(0.94999, 94.99), (0.95, 95.0), (0.57, 57.0), (1.0, 100.0), (2 / 3, 66.66)])
def test_rates_are_rounded_down(rate, said):
    assert percent(rate) == said


def test_a_calendar_begins_on_monday():
    [(month, sheet)] = calendar(DAYS, {at(1): Share(24, 23, 1, 0), at(2): Share(24, 24, 0, 0)})
    assert month == "2026-09"
    assert sheet.count("<title>") == 30
    assert "2026-09-01: 95.83 % = 23 / 24 (? 1)" in sheet
    assert sheet.count('class="dot"') == 1
    first = re.search(r'2026-09-01.*?<rect class="h5" x="([\d.]+)"', sheet)
    assert float(first[1]) == 49  # the second column: a Tuesday
    assert len(calendar(read_period("2026-Q3").days, {})) == 3


def test_a_strip_has_a_cell_a_day():
    assert strip(DAYS, {at(3): Share(4, 1, 0, 0)}).count("<rect") == 30


def test_a_field_covers_every_hour_once():
    shares = {at(5, hour): Share(4, 4 if hour < 7 else 1, 0, 0) for hour in range(20)}
    drawn = field(DAYS, shares)
    heights = [int(height) + 1 for height in re.findall(r'height="(\d+)"><title>', drawn)]
    assert sum(heights) == 30 * 24 * 9
    assert "2026-09-05 00–07 h: 100.00 % = 28 / 28" in drawn
    assert "2026-09-05 07–20 h: 25.00 % = 13 / 52" in drawn
    assert "2026-09-05 20–24 h: —" in drawn
