"""The example of a column as the cell a person would type: a number, a time, a Chinese title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.contract import Kind
from jianzhen.contract.codes import code_list
from jianzhen.intake.convert.numbers import parse_number
from jianzhen.intake.convert.timestamps import FIRST_REGISTRY_YEAR, parse_day, parse_moment
from jianzhen.intake.convert.vocabulary import KEPT_AS_PRINTED

if TYPE_CHECKING:
    from datetime import date, datetime

    from jianzhen.contract import Column


def example_cell(column: Column) -> str | float | datetime | date:
    """The example as text, number, moment or day."""
    value: str | float | datetime | date | None = None
    match column.kind:
        case Kind.FLOAT | Kind.INTEGER:
            value = parse_number(column.example).value
        case Kind.TIMESTAMP:
            value = parse_moment(column.example, FIRST_REGISTRY_YEAR).value
        case Kind.DATE:
            value = parse_day(column.example, FIRST_REGISTRY_YEAR).value
    return value if value is not None else _worded(column)


def _worded(column: Column) -> str:
    if not column.codes or column.codes in KEPT_AS_PRINTED:
        return column.example
    titles = code_list(column.codes).titles
    parts = column.example.split(";") if column.many else [column.example]
    return ";".join(titles[part].zh if part in titles else part for part in parts)
