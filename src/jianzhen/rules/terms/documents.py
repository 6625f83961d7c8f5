"""Reports as documents: one row per report whatever its copies, and which of two replaces the other."""

from __future__ import annotations

from ibis.expr import types as ir

from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.verdict import Table


def issued(reports: Table) -> Table:
    """One row per laboratory and report number; original and copy are one report.

    Returns:
        ``lab_id``, ``report_no``, ``client_id``, ``category``, ``issued_at`` (the later of the copies),
        ``replaces`` (folded), ``subcontractor_id`` and ``report_rows`` (row ids of all copies).
    """
    return reports.group_by("lab_id", "report_no").aggregate(
        client_id=reports.client_id.min(),
        category=reports.category.min(),
        issued_at=reports.issued_at.max(),
        replaces=folded(reports.replaces).max(),
        subcontractor_id=reports.subcontractor_id.max(),
        report_rows=reports.row_id.collect(),
    )


def is_reissue(
    first_no: ir.Value, first_replaces: ir.Value, second_no: ir.Value, second_replaces: ir.Value
) -> ir.Value:
    """Whether one of two reports takes the other's place, or both take the place of a third.

    Numbers and ``replaces`` are compared folded; ``replaces`` may be missing.
    """
    first = (first_replaces == folded(second_no)).fill_null(False)
    second = (second_replaces == folded(first_no)).fill_null(False)
    return first | second | (first_replaces == second_replaces).fill_null(False)


def without_superseded(lines: Table, reports: Table) -> Table:
    """Lines of reports that no later report replaces; a corrected report answers for both."""
    later = reports.filter(reports.replaces.notnull())
    replaced = later.select(replaced_lab=later.lab_id, replaced_no=folded(later.replaces)).distinct()
    return lines.anti_join(
        replaced, [lines.lab_id == replaced.replaced_lab, folded(lines.report_no) == replaced.replaced_no]
    )
