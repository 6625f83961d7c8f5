"""Whole columns: the fast way and the careful way agree."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzhen.contract import Column, Kind
from jianzhen.intake.convert.kinds import ARROW, as_text, to_kind
from jianzhen.intake.convert.numbers import parse_integer, parse_number
from jianzhen.intake.convert.timestamps import parse_day, parse_moment

PARSE = {
    Kind.FLOAT: parse_number,
    Kind.INTEGER: parse_integer,
    Kind.TIMESTAMP: parse_moment,
    Kind.DATE: parse_day,
}
CELLS = st.lists(
    st.sampled_from(
        ["1", "1.5", "-0", "1e3", "１", "nan", "x", "2024-05-01", "2024-05-01 10:00", "2024-02-30", "2023-02-29 10:00",
         "2024-02-29 10:00:00.5", "2024/5/1 1:2", "1900-01-01", "9999-12-31 00:00", "45413.5", "1,234",
         "0001-01-01 10:00"]
    )
    | st.none()
    | st.floats().map(repr)
    | st.datetimes(datetime(1980, 1, 1), datetime(2110, 1, 1)).map(str),
    max_size=20,
)  # fmt: skip


@pytest.mark.parametrize("kind", PARSE)
@settings(deadline=None)
@given(cells=CELLS)
def test_a_column_reads_as_its_cells_one_by_one(kind, cells):
    converted = to_kind(Column("c", "列", "c", kind), pa.array(cells, pa.string()), 1990)
    outcomes = [PARSE[kind](cell) if cell is not None else (None, None) for cell in cells]
    assert converted.values.to_pylist() == [value for value, _ in outcomes]
    assert converted.values.type == ARROW[kind]
    told = {(problem.code, index) for problem, positions in converted.problems for index in positions.to_pylist()}
    assert told == {(problem.code, index) for index, (_, problem) in enumerate(outcomes) if problem}


def _problems(column: Column, cells: pa.Array) -> list[tuple[str, list[int]]]:
    converted = to_kind(column, cells, 1990)
    return [(problem.code, positions.to_pylist()) for problem, positions in converted.problems]


def test_damage_and_formula_errors_are_told_in_any_column():
    cells = pa.array(["a\x00b", "#N/A", "\ufffd", "ok", None, "#REF!"])
    assert _problems(Column("c", "列", "c"), cells) == [("text.control", [0, 2]), ("cell.error", [1, 5])]


@pytest.mark.parametrize(
    "mark", [*"\x80\x85\x9b\x9f\u061c\u200e\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))]
)
def test_marks_that_turn_the_writing_are_damage(mark: str) -> None:
    cells = pa.array([f"示例{mark}告报", f"1{mark}2", "示例报告"])
    assert _problems(Column("c", "列", "c"), cells) == [("text.control", [0, 1])]
    assert to_kind(Column("c", "列", "c"), cells, 1990).values.to_pylist() == [None, None, "示例报告"]


def test_numbers_outside_what_is_possible_are_told():
    column = Column("lat", "纬度", "lat", Kind.FLOAT, low=-90, high=90)
    assert _problems(column, pa.array(["90", "90.1", "-91", None])) == [("number.out_of_range", [1, 2])]
    assert to_kind(column, pa.array(["90.1", "1"]), 1990).values.to_pylist() == [None, 1.0]


def test_typed_arrays_stay_typed():
    number = Column("c", "列", "c", Kind.FLOAT)
    assert _problems(number, pa.array([1.0, float("nan"), float("inf"), None])) == [("number.not_finite", [1, 2])]
    moment = Column("c_at", "列", "c", Kind.TIMESTAMP)
    typed = pa.array([datetime(2024, 5, 1), datetime(1900, 1, 1)], pa.timestamp("us"))
    assert _problems(moment, typed) == [("time.year", [1])]
    assert _problems(moment, pa.array([date(2024, 5, 1)])) == [("time.day_only", [0])]
    flag = Column("c", "列", "c", Kind.BOOLEAN)
    assert to_kind(flag, pa.array([True, None]), 1990).values.to_pylist() == [True, None]
    assert to_kind(flag, pa.array([1, 0]), 1990).values.to_pylist() == [True, False]
    day = Column("c_on", "列", "c", Kind.DATE)
    assert to_kind(day, pa.array([datetime(2024, 5, 1)], pa.timestamp("us")), 1990).values.to_pylist() == [
        date(2024, 5, 1)
    ]


def test_whole_floats_read_as_whole_numbers():
    assert as_text(pa.array([20240501001.0, 1.5, None, 1e300])).to_pylist() == ["20240501001", "1.5", None, "1e+300"]
