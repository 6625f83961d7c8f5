"""Samples with the spans in which they were drawn."""

from __future__ import annotations

from jianzhen.rules.terms.clock import is_date_only
from jianzhen.rules.verdict import Table


def drawn(samples: Table) -> Table:
    """Samples of known events whose times say more than the day and are in order.

    Returns:
        ``event_id``, ``lab_id``, ``sample_no``, ``parameters_code``, ``drawn_from``, ``drawn_to`` (the same moment
        when no end is given) and ``sample_row``.
    """
    from_at = samples.collected_from_at
    to_at = samples.collected_to_at.fill_null(from_at)
    known = samples.event_id.notnull() & from_at.notnull()
    rows = samples.filter(known & ~(is_date_only(from_at) & is_date_only(to_at)) & (to_at >= from_at))
    return rows.select(
        "event_id", "lab_id", "sample_no", "parameters_code", drawn_from=from_at, drawn_to=to_at, sample_row="row_id"
    )
