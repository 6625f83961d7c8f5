"""The working-day tables against the published calendars, day by day."""

from __future__ import annotations

from datetime import date

import pyarrow.parquet as pq

from jianzhen.calendar import is_working_day, official_years


def test_every_day_agrees(shared_data):
    table = pq.read_table(shared_data / "calendar_cn" / "workdays_2004_2026.parquet").to_pylist()
    assert len(table) > 8000
    for column in ("is_workday_chinesecalendar", "is_workday_chinesedays"):
        wrong = [row["date"] for row in table if is_working_day(date.fromisoformat(row["date"])) != bool(row[column])]
        assert wrong == []


def test_years_on_file_are_those_published(shared_data):
    days = pq.read_table(shared_data / "calendar_cn" / "workdays_2004_2026.parquet", columns=["date"]).to_pylist()
    years = sorted({int(row["date"][:4]) for row in days})
    assert official_years() == (years[0], years[-1])
