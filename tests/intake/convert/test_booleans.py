"""Yes and no."""

from __future__ import annotations

import pytest

from jianzhen.intake.convert.booleans import parse_boolean


@pytest.mark.parametrize("text", ["是", "TRUE", "y", "１", "Ｙ", "yes"])
def test_yes(text):
    assert parse_boolean(text) == (True, None)


@pytest.mark.parametrize("text", ["否", "False", "N", "0", "no"])
def test_no(text):
    assert parse_boolean(text) == (False, None)


@pytest.mark.parametrize("text", ["2", "maybe", "是否"])
def test_anything_else_is_told(text):
    assert parse_boolean(text).problem.code == "boolean.unreadable"
