"""A declaration that contradicts itself is refused when it is made."""

from __future__ import annotations

import pytest

from jianzhen.contract.columns import at, on, text
from jianzhen.contract.model import FactTable


def test_a_column_declared_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        FactTable("t", "表", "t", "A", (text("a", "甲", "a"), text("a", "乙", "b")))


def test_an_unknown_column_is_refused_by_name():
    table = FactTable("t", "表", "t", "A", (text("a", "甲", "a", key=True), text("b", "乙", "b")))
    with pytest.raises(KeyError, match="'c'"):
        table["c"]
    assert [column.name for column in table.key] == ["a"]


@pytest.mark.parametrize("name", ["started", "at_time", "on"])
def test_names_of_moments_and_days_end_as_agreed(name):
    with pytest.raises(ValueError, match=name):
        at(name, "时间", "time")
    with pytest.raises(ValueError, match=name):
        on(name, "日期", "day")


def test_a_table_with_one_moment_may_call_it_at():
    assert at("at", "时间", "time").name == "at"
