"""What may be typed into a column: drop-downs and limits."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from jianzhen.contract import Kind
from jianzhen.contract.codes import code_list
from jianzhen.intake.convert.timestamps import FIRST_REGISTRY_YEAR, FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from jianzhen.contract import Column, FactTable
    from jianzhen.intake.template.choices import Choices

_LARGEST = 1e15


def validation(table: FactTable, column: Column, choices: Choices) -> dict[str, Any] | None:
    """The data validation of a column in XlsxWriter's terms; None when anything may be typed."""
    if column.codes and not column.many:
        return _one_of(column, choices)
    if column.kind is Kind.BOOLEAN:
        return {"validate": "list", "source": ["是", "否"]} | _error("请选“是”或“否”")
    if column.kind in {Kind.FLOAT, Kind.INTEGER}:
        low = -_LARGEST if column.low is None else column.low
        high = _LARGEST if column.high is None else column.high
        kind = "decimal" if column.kind is Kind.FLOAT else "integer"
        limits = {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
        return limits | _error("只填数字，不带单位" + _span(column))
    if column.kind in {Kind.TIMESTAMP, Kind.DATE}:
        first = FIRST_REGISTRY_YEAR if table.part == "A" else FIRST_YEAR
        moment = datetime if column.kind is Kind.TIMESTAMP else date
        limits = {
            "validate": "date",
            "criteria": "between",
            "minimum": moment(first, 1, 1),
            "maximum": moment(LAST_YEAR, 12, 31),
        }
        shown = "2024-05-01 13:05" if column.kind is Kind.TIMESTAMP else "2024-05-01"
        return limits | _error(f"请填时间，如 {shown}")
    return None


def _one_of(column: Column, choices: Choices) -> dict[str, Any]:
    codes = code_list(column.codes)
    listed = {"validate": "list", "source": choices.range_of(column.codes)}
    # An open list only helps with typing; what it does not know may be typed all the same.
    return listed | ({"show_error": False} if codes.open else _error("请从下拉列表中选择"))


def _error(message: str) -> dict[str, str]:
    return {"error_title": "填写有误", "error_message": message}


def _span(column: Column) -> str:
    if column.low is None and column.high is None:
        return ""
    low, high = ("" if bound is None else f"{bound:g}" for bound in (column.low, column.high))
    return f"，范围 {low}~{high}"
