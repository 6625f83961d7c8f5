"""When the laboratory began to analyse a sample, by its raw results and by its instruments."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.clock import is_date_only
from jianzhen.rules.terms.fieldwork import is_on_site
from jianzhen.rules.verdict import Table

_OF_THE_SAMPLE = ("sample", "parallel", "spike")
"""Kinds of run that need the sample itself; blanks and standards may well run before it is there."""

RESULTS, RUNS = "results", "analysis_runs"


def in_laboratory(results: Table, analysis_runs: Table) -> tuple[Table, Table]:
    """Raw results and runs that stand for work in the laboratory on a sample, with ``began_at``, ``finished_at``."""
    told = results.filter(results.analysed_from_at.notnull() & ~is_on_site(results))
    runs = analysis_runs.filter(
        analysis_runs.sample_no.notnull()
        & (analysis_runs.kind.isnull() | analysis_runs.kind.isin(_OF_THE_SAMPLE))
        & ~analysis_runs.excluded.fill_null(False)
        & ~is_on_site(analysis_runs)
    )
    told = told.mutate(began_at=told.analysed_from_at, finished_at=told.analysed_to_at)
    return told, runs.mutate(began_at=runs.started_at, finished_at=runs.ended_at)


def first_starts(told: Table, runs: Table) -> Table:
    """Per laboratory and number, as each table spells it, the first start of an analysis.

    A laboratory has ten records to a sample: what is folded and joined is made few before.

    Returns:
        ``began_lab``, ``spelt``, ``timed_at`` (the first start given with its time) and ``bare_at`` (the first of
        which only the day is given).
    """
    return ibis.union(*(_firsts(rows) for rows in (told, runs)))


def _firsts(rows: Table) -> Table:
    bare = is_date_only(rows.began_at)
    return rows.group_by(began_lab=rows.lab_id, spelt=rows.sample_no).aggregate(
        timed_at=rows.began_at.min(where=~bare), bare_at=rows.began_at.min(where=bare)
    )


def records(hits: Table, told: Table, runs: Table) -> Table:
    """The records behind first starts.

    Args:
        hits: ``began_lab``, ``spelt`` and whatever else is to be kept.
        told: Raw results, of ``in_laboratory``.
        runs: Instrument runs, of ``in_laboratory``.

    Returns:
        The columns of ``hits`` with ``began_at``, ``finished_at``, ``parameter``, ``result_row`` and ``run_row`` (one
        of the rows is missing).
    """
    nothing = ibis.null("string")
    return ibis.union(
        _behind(hits, told, result_row=told.row_id, run_row=nothing),
        _behind(hits, runs, result_row=nothing, run_row=runs.row_id),
    )


def _behind(hits: Table, rows: Table, **named: ir.Value) -> Table:
    rows = rows.select("began_at", "finished_at", "parameter", own_lab=rows.lab_id, own_no=rows.sample_no, **named)
    joined = hits.join(rows, [hits.began_lab == rows.own_lab, hits.spelt == rows.own_no])
    return joined.drop("own_lab", "own_no")
