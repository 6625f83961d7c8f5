"""Samples as the laboratory got them: real ones only, with what makes a number point to no single sample."""

from __future__ import annotations

from jianzhen.rules.terms.matching import with_match
from jianzhen.rules.terms.numbering import given_twice
from jianzhen.rules.terms.spelling import folded, mentions
from jianzhen.rules.verdict import Table

_QC_KINDS = ("field_blank", "lab_blank", "reference", "curve")
_QC_NAMES = ("空白", "标样", "质控", "标准溶液", "标准样品", "blank", "Blank")
_LABELS = ("lab_id", "number")


def specimens(samples: Table, qc_results: Table, report_results: Table) -> Table:
    """Samples that are no blank, standard or control sample.

    Returns:
        The columns of ``samples`` with ``number`` (folded), ``visit`` (the sampling event, else the sample itself) and
        ``ambiguous``: the number stands for several samples, in the register or on reports.
    """
    blanks = qc_results.filter(qc_results.kind.isin(_QC_KINDS) & qc_results.sample_no.notnull())
    blanks = blanks.select(blank_lab=blanks.lab_id, blank_no=folded(blanks.sample_no)).distinct()
    rows = samples.filter(~mentions(samples.name, _QC_NAMES))
    rows = rows.mutate(number=folded(rows.sample_no), visit=rows.event_id.fill_null(rows.sample_no))
    rows = rows.anti_join(blanks, [rows.lab_id == blanks.blank_lab, rows.number == blanks.blank_no])
    keys = {name: name for name in _LABELS}
    rows = with_match(rows, given_twice(report_results), keys, "on_two_reports")
    bearers = rows.count().over(group_by=[rows[name] for name in _LABELS])
    return rows.mutate(ambiguous=(bearers > 1) | rows.on_two_reports).drop("on_two_reports")
