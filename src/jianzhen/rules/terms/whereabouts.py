"""Where a person is on record: sampling on site, handing samples over at the laboratory.

A *stay* is a span in which a record says that a person was at a place. The narrowest reading is
taken, so that a contradiction between two stays is one under every reading:

- of an event whose samples have times, only the spans in which samples were taken (between two
  draws of a day's programme the crew may well be elsewhere), else the event itself;
- within sign-in and sign-out, where the person signed: who came later or left earlier was elsewhere;
- of unattended samplers (ambient and fugitive air) only the moment they were started;
- of a stay longer than a person plausibly stands by, only its two ends.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.clock import earlier, is_date_only, later, minutes
from jianzhen.rules.terms.draws import drawn
from jianzhen.rules.terms.once import throughout
from jianzhen.rules.terms.plants import at_plant, plant_names
from jianzhen.rules.terms.sites import laboratory_sites
from jianzhen.rules.terms.spans import bucket
from jianzhen.rules.verdict import Table
from jianzhen.words import Words

SAMPLING, DELIVERED, RECEIVED = "sampling", "delivered", "received"
UNATTENDED = ("ambient", "fugitive")
"""Categories of samples that a pump draws by itself once it is started."""

REASONS = {
    "time": Words("采样只有日期，或起止时刻颠倒", "only the day is given, or the end lies before the start"),
    "site": Words(
        "机构有多处场所或场所无坐标，交样地点不明", "the laboratory has several sites or none with coordinates"
    ),
}
WHOLE, START, END = "=", "<", ">"
"""Which part of a stay a row stands for."""


@dataclass(frozen=True, slots=True)
class Records:
    """The tables that say where people were and where places lie; all but the first two may be empty."""

    sampling_events: Table
    sampling_crew: Table
    samples: Table
    outlets: Table
    certificates: Table
    certificate_sites: Table
    organizations: Table


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What the records say of people's whereabouts.

    ``stays``: every stay that can be compared, with ``lab_id``, ``person_id``, ``what``, ``label`` (the event, or the
    first sample handed over), ``place``, ``outlet_id``, ``start``, ``end``, ``lon``, ``lat``, ``registered`` (only the
    registered address is known), ``event_row``, ``crew_row``, ``sample_rows`` (array) and ``key`` (unique).
    ``entries``: every crew entry and hand-over, with ``lab_id`` and what it lacks: ``no_time``, ``no_place`` or
    ``no_site``.
    """

    stays: Table
    entries: Table


def whereabouts(records: Records, *, attended_min: float) -> Whereabouts:
    """Read the stays of every person of a laboratory.

    Args:
        records: The tables.
        attended_min: Minutes beyond which a stay counts only with its two ends.
    """
    crew = throughout(_crew_entries(records, attended_min))
    handed = throughout(_handovers(records))
    return Whereabouts(
        stays=throughout(ibis.union(_on_site(crew, attended_min), _in_laboratory(handed))),
        entries=_entries(crew, handed),
    )


def around(stays: Table) -> Table:
    """Of each stay, by ``key``, the rows of the same person's records of that day just before and after it.

    Returns:
        ``key``, ``event_before``, ``event_after``, ``samples_before``, ``samples_after`` (arrays, of hand-overs).
    """
    handed = ibis.ifelse(stays.event_row.isnull(), stays.sample_rows, ibis.null("array<string>"))
    rows = stays.select("key", "person_id", "start", "end", "event_row", handed=handed)
    turn = ibis.window(group_by=[rows.person_id, bucket(rows.start)], order_by=[rows.start, rows.end, rows.key])
    return rows.select(
        "key",
        event_before=rows.event_row.lag().over(turn),
        event_after=rows.event_row.lead().over(turn),
        samples_before=rows.handed.lag().over(turn),
        samples_after=rows.handed.lead().over(turn),
    )


def _entries(crew: Table, handed: Table) -> Table:
    """One row per crew entry and hand-over, with what it lacks."""
    people = crew.group_by("lab_id", "crew_row").aggregate(
        no_time=crew.start.isnull().all(), no_place=(crew.lon.isnull() | crew.lat.isnull()).any()
    )
    no = ibis.literal(False)
    return ibis.union(
        people.select("lab_id", "no_time", "no_place", no_site=no),
        handed.select("lab_id", no_time=no, no_place=no, no_site=handed.lon.isnull()),
    )


def _draws(samples: Table) -> Table:
    """The spans of each event in which samples were drawn, with their rows."""
    rows = drawn(samples).rename(drawn_event="event_id")
    return rows.group_by("drawn_event", "drawn_from", "drawn_to").aggregate(sample_rows=rows.sample_row.collect())


