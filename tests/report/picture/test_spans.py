from __future__ import annotations

import datetime as dt

import pytest

from jianzhen.contract import TABLES
from jianzhen.contract.model import Kind
from jianzhen.report.picture.model import at
from jianzhen.report.picture.spans import STEPS, spans_of


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_moment_of_a_table_is_drawn_exactly_once(table: str) -> None:
    used = [column.name for span in spans_of(table) for column in (span.start, span.end) if column]
    moments = [c.name for c in TABLES[table].columns if c.kind in {Kind.TIMESTAMP, Kind.DATE}]
    assert sorted(used) == sorted(moments)


@pytest.mark.parametrize(
    ("table", "pair"),
    [
        ("sampling_events", ("started_at", "ended_at")),
        ("sampling_crew", ("signed_in_at", "signed_out_at")),
        ("samples", ("collected_from_at", "collected_to_at")),
        ("certificates", ("issued_on", "expires_on")),
        ("calibrations", ("done_on", "valid_until_on")),
        ("plant_operations", ("from_at", "to_at")),
        ("device_events", ("at", "ended_at")),
        ("reports", ("analysed_from_on", "analysed_to_on")),
    ],
)
def test_starts_find_their_ends(table: str, pair: tuple[str, str]) -> None:
    assert pair in [(span.start.name, span.end.name) for span in spans_of(table) if span.end]


def test_steps_name_columns_that_exist() -> None:
    for table, column in STEPS:
        assert column in [span.start.name for span in spans_of(table)]


def mark(table: str, **row: object):
    return spans_of(table)[0].mark(row)


def test_bare_days_last_until_their_end() -> None:
    found = mark("certificates", issued_on=dt.date(2024, 5, 1), expires_on=dt.date(2024, 5, 2))
    assert (at(found.from_s), at(found.to_s)) == (dt.datetime(2024, 5, 1), dt.datetime(2024, 5, 3))


def test_half_a_span_is_a_point_and_nothing_is_nothing() -> None:
    found = mark("sampling_events", started_at=None, ended_at=dt.datetime(2024, 5, 1, 9))
    assert found.is_point
    assert mark("sampling_events", started_at=None, ended_at=None) is None


def test_a_span_the_wrong_way_round_is_drawn_from_its_start() -> None:
    found = mark("sampling_events", started_at=dt.datetime(2024, 5, 1, 9), ended_at=dt.datetime(2024, 5, 1, 8))
    assert found.is_point


def test_the_last_day_of_the_calendar() -> None:
    found = mark("certificates", issued_on=dt.date(9999, 12, 31), expires_on=dt.date(9999, 12, 31))
    assert at(found.from_s).date() == at(found.to_s).date() == dt.date(9999, 12, 31)
    assert not found.is_point
