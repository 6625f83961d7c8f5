"""Samples as the laboratory got them: real ones only, with what makes a number point to no single sample."""

from __future__ import annotations

from jianzhen.rules.terms.controls import without_controls
from jianzhen.rules.terms.matching import with_match
from jianzhen.rules.terms.numbering import given_twice
from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.verdict import Table

_LABELS = ("lab_id", "number")


def specimens(samples: Table, qc_results: Table, report_results: Table) -> Table:
    """Samples that are no blank, standard or control sample.

    Returns:
        The columns of ``samples`` with ``number`` (folded), ``visit`` (the sampling event, else the sample itself) and
        ``ambiguous``: the number stands for several samples, in the register or on reports.
    """
    rows = samples.mutate(number=folded(samples.sample_no), visit=samples.event_id.fill_null(samples.sample_no))
    rows = without_controls(rows, qc_results)
    keys = {name: name for name in _LABELS}
    rows = with_match(rows, given_twice(report_results), keys, "on_two_reports")
    bearers = rows.count().over(group_by=[rows[name] for name in _LABELS])
    return rows.mutate(ambiguous=(bearers > 1) | rows.on_two_reports).drop("on_two_reports")
