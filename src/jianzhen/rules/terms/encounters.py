"""Two stays of one person held against each other: whom they concern, which counts, and all their rows."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from jianzhen.rules.terms.once import once
from jianzhen.rules.terms.place import distance_m
from jianzhen.rules.terms.whereabouts import DELIVERED, RECEIVED, around
from jianzhen.rules.verdict import CONTEXT, Evidence, Table, units
from jianzhen.words import Words

_KEY = ("subject", "first_label", "second_label")
_SIDES = ("first", "second")
_EVENTS_AROUND = tuple(f"{side}_event_{when}" for side in _SIDES for when in ("before", "after"))
_SAMPLES_AROUND = tuple(f"{side}_samples_{when}" for side in _SIDES for when in ("before", "after"))
_ARRAYS = ("first_sample_rows", "second_sample_rows", *_SAMPLES_AROUND)
_ROWS = ("first_event_row", "second_event_row", "first_crew_row", "second_crew_row", *_EVENTS_AROUND)


def sides(stays: Table) -> tuple[Table, Table]:
    """The stays twice, with only what a comparison needs, in columns named ``first_...`` and ``second_...``."""
    slim = stays.select("key", "person_id", "start", "end", "lon", "lat", "outlet_id")
    return slim.rename("first_{name}"), slim.view().rename("second_{name}")


def in_order(first: Table, second: Table) -> ir.Value:
    """Whether the first stay comes before the second, by start and then by key, so that each pair counts once."""
    same = first.first_start == second.second_start
    return (first.first_start < second.second_start) | (same & (first.first_key < second.second_key))


def distance(pairs: Table) -> ir.Value:
    """Metres between the two places."""
    return distance_m(pairs.first_lon, pairs.first_lat, pairs.second_lon, pairs.second_lat)


def apart(pairs: Table, min_distance: float) -> ir.Value:
    """Whether the places are far apart; one outlet is one place, whatever the coordinates say."""
    return (pairs.distance > min_distance) & ~(pairs.first_outlet_id == pairs.second_outlet_id).fill_null(False)


def worst(stays: Table, pairs: Table, by: str) -> Table:
    """One row per finding: contradictions of two records, of all persons they name, with all their rows.

    Each laboratory of a pair answers for itself. A record that contradicts several earlier ones counts with that
    it contradicts worst, so that n records of one moment give n - 1 findings.

    Args:
        stays: All stays.
        pairs: Contradicting pairs of stays: ``first_key``, ``second_key`` and measures.
        by: The measure of how badly they contradict each other; the greatest counts.

    Returns:
        The columns of both stays (``first_...``, ``second_...``) and the measures for the worst pair of stays, with
        ``subject``, ``people`` (array), ``people_count`` and arrays of row ids.
    """
    own = [name for name in pairs.columns if not name.startswith(_SIDES)]
    pairs = once(pairs.select("first_key", "second_key", *own))
    hits = _answerable(_complete(stays, pairs))
    together = [hits.subject, hits.second_label]
    order = [hits[by].desc(), hits.first_label, hits.first_person_id, hits.first_key, hits.second_key]
    hits = hits.mutate(rank=ibis.row_number().over(group_by=together, order_by=order))
    chosen = hits.first_label.max(where=hits.rank == 0).over(group_by=together)
    hits = hits.mutate(chosen=chosen, **_neighbours(hits))
    hits = hits.filter(hits.first_label == hits.chosen)
    taken = {*_KEY, *_ARRAYS, *_ROWS, "rank", "chosen"}
    return hits.group_by(*_KEY).aggregate(
        **{name: hits[name].max(where=hits.rank == 0) for name in hits.columns if name not in taken},
        **{name: hits[name].collect(distinct=True) for name in _ROWS},
        **{name: hits[name].collect().flatten() for name in _ARRAYS},
        people=hits.first_person_id.collect(distinct=True),
        people_count=hits.first_person_id.nunique(),
    )


def _complete(stays: Table, pairs: Table) -> Table:
    """Pairs with all columns of both stays and what came before and after."""
    keys = ibis.union(pairs.select(key="first_key"), pairs.select(key="second_key"), distinct=True)
    people = stays.semi_join(keys, "key").select("person_id").distinct()
    theirs = stays.semi_join(people, "person_id")
    full = once(theirs.join(around(theirs.view()), "key"))
    first, second = full.rename("first_{name}"), full.view().rename("second_{name}")
    return pairs.join(first, "first_key").join(second, "second_key")


def _answerable(pairs: Table) -> Table:
    """Each laboratory of a pair answers for itself: a column ``subject``, two rows when two are concerned."""
    labs = ibis.ifelse(
        pairs.first_lab_id == pairs.second_lab_id,
        ibis.array([pairs.first_lab_id]),
        ibis.array([pairs.first_lab_id, pairs.second_lab_id]),
    )
    return pairs.mutate(subject=labs.unnest())


def _neighbours(hits: Table) -> dict[str, ir.Value]:
    """The rows before, between and after, unless they are those of the pair itself."""
    own_events = (hits.first_event_row, hits.second_event_row)
    own_samples = (hits.first_sample_rows, hits.second_sample_rows)
    return {
        **{name: _unless(hits[name], own_events) for name in _EVENTS_AROUND},
        **{name: _unless(hits[name], own_samples) for name in _SAMPLES_AROUND},
    }


def _unless(row: ir.Value, own: tuple[ir.Value, ir.Value]) -> ir.Value:
    """A value, missing where it is one of two others."""
    same = (row == own[0]).fill_null(False) | (row == own[1]).fill_null(False)
    return ibis.ifelse(same, ibis.null(row.type()), row)


def told(rows: Table) -> dict[str, ir.Value]:
    """The values with which a sentence names both records and the people."""
    first_zh, first_en = _doing(rows.first_what)
    second_zh, second_en = _doing(rows.second_what)
    laboratory = Words("实验室", "the laboratory")
    return {
        "people": rows.people,
        "people_count": rows.people_count,
        "first_label": rows.first_label,
        "first_place_zh": rows.first_place.fill_null(laboratory.zh),
        "first_place_en": rows.first_place.fill_null(laboratory.en),
        "first_zh": first_zh,
        "first_en": first_en,
        "second_label": rows.second_label,
        "second_place_zh": rows.second_place.fill_null(laboratory.zh),
        "second_place_en": rows.second_place.fill_null(laboratory.en),
        "second_zh": second_zh,
        "second_en": second_en,
    }


def _doing(what: ir.Value) -> tuple[ir.Value, ir.Value]:
    """What a stay is about, in Chinese and in English, to follow the place."""
    zh = ibis.cases((what == DELIVERED, "送交样品"), (what == RECEIVED, "接收样品"), else_="采样")
    en = ibis.cases(
        (what == DELIVERED, "handing over samples"), (what == RECEIVED, "receiving samples"), else_="sampling"
    )
    return zh, en


def severity(rows: Table) -> ir.Value:
    """Weaker where a place is known only by the laboratory's registered address."""
    return ibis.ifelse(rows.first_registered | rows.second_registered, "middle", ibis.null("string"))


def evidence(rows: Table) -> list[Evidence]:
    """The evidence of findings laid out by ``worst``."""
    return [
        Evidence("sampling_events", rows.first_event_row, "first"),
        Evidence("sampling_events", rows.second_event_row, "second"),
        Evidence("sampling_crew", rows.first_crew_row, "first"),
        Evidence("sampling_crew", rows.second_crew_row, "second"),
        Evidence("samples", rows.first_sample_rows, "first"),
        Evidence("samples", rows.second_sample_rows, "second"),
        *(Evidence("sampling_events", rows[name], CONTEXT) for name in _EVENTS_AROUND),
        *(Evidence("samples", rows[name], CONTEXT) for name in _SAMPLES_AROUND),
    ]


def judged(entries: Table) -> Table:
    """What was judged: entries of crews and hand-overs, and why some cannot be."""
    missing = {"time": entries.no_time, "sampling_events.lon": entries.no_place, "site": entries.no_site}
    return units(entries, subject=entries.lab_id, missing=missing)
