"""Counts of what was judged where most things need no looking at."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.verdict import Table


def with_all_others(told: Table, things: Table, subject: ir.Value) -> Table:
    """Counts of ``units`` for some things, made those of all things: the others are judged.

    Args:
        told: Counts by ``subject`` and ``reason``, of some of the things.
        things: All of them, one row each.
        subject: Whom each belongs to, a column of ``things`` without gaps.
    """
    return with_others_counted(told, things.group_by(whose=subject).aggregate(in_all=things.count()))


def with_others_counted(told: Table, of_all: Table) -> Table:
    """As ``with_all_others`` where the things are counted already.

    Args:
        told: Counts by ``subject`` and ``reason``, of some of the things.
        of_all: ``whose`` and ``in_all``, how many things each subject has in all.
    """
    of_some = told.group_by(whose=told.subject).aggregate(some=told.n.sum())
    joined = of_all.left_join(of_some, of_all.whose == of_some.whose)
    others = joined.select(
        subject=of_all.whose,
        reason=ibis.literal(""),
        n=(of_all.in_all - of_some.some.fill_null(0)).cast("int64"),
    )
    both = ibis.union(told, others)
    counted = both.group_by("subject", "reason").aggregate(n=both.n.sum())
    return counted.filter(counted.n > 0)
