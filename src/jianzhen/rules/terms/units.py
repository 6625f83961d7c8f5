"""Units of measure inside a query: numbers of one dimension made comparable."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.contract.codes import Code, code_list
from jianzhen.rules.verdict import Table


def with_unit_size(results: Table) -> Table:
    """Rows with ``unit_kind``, the dimension of their unit, and ``unit_size``, the unit in the dimension's first one.

    Both are missing for a unit that no list knows.
    """
    units = _convertible()
    kinds = [(results.unit_code == unit.code, ibis.literal(unit.group)) for unit in units]
    sizes = [(results.unit_code == unit.code, ibis.literal(unit.factor)) for unit in units]
    return results.mutate(
        unit_kind=ibis.cases(*kinds, else_=ibis.null("string")),
        unit_size=ibis.cases(*sizes, else_=ibis.null("float64")),
    )


def conversion(here: Table, there: Table) -> ir.Value:
    """What a number of ``here`` is multiplied with to be in the unit of ``there``; missing where that cannot be.

    Both tables come from ``with_unit_size``. Units that no list knows convert only into themselves.
    """
    factor = ibis.ifelse(here.unit_kind == there.unit_kind, here.unit_size / there.unit_size, ibis.null("float64"))
    return ibis.ifelse(here.unit_code == there.unit_code, 1.0, factor)


def _convertible() -> list[Code]:
    return [code for code in code_list("unit").codes.values() if code.factor is not None and code.group]
