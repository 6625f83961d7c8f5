"""Method standards inside a query: the standard without its clause, its number without the year, its successor."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.issue import day_of
from jianzhen.rules.verdict import Table

_YEAR = 5
"""Characters of ``-2017``."""
_DATED = "[0-9]-[0-9][0-9][0-9][0-9]$"


def standard(method_code: ir.Value) -> ir.Value:
    """The standard of a method in normal form: no clause, compulsory and recommended alike (``GB 11893-1989``)."""
    cut = method_code.find(" (")
    bare = ibis.ifelse(cut >= 0, method_code.substr(0, ibis.greatest(cut, 0)), method_code)
    return bare.replace("/T", "")


def is_dated(key: ir.Value) -> ir.Value:
    """Whether a standard, from ``standard``, has number and year; names of books and house methods have not."""
    return key.re_search(_DATED).fill_null(False)


def number_of(key: ir.Value) -> ir.Value:
    """The number without the year, the same for all editions; missing where there is no year."""
    return ibis.ifelse(is_dated(key), key.substr(0, ibis.greatest(key.length() - _YEAR, 0)), ibis.null("string"))


def editions(methods: Table) -> Table:
    """One row per standard of the reference table: ``edition``, ``in_force_on`` and ``next_edition``, if known."""
    rows = methods.mutate(edition=standard(methods.method_code), following=standard(methods.replaced_by_code))
    rows = rows.filter(rows.edition.notnull())
    return rows.group_by("edition").aggregate(
        in_force_on=day_of(rows.valid_from_on.min()), next_edition=rows.following.min()
    )
