"""When and where a numbered sample was taken, by its own record and that of its sampling event."""

from __future__ import annotations

from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.verdict import Table


def collections(samples: Table, sampling_events: Table) -> Table:
    """One row per sample; its own times come before those of its event.

    Returns:
        ``lab_id``, ``number`` (folded), ``sample_no``, ``event_id``, ``outlet_id``, ``site_name``, ``category``,
        ``collected_from_at``, ``collected_to_at``, ``sample_row`` and ``event_row`` (missing without event).
    """
    joined = samples.left_join(sampling_events, samples.event_id == sampling_events.event_id)
    return joined.select(
        lab_id=samples.lab_id,
        number=folded(samples.sample_no),
        sample_no=samples.sample_no,
        name=samples.name,
        event_id=samples.event_id,
        outlet_id=sampling_events.outlet_id,
        site_name=sampling_events.site_name,
        category=sampling_events.category,
        collected_from_at=samples.collected_from_at.fill_null(sampling_events.started_at),
        # A sample with a start of its own must not borrow the end of a longer event.
        collected_to_at=samples.collected_to_at.fill_null(samples.collected_from_at).fill_null(
            sampling_events.ended_at
        ),
        sample_row=samples.row_id,
        event_row=sampling_events.row_id,
    )


def unmistakable(taken: Table) -> Table:
    """Only the samples whose number no other sample of the laboratory has, so that a number finds one row at most."""
    bearers = taken.count().over(group_by=[taken.lab_id, taken.number])
    return taken.mutate(bearers=bearers).filter(lambda table: table.bearers == 1).drop("bearers")
