"""Names of tables and columns, however they are written."""

from __future__ import annotations

import pytest

from jianzhen.contract import SYSTEM_COLUMNS, TABLES
from jianzhen.intake.read.names import column_named, nearest_column, nearest_table, table_named


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_title_finds_its_own(table):
    assert {table_named(name) for name in (table.name, table.zh, table.en)} == {table}
    for column in table.columns:
        titles = (column.name, column.zh, column.en, f"{column.zh}（{column.unit}）*", column.name.upper())
        assert {column_named(table, title) for title in titles} == {column.name}


@pytest.mark.parametrize(
    "name", ["采样记录 2026年3月", "采样记录(1)", "sampling_events-2026-03", "Sampling_Events.20260301"]
)
def test_dates_and_numbers_behind_a_table_name_do_not_count(name):
    assert table_named(name) is TABLES["sampling_events"]


def test_system_columns_are_known_in_every_table():
    for table in TABLES.values():
        assert [column_named(table, name) for name in SYSTEM_COLUMNS] == list(SYSTEM_COLUMNS)


def test_what_is_unknown_has_a_near_name_or_none():
    assert table_named("Sheet1") is None
    assert column_named(TABLES["samples"], "颜色") is None
    assert nearest_table("sampling_event") == "采样记录 (sampling_events)"
    assert nearest_column(TABLES["samples"], "样品编") == "样品编号 (sample_no)"
    assert nearest_table("@@@@") == ""
