"""How unlikely it is that independent measurements give the same numbers."""

from __future__ import annotations

import math

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.reading import written_place
from jianzhen.rules.verdict import Table

_MOST_DIGITS = 5
VALUE = ("kind", "value", "decimals")
"""What makes two reported numbers the same: their kind (parameter and unit), number and the places written."""


def chance_by_digits(value: ir.Value, decimals: ir.Value) -> ir.Value:
    """Chance that two results agree in all digits once they agree in the first: 10^-(k-1) for k digits.

    The first digit is given away because results of one kind of water or gas are alike in size; a number of one
    digit has chance 1 and says nothing.
    """
    size = (value.abs() / written_place(value, decimals)).round()
    steps = [(size < 10.0**digits, ibis.literal(10.0 ** (1 - digits))) for digits in range(1, _MOST_DIGITS)]
    return ibis.cases(*steps, else_=ibis.literal(10.0 ** (1 - _MOST_DIGITS)))


def chances(tokens: Table) -> Table:
    """The chance that an independent report gives a value for its parameter, for every value there is.

    With q the chance by digits, n the number of different surroundings (value before, value after in the report)
    in which the parameter occurs and f in how many of them it has this value: max(q, (f - 2 + q) / n), where
    the two reports that are compared do not count. Counting surroundings instead of reports keeps a report that
    was copied many times from making its own values common.

    Args:
        tokens: Columns ``before`` and ``next_value`` (missing at either end of a report) and those of ``VALUE``.

    Returns:
        Columns ``chance`` and those of ``VALUE``, one row per value.
    """
    different = tokens.select(*VALUE, "before", "next_value").distinct()
    values = different.group_by(*VALUE).aggregate(f=different.count())
    kinds = different.group_by("kind").aggregate(n=different.count())
    joined = values.join(kinds, "kind")
    by_digits = chance_by_digits(values.value, values.decimals)
    observed = (values.f - 2 + by_digits) / kinds.n
    return joined.select(*(values[name] for name in VALUE), chance=ibis.greatest(by_digits, observed))


def choices(total: ir.Value, chosen: ir.Value) -> ir.Value:
    """Upper bound of log10 of the ways to choose that many out of the total: C(n, u) <= (e n / u)^u."""
    fewer = ibis.least(chosen, total - chosen).cast("float64")
    bound = fewer * (total.cast("float64") / ibis.greatest(fewer, 1.0) * math.e).log10()
    return ibis.ifelse(fewer > 0, bound, 0.0)
