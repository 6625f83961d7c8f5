"""Units convert where they measure the same thing, and nowhere else."""

from __future__ import annotations

import math

import pytest

from jianzhen.contract.codes import code_list, conversion_factor, convert, dimension

FACTORS = [
    ("μg/L", "mg/L", 0.001), ("mg/L", "ug/L", 1000), ("mg/m³", "μg/m3", 1000), ("t", "kg", 1000),
    ("m3/s", "m3/h", 3600), ("L/s", "m3/h", 3.6), ("kPa", "Pa", 1000), ("mS/m", "μS/cm", 10), ("h", "min", 60),
    ("MPN/100mL", "MPN/L", 10), ("%", "μmol/mol", 10_000), ("㎎/L", "毫克/升", 1),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "target", "factor"), FACTORS)
def test_conversion(unit, target, factor):
    found = conversion_factor(unit, target)
    assert found is not None
    assert math.isclose(found, factor)
    back = conversion_factor(target, unit)
    assert back is not None
    assert math.isclose(found * back, 1)
    assert convert(2.0, unit, target) == 2.0 * found


@pytest.mark.parametrize(
    ("unit", "target"), [("mg/L", "mg/m3"), ("ppm", "mg/m3"), ("CFU/mL", "MPN/L"), ("mg/L", "斗"), ("", "mg/L")]
)
def test_what_cannot_be_converted_is_not(unit, target):
    assert conversion_factor(unit, target) is None
    assert convert(1.0, unit, target) is None


def test_a_slash_means_without_unit():
    assert code_list("unit").resolve("/") == "无量纲"
    assert dimension("/") == "none"
    assert dimension("斗") is None


def test_every_unit_has_a_factor_and_the_first_of_a_group_is_its_base():
    first: dict[str, float] = {}
    for code in code_list("unit").codes.values():
        assert code.factor is not None
        assert code.factor > 0
        first.setdefault(code.group, code.factor)
    assert set(first.values()) == {1.0}
