"""The day a report was issued, and by whose certificates it is to be judged."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.verdict import Table


def originals(reports: Table) -> Table:
    """The originals of all reports; of a report that has only copies on record, the copies.

    A copy may be printed long after the day of issue.
    """
    rank = ibis.ifelse((reports.copy == "original").fill_null(False), 0, 1)
    ranked = reports.mutate(copy_rank=rank)
    best = ranked.group_by("lab_id", "report_no").mutate(best_rank=ranked.copy_rank.min())
    return best.filter(best.copy_rank == best.best_rank).drop("copy_rank", "best_rank")


def day_of(moment: ir.Value) -> ir.Value:
    """The calendar day of a moment, as a timestamp at midnight; dates may be given too."""
    return moment.cast("timestamp").truncate("D")


def holds_on(day: ir.Value, from_on: ir.Value, to_on: ir.Value) -> ir.Value:
    """Whether a day lies between two dates, both included; an open end never ends."""
    return (day_of(from_on) <= day) & (to_on.isnull() | (day <= day_of(to_on)))
