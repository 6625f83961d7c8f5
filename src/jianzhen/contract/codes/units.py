"""Units of measure: which can be converted into which, and by what factor."""

from __future__ import annotations

from jianzhen.contract.codes.loading import code_list


def dimension(unit: str) -> str | None:
    """Return what the unit measures (``mass concentration in water`` ...), None if the unit is unknown."""
    units = code_list("unit")
    code = units.resolve(unit)
    return units.codes[code].group if code else None


def convert(value: float, unit: str, target: str) -> float | None:
    """Convert a value; None where one of the units is unknown or they do not measure the same thing."""
    factor = conversion_factor(unit, target)
    return None if factor is None else value * factor


def conversion_factor(unit: str, target: str) -> float | None:
    """Return what to multiply a value in ``unit`` with to have it in ``target``; None if that cannot be."""
    units = code_list("unit")
    here, there = (units.resolve(one) for one in (unit, target))
    if here is None or there is None:
        return None
    if here == there:
        return 1.0
    a, b = units.codes[here], units.codes[there]
    if a.group != b.group or a.factor is None or b.factor is None:
        return None
    return a.factor / b.factor
