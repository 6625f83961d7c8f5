"""Lines of reports in their order, as numbers: what is sorted and compared many times."""

from __future__ import annotations

import ibis

from jianzhen.rules.terms.surprise import VALUE
from jianzhen.rules.verdict import Table

PLACED = (*VALUE, "turn")
"""A value with its place in a report."""

FOLLOWING = {name: f"next_{name}" for name in PLACED}
UNKNOWN = 0
"""Kind of a number whose parameter or unit nobody knows; it is equal to nothing."""


def numbered_reports(lines: Table) -> Table:
    """Every report with a number of its own: what is sorted and compared many times is worth a join."""
    reports = lines.select("lab_id", "report_no").distinct()
    return reports.mutate(report=ibis.row_number().over(order_by=[reports.lab_id + "|" + reports.report_no]))


def numbered_kinds(lines: Table) -> Table:
    """Every parameter in every unit with a number of its own."""
    kinds = lines.select("parameter_code", "unit_code").distinct().drop_null()
    order = [kinds.parameter_code, kinds.unit_code]
    return kinds.mutate(kind=ibis.row_number().over(order_by=order) + UNKNOWN + 1)


def turned(tokens: Table) -> Table:
    """Lines with their ``turn`` among all of their parameter and unit in the report."""
    among = ibis.window(group_by=["report", "kind"], order_by=[tokens.line, tokens.line_row])
    return tokens.mutate(turn=ibis.row_number().over(among))


def neighbours(tokens: Table) -> Table:
    """The telling numbers of each report, each with its turn, the one before it and the one after.

    Numbers only: there are millions of them, and they are sorted, grouped and joined.
    """
    rows = turned(tokens).select("report", *PLACED, "telling")
    rows = rows.filter(rows.telling).drop("telling")
    order = ibis.window(group_by="report", order_by=["kind", "turn"])
    following = {there: rows[here].lead().over(order) for here, there in FOLLOWING.items()}
    return rows.mutate(before=rows.value.lag().over(order), **following)
