"""Reports as documents: one row per report whatever its copies, and which of two replaces the other."""

from __future__ import annotations

from ibis.expr import types as ir

from jianzhen.rules.terms.once import throughout
from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.verdict import Table


def issued(reports: Table) -> Table:
    """One row per laboratory and report number; original and copy are one report.

    Returns:
        ``lab_id``, ``report_no``, ``folded_no``, ``client_id``, ``category``, ``issued_at`` (the later of the copies),
        ``replaces`` (folded), ``subcontractor_id`` and ``report_rows`` (row ids of all copies).
    """
    documents = reports.group_by("lab_id", "report_no").aggregate(
        client_id=reports.client_id.min(),
        category=reports.category.min(),
        issued_at=reports.issued_at.max(),
        replaces=reports.replaces.max(),
        subcontractor_id=reports.subcontractor_id.max(),
        report_rows=reports.row_id.collect(),
    )
    return throughout(documents.mutate(folded_no=folded(documents.report_no), replaces=folded(documents.replaces)))


def is_reissue(first: Table, second: Table) -> ir.Value:
    """Whether one of two reports takes the other's place, or both take the place of a third.

    Both tables hold ``folded_no`` and ``replaces`` of ``issued``; ``replaces`` may be missing.
    """
    takes_second = (first.replaces == second.folded_no).fill_null(False)
    takes_first = (second.replaces == first.folded_no).fill_null(False)
    return takes_second | takes_first | (first.replaces == second.replaces).fill_null(False)


def without_superseded(lines: Table, documents: Table) -> Table:
    """Lines of reports that no later report replaces; a corrected report answers for both.

    Args:
        lines: Lines of reports.
        documents: The reports, from ``issued``.
    """
    later = documents.filter(documents.replaces.notnull()).view()
    replaced = documents.semi_join(later, [documents.lab_id == later.lab_id, documents.folded_no == later.replaces])
    replaced = replaced.select(replaced_lab=replaced.lab_id, replaced_no=replaced.report_no)
    return lines.anti_join(replaced, [lines.lab_id == replaced.replaced_lab, lines.report_no == replaced.replaced_no])
