"""Samples that stand for nothing drawn: blanks of the whole procedure, standards, control samples."""

from __future__ import annotations

from ibis.expr import types as ir

from jianzhen.rules.terms.spelling import folded, mentions
from jianzhen.rules.verdict import Table

_KINDS = ("field_blank", "lab_blank", "reference", "curve")
_NAMES = ("空白", "标样", "质控", "标准溶液", "标准样品", "blank", "Blank")


def named_control(name: ir.Value) -> ir.Value:
    """Whether a sample's name says that it is a blank, a standard or a control sample."""
    return mentions(name, _NAMES)


def without_controls(rows: Table, qc_results: Table) -> Table:
    """The samples that are neither called a control nor listed as one among the results of quality control.

    A blank is carried along and opened on site, yet nothing is drawn into it: no run belongs to it.

    Args:
        rows: Samples with ``lab_id``, ``name`` and ``number`` (folded).
        qc_results: Results of quality control; may be empty.
    """
    listed = qc_results.filter(qc_results.kind.isin(_KINDS) & qc_results.sample_no.notnull())
    listed = listed.select(listed_lab=listed.lab_id, listed_no=folded(listed.sample_no)).distinct()
    rows = rows.filter(~named_control(rows.name))
    return rows.anti_join(listed, [rows.lab_id == listed.listed_lab, rows.number == listed.listed_no])


def real(samples: Table, qc_results: Table) -> Table:
    """The rows of the table of samples that are no controls."""
    rows = without_controls(samples.mutate(number=folded(samples.sample_no)), qc_results)
    return rows.select(*samples.columns)
