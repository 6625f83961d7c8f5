"""Tickets that field instruments print, each beside the record in the memory it was printed from."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.clock import is_date_only, minutes
from jianzhen.rules.terms.day import same_day
from jianzhen.rules.terms.reading import last_place
from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.verdict import Table

UTC_SHIFT_MIN = 480.0
"""A memory exported in universal time lies eight hours from the ticket."""

_GASES = {"a21026": (2.86,), "a21003": (1.34,), "a21004": (2.05,), "a21002": (2.05, 1.34, 1.53), "a21005": (1.25,)}
"""mg/m³ per μmol/mol at standard state: SO2, NO, NO2, NOx (as NO2, as NO, NO as NO2), CO."""
_MILLI = 1000.0
_FACTOR_PLACES = 0.01
"""Makers round those factors to two or three digits, so a hundredth either way is accepted."""


def placed(field_readings: Table, sampling_events: Table, instruments: Table) -> Table:
    """Every reading with ``owner`` (the laboratory) and what its instrument's memory covers.

    Returns:
        The readings with ``owner``, ``ticketed``, ``stored``, ``printed_at``, ``since`` and ``until`` (first and last
        start in the memory of the instrument).
    """
    events = sampling_events.select(visited="event_id", event_lab="lab_id")
    register = instruments.group_by(device="instrument_id").aggregate(device_org=instruments.org_id.min())
    memory = field_readings.group_by(memory_of="instrument_id").aggregate(
        since=field_readings.started_at.min(), until=field_readings.started_at.max()
    )
    rows = (
        field_readings.left_join(events, field_readings.event_id == events.visited)
        .left_join(register, ibis._.instrument_id == register.device)
        .left_join(memory, ibis._.instrument_id == memory.memory_of)
    )
    return rows.mutate(
        owner=rows.event_lab.fill_null(rows.device_org),
        ticketed=_any_of(rows, "ticket_no", "ticket_value_text", "ticket_started_at", "ticket_volume"),
        stored=_any_of(rows, "stored_value", "started_at", "volume", "standard_volume"),
        printed_at=rows.ticket_started_at.fill_null(rows.ticket_ended_at),
    ).drop("visited", "event_lab", "device", "device_org", "memory_of")


def compared(rows: Table, least: float) -> Table:
    """How far each ticket lies from its record; everything is missing where one side is.

    Returns:
        The rows with ``start_min``, ``end_min`` (minutes), ``volume_pct``, ``places`` (units of the last printed
        place), ``again`` (the number stands on another ticket of that day) and ``strange`` (a form that fewer than one
        in ten of the ``least`` or more tickets of this instrument and firmware have).
    """
    rows = rows.mutate(
        start_min=_gap(rows.ticket_started_at, rows.started_at),
        end_min=_gap(rows.ticket_ended_at, rows.ended_at),
        volume_pct=_volume(rows),
        places=_places(rows),
        number=folded(rows.ticket_no),
        day=rows.printed_at.truncate("D"),
    )
    alike = rows.ticket_no.count().over(group_by=["instrument_id", "number", "day"])
    formed = rows.ticket_template.notnull() & rows.firmware.notnull()
    tickets = rows.ticket_template.count().over(group_by=["instrument_id", "firmware"])
    forms = rows.ticket_template.count().over(group_by=["instrument_id", "firmware", "ticket_template"])
    return rows.mutate(
        again=(rows.number.notnull() & rows.day.notnull() & (alike > 1)).fill_null(False),
        strange=(formed & (tickets >= least) & (forms * 10 < tickets)).fill_null(False),
    )


def _any_of(rows: Table, *names: str) -> ir.Value:
    held = rows[names[0]].notnull()
    for name in names[1:]:
        held = held | rows[name].notnull()
    return held


def _gap(printed: ir.Value, stored: ir.Value) -> ir.Value:
    """Minutes between two moments, without sign; nothing within one day of which one has no time."""
    blurred = (is_date_only(printed) | is_date_only(stored)) & same_day(printed, stored)
    return ibis.ifelse(blurred, 0.0, minutes(stored, printed).abs())


def _volume(rows: Table) -> ir.Value:
    """Percent between the printed volume and the nearer of the stored ones (as drawn, at standard state)."""
    off = [
        (rows.ticket_volume - stored).abs() / ibis.greatest(rows.ticket_volume, stored).nullif(0.0) * 100
        for stored in (rows.volume, rows.standard_volume)
    ]
    return ibis.least(off[0].fill_null(off[1]), off[1].fill_null(off[0]))


def _places(rows: Table) -> ir.Value:
    """Units of the last printed place between the two values, under the unit that brings them nearest."""
    printed, stored = rows.ticket_value_text_num, rows.stored_value
    place = last_place(rows.ticket_value_text_decimals)
    direct = (printed - stored).abs() / place
    below = rows.ticket_value_text_below.fill_null(False)
    converted = _in_unit(rows, place, _MILLI)
    for gas, factors in _GASES.items():
        for factor in factors:
            converted = converted | ((rows.parameter_code == gas) & _in_unit(rows, place, factor))
    return ibis.cases(
        (below & (printed.isnull() | (stored <= printed)), 0.0),
        ((printed == 0) & (stored < 0), 0.0),
        (converted.fill_null(False), 0.0),
        else_=direct,
    )


def _in_unit(rows: Table, place: ir.Value, factor: float) -> ir.Value:
    """Whether the printed value is the stored one times or divided by a factor."""
    printed, stored = rows.ticket_value_text_num, rows.stored_value
    allowed = ibis.greatest(place, printed.abs() * _FACTOR_PLACES)
    near = ((printed - stored * factor).abs() <= allowed) | ((printed - stored / factor).abs() <= allowed)
    # A value of one last place or two is near anything that was divided by a thousand.
    return near & (printed.abs() > 2 * place)
