"""The least time that the field work of one person's day takes, whatever the order of the places.

Everything is read in the person's favour: what runs by itself counts with its handling only, work at one place side by
side counts once, and of all ways through the places none is longer than it must be.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.clock import MINUTE, earlier, is_date_only, minutes
from jianzhen.rules.terms.draws import drawn
from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.place import distance_m
from jianzhen.rules.terms.road import least_minutes
from jianzhen.rules.terms.spans import covered
from jianzhen.rules.terms.whereabouts import UNATTENDED
from jianzhen.rules.verdict import Table

WATERS = ("water", "drinking_water", "sea_water")
ONE_PLACE_M = 500.0
"""Points nearer than this are one place: work there may be done side by side, and the way between does not count."""
NOWHERE = ""
CORNERS = 1.01
"""On the globe the diagonal of a field may fall short of its longer side by less than this."""
_DAY = ["lab_id", "person_id", "day"]


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take at the least; minutes, kilometres and km/h."""

    attended: float
    """A longer span is taken as unattended."""
    water: float
    """The same for water, where a longer span is an automatic sampler's."""
    handling: float
    """What starting a sampler, or any sampling without times, takes at the least."""
    gas: float
    """Sampling a stack, where the record has no times."""
    detour: float
    city_km: float
    city: float
    motorway: float


def tasks(events: Table, samples: Table, pace: Pace) -> Table:
    """What was done on which day: the draws of an event, or the event itself.

    Returns:
        ``event_id``, ``category``, ``day``, ``start``, ``end`` (of the least work; missing where only the day is
        known), ``until`` (end by the record), ``work_min`` and ``vague`` (only days are known, and several).
    """
    draws = drawn(samples).select("drawn_from", "drawn_to", drawn_event="event_id")
    rows = events.left_join(draws, events.event_id == draws.drawn_event)
    date_only = is_date_only(rows.started_at) & is_date_only(rows.ended_at)
    backward = rows.ended_at < rows.started_at
    nothing = ibis.null("timestamp")
    bare = rows.drawn_from.isnull() & (date_only | backward)
    start = rows.drawn_from.fill_null(ibis.ifelse(bare, nothing, rows.started_at))
    rows = rows.select(
        "event_id", "category",
        bare=bare,
        start=start,
        end=rows.drawn_to.fill_null(ibis.ifelse(bare, nothing, rows.ended_at)),
        day=start.fill_null(rows.started_at).truncate("D"),
        vague=bare & (rows.started_at.truncate("D") != rows.ended_at.truncate("D")),
    )  # fmt: skip
    unattended = rows.category.isin(UNATTENDED) | (minutes(rows.start, rows.end) > _longest(rows, pace))
    handled = ibis.ifelse(unattended, earlier(rows.end, rows.start + _minutes(pace.handling)), rows.end)
    without_times = ibis.ifelse(rows.category == "exhaust", float(pace.gas), float(pace.handling))
    return rows.select(
        "event_id", "category", "day", "start", "vague",
        until=rows.end,
        end=ibis.ifelse(rows.bare, nothing, handled),
        work_min=ibis.cases(
            (rows.vague, 0.0), (rows.bare, without_times), else_=minutes(rows.start, handled)
        ).cast("float64"),
    )  # fmt: skip


def _longest(rows: Table, pace: Pace) -> ir.Value:
    """The longest span in minutes that somebody is taken to have attended throughout."""
    return ibis.ifelse(rows.category.isin(WATERS), float(pace.water), float(pace.attended))


def _minutes(number: float) -> ir.IntervalValue:
    return ibis.interval(seconds=round(number * MINUTE))


def person_days(entries: Table, done: Table) -> Table:
    """Every person's day with the plain sum of its work and the size of the field its places span.

    Args:
        entries: Crew entries with their events: ``lab_id``, ``person_id``, ``event_id``, ``lon``, ``lat``, ``people``.
        done: From ``tasks``.
    """
    by_day = done.group_by("event_id", "day").aggregate(work_min=done.work_min.sum(), vague=done.vague.any())
    rows = entries.join(by_day, "event_id")
    placeless = rows.lon.isnull() | rows.lat.isnull()
    told = rows.group_by(*_DAY).aggregate(
        sum_min=rows.work_min.sum(),
        events=rows.event_id.nunique(),
        teams=(rows.people / 2).floor().min(),
        vague=rows.vague.any(),
        placeless=placeless.any(),
        west=rows.lon.min(), east=rows.lon.max(), south=rows.lat.min(), north=rows.lat.max(),
    )  # fmt: skip
    across = distance_m(told.west, told.south, told.east, told.north).fill_null(0.0) / 1000
    return told.mutate(teams=told.teams.clip(lower=1), across_km=across)


