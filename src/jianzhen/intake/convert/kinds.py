"""One converter per kind of column: from text or from a typed file's array."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from jianzhen.contract import Kind
from jianzhen.intake.convert import booleans, numbers, texts, timestamps
from jianzhen.intake.convert.column import Converted, by_distinct, usual_first

if TYPE_CHECKING:
    from jianzhen.contract import Column
    from jianzhen.intake.convert.column import Parse

_USUAL_NUMBER = r"^[+-]?[0-9]{1,15}(\.[0-9]{1,15})?$"
_USUAL_WHOLE = r"^-?[0-9]{1,18}$"
_USUAL_DAY = r"^(19[5-9][0-9]|20[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_USUAL_MOMENT = _USUAL_DAY + r"[ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?$"
_PADDING = (
    (r"^([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})( |$)", r"\1-\2-\3\4"),
    (r"^([0-9]{4})-([0-9])-", r"\1-0\2-"),
    (r"^([0-9]{4}-[0-9]{2})-([0-9])( |$)", r"\1-0\2\3"),
    (r"^([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]):", r"\1 0\2:"),
)
ARROW = {
    Kind.TEXT: pa.string(),
    Kind.FLOAT: pa.float64(),
    Kind.INTEGER: pa.int64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.TIMESTAMP: pa.timestamp("us"),
    Kind.DATE: pa.date32(),
}


def to_kind(column: Column, cells: pa.Array, first_year: int) -> Converted:
    """Convert the cells of one column to its kind.

    Args:
        column: The column of the contract.
        cells: Trimmed text, or an array as ``read.parquet.plain`` gives it.
        first_year: Moments and days before this year are faults.
    """
    typed = _already_typed(column.kind, cells)
    converted = typed or _from_text(column.kind, as_text(cells), first_year)
    if column.kind is Kind.FLOAT:
        _finish_numbers(converted)
    if column.kind in {Kind.TIMESTAMP, Kind.DATE}:
        years = pc.year(converted.values)
        bad = pc.or_(pc.less(years, first_year), pc.greater(years, timestamps.LAST_YEAR))
        converted.blank(timestamps.year_out_of_range(first_year), bad)
    if column.low is not None or column.high is not None:
        _check_range(column, converted)
    return converted


def as_text(cells: pa.Array) -> pa.Array:
    """The text of an array of any kind that readers give."""
    if pa.types.is_string(cells.type):
        return cells
    if pa.types.is_floating(cells.type):
        # A whole number that a data frame kept as a float reads as the whole number.
        whole = pc.and_(pc.equal(cells, pc.round(cells)), pc.less(pc.abs(cells), 1e15))
        digits = pc.if_else(whole, cells, 0.0).cast(pa.int64()).cast(pa.string())
        return pc.if_else(whole, digits, cells.cast(pa.string()))
    return cells.cast(pa.string())


def _already_typed(kind: Kind, cells: pa.Array) -> Converted | None:
    whole = pa.types.is_integer(cells.type)
    if kind is Kind.FLOAT and (whole or pa.types.is_floating(cells.type)):
        return Converted(cells.cast(pa.float64(), safe=False))
    if kind is Kind.TIMESTAMP and pa.types.is_date(cells.type):
        converted = Converted(cells.cast(pa.timestamp("us")))
        converted.problems.append((timestamps.NO_CLOCK, pc.indices_nonzero(cells.is_valid()).cast(pa.int64())))
        return converted
    return Converted(cells) if cells.type == ARROW[kind] and kind is not Kind.TEXT else None


def _from_text(kind: Kind, cells: pa.Array, first_year: int) -> Converted:
    cells = pc.utf8_trim_whitespace(cells)
    cells = pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)
    damaged = pc.match_substring_regex(cells, texts.DAMAGED)
    broken = pc.match_substring_regex(cells, texts.EXCEL_ERROR)
    before = Converted(cells)
    before.blank(texts.CONTROL, damaged)
    before.blank(texts.SPREADSHEET_ERROR, broken)
    after = _parse(kind, before.values, first_year)
    after.problems[:0] = before.problems
    return after


def _parse(kind: Kind, cells: pa.Array, first_year: int) -> Converted:
    if kind is Kind.FLOAT:
        return usual_first(cells, _USUAL_NUMBER, numbers.parse_number, ARROW[kind])
    if kind is Kind.INTEGER:
        return usual_first(cells, _USUAL_WHOLE, numbers.parse_integer, ARROW[kind])
    if kind is Kind.TIMESTAMP:
        moment: Parse = lambda text: timestamps.parse_moment(text, first_year)  # noqa: E731
        return usual_first(_padded(cells), _USUAL_MOMENT, moment, ARROW[kind])
    if kind is Kind.DATE:
        day: Parse = lambda text: timestamps.parse_day(text, first_year)  # noqa: E731
        return usual_first(_padded(cells), _USUAL_DAY + "$", day, ARROW[kind])
    if kind is Kind.BOOLEAN:
        return by_distinct(cells, booleans.parse_boolean, ARROW[kind])
    return Converted(cells)


def _padded(cells: pa.Array) -> pa.Array:
    """Write 2024/5/1 9:05, as spreadsheet programs save it, as 2024-05-01 09:05: many times faster to convert."""
    for pattern, replacement in _PADDING:
        cells = pc.replace_substring_regex(cells, pattern, replacement)
    return cells


def _finish_numbers(converted: Converted) -> None:
    finite = pc.is_finite(converted.values)
    converted.blank(numbers.NOT_FINITE, pc.invert(finite))
    converted.values = pc.add(converted.values, 0.0)


def _check_range(column: Column, converted: Converted) -> None:
    values = converted.values
    low = pc.less(values, column.low) if column.low is not None else pa.repeat(pa.scalar(False), len(values))
    high = pc.greater(values, column.high) if column.high is not None else pa.repeat(pa.scalar(False), len(values))
    converted.blank(numbers.out_of_range(column.low, column.high), pc.or_(low, high))
