"""How long sampling took by each of the records that tell: the samples, the instrument, the camera, the crew.

Every function returns one row per comparison: ``event_id``, ``basis``, ``about`` (the parameter, or empty),
``claimed_min`` and ``actual_min`` (minutes) and ``known`` (false: the other record is there but incomplete).
"""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.clock import earlier, is_date_only, later, minutes
from jianzhen.rules.terms.spans import covered, meetings
from jianzhen.rules.terms.whereabouts import UNATTENDED
from jianzhen.rules.verdict import Table

MEMORY, VIDEO, SIGNED, STANDARD = "memory", "video", "sign_in", "standard"
AROUND = ibis.interval(minutes=15)
"""People come before the first draw and leave after the last."""


def by_memory(claims: Table, readings: Table) -> Table:
    """Per event and parameter, the runs in the field instrument's memory against the samples."""
    number = [readings.record_no, readings.row_id]
    turn = ibis.window(group_by=readings.instrument_id, order_by=number)
    before, after = readings.record_no.lag().over(turn), readings.record_no.lead().over(turn)
    gap = (readings.record_no - before > 1).fill_null(False) | (after - readings.record_no > 1).fill_null(False)
    timed = (readings.ended_at >= readings.started_at).fill_null(False)
    rows = readings.mutate(whole=timed & ~gap)
    rows = rows.filter(rows.event_id.notnull() & rows.parameter_code.notnull())
    keys = ["event_id", "parameter_code"]
    known = rows.group_by(keys).aggregate(known=rows.whole.all())
    stored = covered(rows, keys, "started_at", "ended_at").drop("spans")
    known = known.select(known_event="event_id", about="parameter_code", known="known")
    joined = claims.join(known, claims.event_id == known.known_event)
    held = (";" + joined.parameters_code + ";").contains(";" + joined.about + ";")
    claimed = covered(joined.filter(held), ["event_id", "about", "known"], "drawn_from", "drawn_to", "sample_row")
    stored = stored.rename(stored_event="event_id", actual_min="covered_min")
    both = claimed.join(stored, [claimed.event_id == stored.stored_event, claimed.about == stored.parameter_code])
    return _compared(both, MEMORY, both.about, both.covered_min, both.actual_min.fill_null(0.0), both.known)


def by_video(claims: Table, events: Table, presence: Table) -> Table:
    """Per event, the time in which people were seen at the outlet against the samples."""
    attended = events.filter(~events.category.isin(UNATTENDED))
    rows = seen(claims, attended, presence)
    gaps = rows.group_by("event_id").aggregate(
        known=(rows.kind != "camera_gap").all(), people=(rows.kind == "person").any()
    )
    people = rows.filter(rows.kind == "person").mutate(
        cut_from=later(rows.from_at, rows.start), cut_to=earlier(rows.to_at, rows.end)
    )
    actual = covered(people, ["event_id"], "cut_from", "cut_to").select("event_id", actual_min="covered_min")
    both = _union(claims).join(actual, "event_id").join(gaps, "event_id")
    return _compared(both, VIDEO, ibis.literal(""), both.covered_min, both.actual_min, both.known & both.people)


def seen(claims: Table, events: Table, presence: Table) -> Table:
    """What camera and gate recorded at an event's outlet around its draws."""
    times = claims.group_by("event_id").aggregate(
        start=claims.drawn_from.min() - AROUND, end=claims.drawn_to.max() + AROUND
    )
    windows = events.filter(events.outlet_id.notnull()).select("event_id", "outlet_id").join(times, "event_id")
    return meetings(windows, presence.select("place_id", "kind", "from_at", "to_at", "row_id"), "outlet_id", "place_id")


def by_signature(claims: Table, crew: Table) -> Table:
    """Per event, the time from the first sign-in to the last sign-out against the samples."""
    own = crew.filter(~crew.client_staff.fill_null(False))
    punched = own.signed_in_at.notnull() & own.signed_out_at.notnull()
    own = own.filter(punched & ~is_date_only(own.signed_in_at) & ~is_date_only(own.signed_out_at))
    stay = own.group_by("event_id").aggregate(came=own.signed_in_at.min(), left=own.signed_out_at.max())
    both = _union(claims).join(stay, "event_id")
    actual = minutes(both.came, both["left"])
    return _compared(both.filter(actual >= 0), SIGNED, ibis.literal(""), both.covered_min, actual, ibis.literal(True))


def by_standard(claims: Table, events: Table, hour: float, count: float) -> Table:
    """Per event of stack gas and set of parameters, one hour or enough samples against the record."""
    gas = events.filter(events.category == "exhaust").select("event_id")
    rows = claims.filter(claims.parameters_code.notnull()).join(gas, "event_id")
    keys = ["event_id", "parameters_code"]
    number = rows.group_by(keys).aggregate(draws=rows.drawn_from.nunique())
    both = covered(rows, keys, "drawn_from", "drawn_to", "sample_row").join(number, keys)
    due = ibis.ifelse(both.draws >= count, ibis.least(both.covered_min, ibis.literal(float(hour))), float(hour))
    due = ibis.greatest(due, ibis.literal(1e-6))
    return _compared(both, STANDARD, both.parameters_code, due, both.covered_min, ibis.literal(True))


def _union(claims: Table) -> Table:
    """Minutes covered by all samples of an event together."""
    return covered(claims, ["event_id"], "drawn_from", "drawn_to", "sample_row").drop("spans")


def _compared(rows: Table, basis: str, about: ir.Value, claimed: ir.Value, actual: ir.Value, known: ir.Value) -> Table:
    return rows.select(
        "event_id", basis=ibis.literal(basis), about=about, claimed_min=claimed, actual_min=actual, known=known
    )
