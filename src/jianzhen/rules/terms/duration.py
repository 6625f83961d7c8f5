"""The shortest time an analysis takes, from the reference table of methods."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.reading import is_below
from jianzhen.rules.verdict import Table

_CLAUSE = " ("
_ORIGINAL = "original"


def with_minimum(results: Table, methods: Table) -> Table:
    """Rows of results whose method has a shortest duration for the parameter.

    A clause of a standard (``GB/T 5750.12-2023 (4.1)``) has the duration of its own row, else of the standard's.
    A result below the detection limit has the shorter duration of a negative, where the method knows one.

    Args:
        results: Rows with ``method_code``, ``parameter_code`` and the columns of a result's text.
        methods: The reference table.

    Returns:
        The rows with ``minimum_min``, ``minimum_source``, ``minimum_verified`` and ``equilibrates``
        (the duration is that of conditioning a filter, not of the reading).
    """
    known = _known(methods)
    exact = known.select(exact_method=known.method, exact_parameter=known.parameter, exact=known.minimum)
    general = known.view()
    rows = results.mutate(standard_code=_standard(results.method_code))
    joined = rows.left_join(
        exact, [rows.method_code == exact.exact_method, rows.parameter_code == exact.exact_parameter]
    ).join(
        general,
        [
            general.parameter == rows.parameter_code,
            general.method == ibis.ifelse(exact.exact.notnull(), rows.method_code, rows.standard_code),
        ],
    )
    shortest = ibis.ifelse(is_below(rows), general.negative_minimum, general.minimum)
    return joined.select(
        rows,
        minimum_min=shortest,
        minimum_source=general.source,
        minimum_verified=general.verified == _ORIGINAL,
        equilibrates=general.equilibrates,
    )


def _known(methods: Table) -> Table:
    """One row per method and parameter; of several the one that asks least of the laboratory."""
    told = methods.filter(methods.min_duration_min.notnull())
    negative = told.negative_min_duration_min.fill_null(told.min_duration_min)
    return told.group_by(method=told.method_code, parameter=told.parameter_code).aggregate(
        minimum=told.min_duration_min.min(),
        negative_minimum=negative.min(),
        source=told.source.min(),
        verified=told.verified.fill_null("").max(),
        equilibrates=told.equilibration_h.notnull().any(),
    )


def _standard(method: ir.Value) -> ir.Value:
    """A method's code without its clause."""
    clause = method.find(_CLAUSE)
    return ibis.ifelse(clause >= 0, method.substr(0, clause), method)
