"""Units of measure inside a query: numbers of one dimension made comparable."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.contract.codes import Code, code_list


def conversion(unit: ir.Value, target: ir.Value) -> ir.Value:
    """What a number in ``unit`` is multiplied with to be in ``target``; missing where that cannot be.

    Both are canonical unit codes. Units that no list knows convert only into themselves.
    """
    same = ibis.literal(1.0)
    convertible = _dimension(unit) == _dimension(target)
    factor = ibis.ifelse(convertible, _factor(unit) / _factor(target), ibis.null("float64"))
    return ibis.ifelse(unit == target, same, factor)


def _factor(unit: ir.Value) -> ir.Value:
    known = [(unit == code.code, ibis.literal(code.factor)) for code in _convertible()]
    return ibis.cases(*known, else_=ibis.null("float64"))


def _dimension(unit: ir.Value) -> ir.Value:
    known = [(unit == code.code, ibis.literal(code.group)) for code in _convertible()]
    return ibis.cases(*known, else_=ibis.null("string"))


def _convertible() -> list[Code]:
    return [code for code in code_list("unit").codes.values() if code.factor is not None and code.group]
