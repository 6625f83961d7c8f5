"""How long sampling took by each of the records that tell: the samples, the instrument, the camera, the crew.

Every comparison is one row: ``event_id``, ``basis``, ``about`` (the parameter, or empty), ``claimed_min`` and
``actual_min`` (minutes), ``known`` (false: the other record is there but incomplete) and ``rows``, the row ids of
the other record (array).
"""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.clock import earlier, is_date_only, later, minutes
from jianzhen.rules.terms.spans import covered
from jianzhen.rules.terms.whereabouts import UNATTENDED
from jianzhen.rules.verdict import Table

MEMORY, VIDEO, SIGNED, STANDARD = "memory", "video", "sign_in", "standard"
PUMPED = ("exhaust", "fugitive", "ambient")
"""Categories of samples that an instrument draws or reads for as long as it runs."""

AROUND = ibis.interval(minutes=15)
"""People come before the first draw and leave after the last."""


def total(claims: Table) -> Table:
    """Per event the minutes that all its samples cover, ``first_at``, ``last_at`` and ``sample_rows`` (array)."""
    return covered(
        claims, ["event_id"], "drawn_from", "drawn_to", "sample_row",
        first_at=lambda rows: rows.drawn_from.min(),
        last_at=lambda rows: rows.drawn_to.max(),
        sample_rows=lambda rows: rows.sample_row.collect(),
    )  # fmt: skip


def by_memory(claims: Table, events: Table, readings: Table) -> Table:
    """Per event of gas and parameter, the runs in the field instrument's memory against the samples.

    Only a pump's or an analyser's run says how long was sampled: a meter held into a bucket of water reads its value
    in a minute, however long the bottles take to fill.
    """
    gas = events.filter(events.category.isin(PUMPED)).select("event_id")
    claims = claims.join(gas, "event_id")
    turn = ibis.window(group_by=readings.instrument_id, order_by=[readings.record_no, readings.row_id])
    before, after = readings.record_no.lag().over(turn), readings.record_no.lead().over(turn)
    gap = (readings.record_no - before > 1).fill_null(False) | (after - readings.record_no > 1).fill_null(False)
    timed = (readings.ended_at >= readings.started_at).fill_null(False)
    rows = readings.mutate(whole=timed & ~gap)
    rows = rows.filter(rows.event_id.notnull() & rows.parameter_code.notnull())
    rows = rows.select("started_at", "ended_at", "whole", "row_id", run_event="event_id", about="parameter_code")
    stored = covered(
        rows, ["run_event", "about"], "started_at", "ended_at",
        whole=lambda runs: runs.whole.all(),
        reading_rows=lambda runs: runs.row_id.collect(),
    ).rename(stored_min="covered_min")  # fmt: skip
    joined = claims.join(stored, claims.event_id == stored.run_event)
    held = (";" + joined.parameters_code + ";").contains(";" + joined.about + ";")
    told = covered(
        joined.filter(held), ["event_id", "about"], "drawn_from", "drawn_to", "sample_row",
        actual=lambda drawn: drawn.stored_min.max().fill_null(0.0),
        whole=lambda drawn: drawn.whole.all(),
        reading_rows=lambda drawn: drawn.reading_rows.max(),
    )  # fmt: skip
    return _compared(told, MEMORY, told.about, told.covered_min, told.actual, told.whole, told.reading_rows)


def by_video(claimed: Table, events: Table, presence: Table) -> Table:
    """Per event, the time in which people were seen at the outlet against the samples."""
    attended = events.filter(~events.category.isin(UNATTENDED) & events.outlet_id.notnull())
    windows = claimed.join(attended.select("event_id", "outlet_id"), "event_id")
    windows = windows.select(
        "event_id", "outlet_id", "covered_min", start=windows.first_at - AROUND, end=windows.last_at + AROUND
    )
    seen = presence.select("place_id", "kind", "from_at", "to_at", "row_id")
    rows = windows.join(seen, windows.outlet_id == seen.place_id)
    rows = rows.filter((rows.from_at < rows.end) & (rows.start < rows.to_at))
    person, cut_from = rows.kind == "person", later(rows.from_at, rows.start)
    rows = rows.mutate(
        person=person,
        cut_from=cut_from,
        # Only people cover time; doors and gaps stay for what they say otherwise.
        cut_to=ibis.ifelse(person, earlier(rows.to_at, rows.end), cut_from),
    )
    told = covered(
        rows.rename(claim="covered_min"), ["event_id"], "cut_from", "cut_to",
        claim=lambda told: told.claim.max(),
        known=lambda told: (told.kind != "camera_gap").all() & told.person.any(),
        presence_rows=lambda told: told.row_id.collect(where=told.person),
    )  # fmt: skip
    return _compared(told, VIDEO, ibis.literal(""), told.claim, told.covered_min, told.known, told.presence_rows)


def by_signature(claimed: Table, crew: Table) -> Table:
    """Per event, the time from the first sign-in to the last sign-out against the samples."""
    own = crew.filter(~crew.client_staff.fill_null(False))
    punched = own.signed_in_at.notnull() & own.signed_out_at.notnull()
    own = own.filter(punched & ~is_date_only(own.signed_in_at) & ~is_date_only(own.signed_out_at))
    stay = own.group_by("event_id").aggregate(
        came=own.signed_in_at.min(), left=own.signed_out_at.max(), crew_rows=own.row_id.collect()
    )
    told = claimed.join(stay, "event_id")
    told = told.mutate(actual=minutes(told.came, told["left"]))
    told = told.filter(told.actual >= 0)
    return _compared(told, SIGNED, ibis.literal(""), told.covered_min, told.actual, ibis.literal(True), told.crew_rows)


def by_standard(claims: Table, events: Table, hour: float, count: float) -> Table:
    """Per event of stack gas and set of parameters, one hour or enough samples against the record."""
    gas = events.filter(events.category == "exhaust").select("event_id")
    rows = claims.filter(claims.parameters_code.notnull()).join(gas, "event_id")
    told = covered(
        rows, ["event_id", "parameters_code"], "drawn_from", "drawn_to", "sample_row",
        draws=lambda drawn: drawn.drawn_from.nunique(),
    )  # fmt: skip
    due = ibis.ifelse(told.draws >= count, ibis.least(told.covered_min, ibis.literal(float(hour))), float(hour))
    none = ibis.null("array<string>")
    return _compared(told, STANDARD, told.parameters_code, due, told.covered_min, ibis.literal(True), none)


def _compared(
    rows: Table, basis: str, about: ir.Value, claimed: ir.Value, actual: ir.Value, known: ir.Value, others: ir.Value
) -> Table:
    return rows.select(
        "event_id", basis=ibis.literal(basis), about=about, claimed_min=claimed, actual_min=actual, known=known,
        rows=others,
    )  # fmt: skip