def longest_days(days: Table, limit_min: float, pace: Pace) -> Table:
    """Days whose work, with a way from corner to corner between any two events, could exceed the limit."""
    way_km = days.across_km * CORNERS * (days.events - 1) * pace.detour
    return days.filter(
        days.sum_min + least_minutes(way_km, pace.city_km, pace.city, pace.motorway) > limit_min * days.teams
    )


def least_day(days: Table, entries: Table, done: Table, pace: Pace) -> Table:
    """The days with the least time they take: ``work_min``, ``way_km``, ``way_min``, ``needed_min`` and their window.

    Args:
        days: The days in question, from ``longest_days``.
        entries: As for ``person_days``.
        done: From ``tasks``.
        pace: The least times.
    """
    spots = entries.join(done.select("event_id", "day").distinct(), "event_id")
    spots = spots.semi_join(days, _DAY).select(*_DAY, "event_id", "lon", "lat")
    spots = once(spots)
    pairs = once(_apart(spots))
    near = pairs.filter(pairs.distance <= ONE_PLACE_M)
    homes = near.group_by(*_DAY, "event_id").aggregate(home=near.other_event.min())
    work = _work_at_places(spots, homes, done)
    way = _way(pairs, homes)
    rows = days.join(work, _DAY).left_join(way, _DAY).drop("lab_id_right", "person_id_right", "day_right")
    way_km = rows.way_m.fill_null(0.0) / 1000 * pace.detour
    rows = rows.mutate(way_km=way_km, places=rows.places.fill_null(1))
    rows = rows.mutate(way_min=least_minutes(rows.way_km, pace.city_km, pace.city, pace.motorway))
    return rows.mutate(needed_min=(rows.work_min + rows.way_min) / rows.teams)


def _apart(spots: Table) -> Table:
    """Pairs of one day's events with the metres between them, each placed event with itself included."""
    other = spots.select(*_DAY, other_event="event_id", other_lon="lon", other_lat="lat").view()
    pairs = spots.join(other, _DAY)
    distance = distance_m(pairs.lon, pairs.lat, pairs.other_lon, pairs.other_lat)
    same = (pairs.event_id == pairs.other_event) & pairs.lon.notnull() & pairs.lat.notnull()
    return pairs.select(*_DAY, "event_id", "other_event", distance=ibis.ifelse(same, 0.0, distance))


def _work_at_places(spots: Table, homes: Table, done: Table) -> Table:
    """Minutes of work per day: at each place what runs side by side counts once; the rest is added up.

    Events of unknown place may have been side by side with any other: they count only where they alone take longer.
    """
    rows = spots.select(*_DAY, "event_id").join(done, ["event_id", "day"])
    rows = rows.left_join(homes, [*_DAY, "event_id"]).select(rows, home=homes.home.fill_null(NOWHERE))
    rows = rows.mutate(tie=rows.event_id)
    timed = rows.filter(rows.start.notnull())
    spans = covered(
        timed, [*_DAY, "home"], "start", "end", "tie", first=lambda t: t.start.min(), last=lambda t: t.until.max()
    )
    loose = rows.filter(rows.start.isnull())
    loose = loose.group_by(*_DAY, "home", "category").aggregate(covered_min=loose.work_min.max())
    nothing = ibis.null("timestamp")
    every = ibis.union(
        spans.select(*_DAY, "home", "covered_min", "first", "last", loose=ibis.literal(False)),
        loose.select(*_DAY, "home", "covered_min", first=nothing, last=nothing, loose=ibis.literal(True)),
    )
    placed = every.home != NOWHERE
    there, elsewhere = every.covered_min.sum(where=placed), every.covered_min.sum(where=~placed)
    return every.group_by(*_DAY).aggregate(
        work_min=ibis.greatest(there.fill_null(0.0), elsewhere.fill_null(0.0)),
        first=every["first"].min(),
        last=every["last"].max(),
        loose=every.loose.any(),
    )


def _way(pairs: Table, homes: Table) -> Table:
    """Metres that any way through a day's places has at the least.

    A way enters every place but its first from another place, so it is no shorter than the sum of the distances to
    the nearest other place, without the greatest of them; nor than the distance of the two farthest places.
    """
    other = homes.select(*_DAY, other_event="event_id", other_home="home").view()
    rows = pairs.join(homes, [*_DAY, "event_id"]).join(other, [*_DAY, "other_event"])
    rows = rows.filter((rows.home != rows.other_home) & rows.distance.notnull())
    nearest = rows.group_by(*_DAY, "home").aggregate(nearest=rows.distance.min(), farthest=rows.distance.max())
    told = nearest.group_by(*_DAY).aggregate(
        total=nearest.nearest.sum() - nearest.nearest.max(), far=nearest.farthest.max(), places=nearest.count()
    )
    return told.select(*_DAY, "places", way_m=ibis.greatest(told.total, told.far))
