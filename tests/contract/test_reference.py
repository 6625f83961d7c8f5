"""The reference rows of methods fit their table, and their numbers are physically possible."""

from __future__ import annotations

import datetime as dt

import pytest

from jianzhen.contract import TABLES, Kind
from jianzhen.contract.codes import code_list
from jianzhen.contract.reference import methods_rows

TYPES = {Kind.TEXT: str, Kind.FLOAT: (int, float), Kind.INTEGER: int, Kind.BOOLEAN: bool, Kind.DATE: dt.date}
BY_KEY = {(row["method"], row["parameter"]): row for row in methods_rows()}
every_row = pytest.mark.parametrize("row", methods_rows(), ids=lambda row: f"{row['method']} {row['parameter']}")


@every_row
def test_a_row_has_the_table_s_columns_types_and_codes(row):
    assert list(row) == [column.name for column in TABLES["methods"].columns]
    for column in TABLES["methods"].columns:
        value = row[column.name]
        assert value is None or isinstance(value, TYPES[column.kind]), column.name
        if column.codes and value is not None:
            assert code_list(column.codes).resolve(value) == value, column.name
        if column.required:
            assert value, column.name


@every_row
def test_every_number_says_where_it_comes_from_and_how_it_is_known(row):
    assert row["source"]
    assert row["verified"]


@every_row
def test_a_successor_takes_over_the_day_after(row):
    if row["replaced_by"] and (row["replaced_by"], row["parameter"]) in BY_KEY:
        successor = BY_KEY[row["replaced_by"], row["parameter"]]
        if successor["valid_from_on"]:
            assert successor["valid_from_on"] - row["valid_to_on"] == dt.timedelta(days=1)


def test_keys_are_unique():
    assert len(BY_KEY) == len(methods_rows())


@pytest.mark.parametrize(
    ("method", "parameter", "minutes"),
    [
        ("HJ 505-2009", "w01017", 5 * 24 * 60 - 4 * 60),
        ("HJ 347.2-2018", "w02003", 2 * 22 * 60),
        ("HJ 347.1-2018", "w02003", 18 * 60),
        ("HJ 1001-2018", "w02003", 18 * 60),
        ("GB/T 5750.12-2023", "w02006", 46 * 60),
        ("HJ 828-2017", "w01018", 2 * 60),
        ("GB/T 11901-1989", "w01012", 4 * 60),
        ("HJ/T 51-1999", "w01008", 2 * 60),
        ("HJ 836-2017", "a34013", 24 * 60),
    ],
)
def test_shortest_durations(method, parameter, minutes):
    assert BY_KEY[method, parameter]["min_duration_min"] == minutes


@pytest.mark.parametrize(("method", "parameter"), [("HJ/T 86-2002", "w01017"), ("HJ/T 399-2007", "w01018")])
def test_fast_methods_have_none(method, parameter):
    assert BY_KEY[method, parameter]["min_duration_min"] is None


def test_a_negative_first_step_is_shorter_than_the_whole():
    row = BY_KEY["HJ 347.2-2018", "w02003"]
    assert row["negative_min_duration_min"] < row["min_duration_min"]
