"""Formulas that repeat a cell are followed, others are not computed."""

from __future__ import annotations

import pytest

from jianzhen.intake.formats.cells.formulas import Address, follow, referred


@pytest.mark.parametrize(
    ("formula", "address"),
    [
        ("=A1", Address("S", 0, 0)),
        ("='2'!C8", Address("2", 7, 2)),
        ("=页2!$C$8", Address("页2", 7, 2)),
        ("='it''s'!AA10", Address("it's", 9, 26)),
    ],
)
def test_a_reference_names_its_cell(formula: str, address: Address) -> None:
    assert referred(formula, "S") == address


@pytest.mark.parametrize("formula", ["=A1+1", "=SUM(A1)", "=A1:B2", "=1", '="x"', "=A0", "={}", "=[1]S!A1+B2"])
def test_a_computation_is_no_reference(formula: str) -> None:
    assert referred(formula, "S") is None


def test_chains_are_followed_and_circles_end() -> None:
    one, two, three = (Address("S", 0, n) for n in range(3))
    assert follow(one, {one: "=B1", two: "=C1"}) == three
    assert follow(one, {one: "=B1", two: "=A1"}) is None
    assert follow(one, {one: "=B1", two: "=B1*2"}) is None
