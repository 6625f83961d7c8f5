"""Spans of time: how much a set of them covers, and buckets in which they meet by equality."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.clock import DAY, MINUTE, epoch
from jianzhen.rules.verdict import Table

_WEEK = 7


def covered(
    rows: Table,
    by: Sequence[str],
    start: str = "start",
    end: str = "end",
    tie: str = "row_id",
    **also: Callable[[Table], ir.Value],
) -> Table:
    """What the union of each group's spans covers; spans that overlap count once.

    Args:
        rows: One row per span; a span that ends before it begins covers nothing.
        by: Columns that make a group.
        start: Column with the beginning of the span.
        end: Column with its end.
        tie: Column that orders spans of the same times.
        also: What else to work out per group, from its rows.

    Returns:
        Columns ``by``, ``covered_min`` (minutes) and those of ``also``.
    """
    keyed = rows.mutate(span_from=epoch(rows[start]), span_to=epoch(rows[end]))
    before = ibis.window(group_by=list(by), order_by=[keyed.span_from, keyed.span_to, keyed[tie]], preceding=(None, 1))
    reached = keyed.mutate(reached=keyed.span_to.max().over(before))
    fresh = reached.span_to - ibis.greatest(reached.span_from, reached.reached.fill_null(reached.span_from))
    marked = reached.mutate(fresh=fresh.clip(lower=0.0))
    return marked.group_by(list(by)).aggregate(
        covered_min=marked.fresh.sum() / MINUTE, **{name: work(marked) for name, work in also.items()}
    )


def bucket(moment: ir.Value, days: int = 1) -> ir.Value:
    """Whole spans of ``days`` since 1970."""
    return (epoch(moment) / (DAY * days)).floor().cast("int64")


def lasting(start: ir.Value, end: ir.Value, days: int) -> ir.Value:
    """Whether a span is no longer than so many days."""
    return epoch(end) - epoch(start) <= DAY * days


def bucketed(rows: Table, start: str, end: str, *, into: str, days: int = 1) -> Table:
    """Repeat every row for each of the at most two buckets it touches, in a column ``into``.

    A join of spans needs an equality, or it compares everything with everything. Spans longer
    than ``days`` may touch more than two buckets and must be left out or joined otherwise.
    """
    first, last = bucket(rows[start], days), bucket(rows[end], days)
    touched = ibis.ifelse(first == last, ibis.array([first]), ibis.array([first, last]))
    return rows.mutate(**{into: touched.unnest()})


def meetings(first: Table, second: Table, own: str, other: str) -> Table:
    """Pairs of spans of the same key that overlap; spans that only touch do not.

    Args:
        first: Spans ``start`` to ``end`` of at most a week each.
        second: Spans ``from_at`` to ``to_at`` of any length; no other column may have a name of ``first``.
        own: Key column of ``first``.
        other: Key column of ``second``.

    Returns:
        All columns of both.
    """
    brief = lasting(second.from_at, second.to_at, _WEEK)
    left = bucketed(first, "start", "end", into="own_week", days=_WEEK)
    right = bucketed(second.filter(brief), "from_at", "to_at", into="other_week", days=_WEEK)
    long = second.filter(~brief)
    near = left.join(right, [left[own] == right[other], left.own_week == right.other_week]).drop(
        "own_week", "other_week"
    )
    far = first.join(long, first[own] == long[other])
    parts = (pairs.filter((pairs.from_at < pairs.end) & (pairs.start < pairs.to_at)) for pairs in (near, far))
    return ibis.union(*parts, distinct=True)