def _crew_entries(records: Records, attended_min: float) -> Table:
    """One row per person of the laboratory, event and draw; the client's staff accompany, they do not sample."""
    crew = records.sampling_crew.filter(~records.sampling_crew.client_staff.fill_null(False))
    events, outlets, draws = records.sampling_events, records.outlets, _draws(records.samples)
    events = events.select(
        "event_id", "lab_id", "category", "started_at", "ended_at", "outlet_id", "site_name", "lon", "lat",
        event_row="row_id",
    )  # fmt: skip
    places = outlets.select(known_outlet="outlet_id", outlet_lon="lon", outlet_lat="lat")
    plants = plant_names(outlets, records.organizations)
    crew = crew.select("event_id", "person_id", "signed_in_at", "signed_out_at", crew_row="row_id")
    joined = (
        crew.join(events, "event_id")
        .left_join(places, ibis._.outlet_id == places.known_outlet)
        .left_join(plants, ibis._.outlet_id == plants.plant_outlet)
        .left_join(draws, ibis._.event_id == draws.drawn_event)
    )
    own = joined.lon.notnull() & joined.lat.notnull()
    timed = _timed(joined, attended_min)
    return joined.select(
        "lab_id", "person_id", "event_id", "category", "outlet_id", "signed_in_at", "signed_out_at",
        "event_row", "crew_row", "sample_rows",
        place=at_plant(joined.site_name.fill_null(joined.outlet_id).fill_null(joined.event_id), joined.plant),
        start=joined.drawn_from.fill_null(ibis.ifelse(timed, joined.started_at, ibis.null("timestamp"))),
        end=joined.drawn_to.fill_null(ibis.ifelse(timed, joined.ended_at, ibis.null("timestamp"))),
        lon=ibis.ifelse(own, joined.lon, joined.outlet_lon),
        lat=ibis.ifelse(own, joined.lat, joined.outlet_lat),
    )  # fmt: skip


def _timed(rows: Table, attended_min: float) -> ir.Value:
    """Whether the times of an event say more than the day, and are in order."""
    length = minutes(rows.started_at, rows.ended_at)
    first, last = is_date_only(rows.started_at), is_date_only(rows.ended_at)
    # One midnight alone may be a night measurement, but not when it makes the stay long.
    return (length >= 0) & ~(first & last) & ~((first | last) & (length > attended_min))


def _on_site(rows: Table, attended_min: float) -> Table:
    """Stays at the places of sampling."""
    rows = rows.filter(rows.lon.notnull() & rows.lat.notnull() & rows.start.notnull())
    rows = rows.mutate(
        start=later(rows.start, _of_the_day(rows.signed_in_at).fill_null(rows.start)),
        end=earlier(rows.end, _of_the_day(rows.signed_out_at).fill_null(rows.end)),
    )
    rows = rows.filter(rows.start <= rows.end)
    parts = ibis.cases(
        (rows.category.isin(UNATTENDED), ibis.array([START])),
        (minutes(rows.start, rows.end) > attended_min, ibis.array([START, END])),
        else_=ibis.array([WHOLE]),
    )
    rows = rows.mutate(part=parts.unnest())
    began = minutes(ibis.timestamp("1970-01-01"), rows.start).cast("int64").cast("string")
    return rows.select(
        "lab_id", "person_id", "outlet_id", "place", "lon", "lat", "event_row", "crew_row", "sample_rows",
        what=ibis.literal(SAMPLING),
        label=rows.event_id,
        start=ibis.ifelse(rows.part == END, rows.end, rows.start),
        end=ibis.ifelse(rows.part == START, rows.start, rows.end),
        registered=ibis.literal(False),
        key=rows.event_id + "|" + rows.crew_row + "|" + began + rows.part,
    ).select(*_COLUMNS)  # fmt: skip


_COLUMNS = ("lab_id", "person_id", "what", "label", "place", "outlet_id", "start", "end", "lon", "lat", "registered",
            "event_row", "crew_row", "sample_rows", "key")  # fmt: skip


def _of_the_day(moment: ir.Value) -> ir.Value:
    """A moment, missing when only its day is known."""
    return ibis.ifelse(is_date_only(moment), ibis.null("timestamp"), moment)


def _handovers(records: Records) -> Table:
    """One row per person and moment at which samples were handed over or received, with the laboratory's place."""
    samples = records.samples
    told = samples.filter(samples.received_at.notnull() & ~is_date_only(samples.received_at))
    parts = [
        told.filter(told[column].notnull()).select(
            "lab_id", "sample_no", "received_at", person_id=column, what=ibis.literal(what), sample_row="row_id"
        )
        for column, what in (("delivered_by", DELIVERED), ("received_by", RECEIVED))
    ]
    rows = ibis.union(*parts)
    once = rows.group_by("lab_id", "person_id", "what", "received_at").aggregate(
        label=rows.sample_no.min(), sample_rows=rows.sample_row.collect(), first_row=rows.sample_row.min()
    )
    sites = laboratory_sites(records.organizations, records.certificates, records.certificate_sites)
    return once.left_join(sites, once.lab_id == sites.org_id).drop("org_id")


def _in_laboratory(handed: Table) -> Table:
    """Stays at the laboratory: the moment of each hand-over."""
    rows = handed.filter(handed.lon.notnull() & handed.lat.notnull())
    empty = ibis.null("string")
    return rows.select(
        "lab_id", "person_id", "what", "label", "lon", "lat", "registered", "sample_rows",
        place=empty, outlet_id=empty, start=rows.received_at, end=rows.received_at,
        event_row=empty, crew_row=empty, key=rows.label + "|" + rows.first_row + "|" + rows.what,
    ).select(*_COLUMNS)  # fmt: skip
