"""What a permit asks to be monitored: items under one name, and the periods in which each is due."""

from __future__ import annotations

import functools

import ibis
from ibis.expr import types as ir

from jianzhen.contract.codes import code_list
from jianzhen.rules.terms.annex import FIELD_CONDITIONS, GROUPS, is_listed
from jianzhen.rules.terms.issue import day_of
from jianzhen.rules.verdict import Table

_HYDROCARBONS = {"挥发性有机物": "a24088"}
"""Permits ask for volatile organic compounds and mean non-methane hydrocarbons."""
_GAS, _COMPOUNDS = "(气)", "及其化合物"
_PERIODS = ((12, 1), (6, 2), (4, 3), (3, 4), (2, 6), (1, 12))
"""Times a year, and the months of a period in which the item is due once."""
YEAR = 12


def item_of(code: ir.Value) -> ir.Value:
    """One code for an item that permits and reports name differently: in gas and in water, with its compounds."""
    return ibis.cases(*((code == one, ibis.literal(other)) for one, other in _twins().items()), else_=code)


@functools.cache
def _twins() -> dict[str, str]:
    listed = code_list("parameter")
    twins = dict(_HYDROCARBONS)
    for code, title in listed.titles.items():
        bare = title.zh.removesuffix(_GAS).removesuffix(_COMPOUNDS)
        plain = listed.resolve(bare) or listed.resolve(f"总{bare}")
        if bare != title.zh and plain and plain != code:
            twins[code] = plain
    return twins


def month_of(moment: ir.Value) -> ir.Value:
    """Months since the year 0, so that periods are whole quotients."""
    return moment.year().cast("int64") * YEAR + moment.month().cast("int64") - 1


def first_day(month: ir.Value) -> ir.Value:
    """Midnight of the first day of a month, from ``month_of``."""
    year = (month / YEAR).floor().cast("int64")
    return ibis.date(year.cast("int32"), (month - year * YEAR + 1).cast("int32"), ibis.literal(1, "int32")).cast(
        "timestamp"
    )


def period_of(month: ir.Value, months: ir.Value) -> ir.Value:
    """Which period of so many months a month lies in."""
    return (month / months).floor().cast("int64")


def obligations(permit_limits: Table) -> Table:
    """One row per outlet and item that a permit asks for, with ``months``, the length of its periods.

    ``from_month`` is the first month wholly within the permit, ``until_month`` the first that is not any more.
    ``clear`` is false where the name may stand for several items; ``months`` is missing without a frequency.
    """
    rows = permit_limits.filter(~permit_limits.parameter_code.isin(FIELD_CONDITIONS).fill_null(False))
    often = [(rows.times_per_year >= times, ibis.literal(months)) for times, months in _PERIODS]
    begins = day_of(rows.valid_from_on)
    return rows.select(
        place=rows.outlet_id,
        item=item_of(rows.parameter_code),
        asked=rows.parameter,
        times=rows.times_per_year,
        months=ibis.cases(*often, else_=ibis.null("int64")).cast("int64"),
        clear=is_listed(rows.parameter_code) & ~rows.parameter_code.isin(GROUPS),
        from_month=month_of(begins) + ibis.ifelse(begins.day() > 1, 1, 0),
        until_month=month_of(day_of(rows.valid_to_on) + ibis.interval(days=1)),
        permit_row=rows.row_id,
    )
