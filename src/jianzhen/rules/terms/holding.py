"""How long a sample may wait for its analysis: the limit of the method, and the general one for water."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import ibis
from ibis.expr import types as ir

from jianzhen.law.standards import Quantity, StandardNumber, holding_time, standard_numbers
from jianzhen.rules.verdict import Table

_CLAUSE = " ("
_ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class _General:
    """Of one parameter: the number of the general standard, and the widest of all on file."""

    general: StandardNumber | None
    widest: StandardNumber


def limits(asked: Table, methods: Table) -> Table:
    """The limits that hold for each pair of method and parameter.

    The number of the method itself governs; where it has none, or is not on file, the widest of all numbers of the
    parameter does. ``wide_h`` is the wider of the method's and the general number: past it no reading of the
    standards helps.

    Args:
        asked: Pairs ``method_code``, ``parameter_code``, each once; the method may be missing.
        methods: The reference table.

    Returns:
        The pairs with ``own_h``, ``own_standard``, ``own_verified`` (missing without a number of the method),
        ``general_h``, ``general_standard``, ``general_verified`` (water only), all in hours.
    """
    own = _own(methods)
    clause = asked.method_code.find(_CLAUSE)
    rows = asked.mutate(standard_code=ibis.ifelse(clause >= 0, asked.method_code.substr(0, clause), asked.method_code))
    joined = rows.left_join(own, [rows.standard_code == own.method, rows.parameter_code == own.parameter])
    known = joined.own_h.notnull()
    return joined.select(
        rows,
        "own_h",
        "own_standard",
        "own_verified",
        general_h=ibis.ifelse(known, _told(rows, "general", "value"), _told(rows, "widest", "value")),
        general_standard=ibis.ifelse(known, _told(rows, "general", "standard"), _told(rows, "widest", "standard")),
        general_verified=ibis.ifelse(known, _told(rows, "general", "verified"), _told(rows, "widest", "verified")),
    ).drop("standard_code")


def _own(methods: Table) -> Table:
    """One row per method and parameter; of several the one that allows most."""
    told = methods.filter(methods.holding_time_h.notnull())
    return told.group_by(method=told.method_code, parameter=told.parameter_code).aggregate(
        own_h=told.holding_time_h.max(),
        own_standard=told.method.min(),
        own_verified=(told.verified.fill_null("") == _ORIGINAL).all(),
    )


def _told(rows: Table, which: str, what: str) -> ir.Value:
    """One field of the general or the widest number of each row's parameter; missing where there is none."""
    found = {
        parameter: getattr(getattr(numbers, which), what)
        for parameter, numbers in _by_parameter().items()
        if getattr(numbers, which)
    }
    cases = [(rows.parameter_code == parameter, ibis.literal(value)) for parameter, value in found.items()]
    return ibis.cases(*cases, else_=ibis.null(cases[0][1].type()))


@functools.cache
def _by_parameter() -> dict[str, _General]:
    numbers = [one for one in standard_numbers().values() if one.quantity is Quantity.HOLDING_TIME and one.parameter]
    general = {one.parameter: one for one in numbers if not one.methods}
    found: dict[str, _General] = {}
    for parameter in sorted({one.parameter for one in numbers}):
        known = holding_time(parameter)
        if known is not None:
            found[parameter] = _General(general.get(parameter), known.wide)
    return found
