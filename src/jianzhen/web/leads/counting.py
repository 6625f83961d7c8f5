"""How many leads fit, and how many each choice of a facet would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Sum

from jianzhen.rules import catalogue
from jianzhen.rules.model import FAMILIES
from jianzhen.screen.leads import GRADE_TITLES
from jianzhen.web.leads.filters import (
    AGES,
    ALL_STATES,
    DUES,
    FACETS,
    OF_RULES,
    OPEN_STATES,
    Wanted,
    title_of,
)
from jianzhen.web.leads.models import Lead, LeadRule, LeadTally
from jianzhen.web.leads.models.tally import LEADS
from jianzhen.web.leads.transitions import STATE_TITLES
from jianzhen.web.leads.waiting import is_given_leads
from jianzhen.web.scope.actor import Actor
from jianzhen.web.scope.divisions import divisions, within
from jianzhen.web.scope.queryset import ScopedQuerySet
from jianzhen.words import Words

MOST_COUNTED = 1000
"""Where the table of counts does not help, counting stops here."""
_Counts = Mapping[str, Counter[str] | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: how many leads it would leave, where that is known."""

    value: str
    title: Words
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list."""

    name: str
    title: Words
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many leads fit, whether there are more than were counted, and the facets."""

    total: int
    more: bool
    facets: tuple[Facet, ...]


def counted(actor: Actor, leads: ScopedQuerySet[Lead], wanted: Wanted) -> Counted:
    """Two or three questions, whatever the number of leads."""
    if wanted.is_counted and not is_given_leads(actor):
        total, counts = _from_tally(wanted)
        return Counted(total, more=False, facets=_facets(counts, wanted))
    keys = list(leads.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1])
    more = len(keys) > MOST_COUNTED
    counts = dict.fromkeys(FACETS) if more else _live(keys)
    return Counted(min(len(keys), MOST_COUNTED), more, _facets(counts, wanted))


def _from_tally(wanted: Wanted) -> tuple[int, _Counts]:
    """From the table of counts: each facet as it would be without its own choice."""
    name, value = next(iter(wanted.of_rules.items()), (LEADS, ""))
    cells = LeadTally.objects.filter(dimension=name, value=value).values_list("region", "state", "grade")
    counts = {facet: Counter[str]() for facet in ("state", "grade", "region")}
    total = 0
    for region, state, grade, number in cells.annotate(n=Sum("number")):
        place, stands = _fits(wanted, region), state in wanted.states
        graded = wanted.chosen.get("grade") in {None, grade}
        counts["state"][state] += number if place and graded else 0
        counts["grade"][grade] += number if place and stands else 0
        counts["region"][region] += number if stands and graded else 0
        total += number if place and stands and graded else 0
    return total, {**dict.fromkeys(FACETS), **counts, **_rules_from_tally(wanted)}


def _fits(wanted: Wanted, region: str) -> bool:
    return wanted.regions is None or region in wanted.regions


def _rules_from_tally(wanted: Wanted) -> _Counts:
    """What several of these leave together the table does not know: beside a chosen one the others stay uncounted."""
    names = list(wanted.of_rules) or list(OF_RULES)
    cells = LeadTally.objects.filter(dimension__in=names, state__in=wanted.states)
    if grade := wanted.chosen.get("grade"):
        cells = cells.filter(grade=grade)
    if wanted.regions is not None:
        cells = cells.filter(region__in=sorted(wanted.regions))
    counts: dict[str, Counter[str] | None] = {name: Counter() if name in names else None for name in OF_RULES}
    for name, value, number in cells.values_list("dimension", "value").annotate(n=Sum("number")):
        found = counts[name]
        if found is not None:
            found[value] += number
    return counts


def _live(keys: list[int]) -> _Counts:
    """Counted in the leads themselves; these are few."""
    counts: dict[str, Counter[str] | None] = {name: Counter() for name in ("state", "grade", "region", *OF_RULES)}
    rows = Lead.objects.filter(pk__in=keys).order_by().values_list("state", "grade", "region")
    for state, grade, region, number in rows.annotate(n=Count("pk")):
        for name, value in (("state", state), ("grade", grade), ("region", region)):
            _into(counts[name])[value] += number
    seen = set(LeadRule.objects.filter(lead__in=keys).values_list("lead_id", *OF_RULES))
    for at, name in enumerate(OF_RULES, 1):
        for _, value in {(row[0], row[at]) for row in seen}:
            _into(counts[name])[value] += 1
    return {**dict.fromkeys(FACETS), **counts}


def _into(counter: Counter[str] | None) -> Counter[str]:
    if counter is None:
        raise TypeError("expected a counter")
    return counter


def _facets(counts: _Counts, wanted: Wanted) -> tuple[Facet, ...]:
    return tuple(_facet(name, counts[name], wanted.chosen.get(name, "")) for name in FACETS)


def _facet(name: str, counts: Counter[str] | None, chosen: str) -> Facet:
    if name == "region" and counts is not None:
        counts = _with_cities(counts)
    values = dict.fromkeys([*_order(name, counts), *([chosen] if chosen not in {"", OPEN_STATES, ALL_STATES} else [])])
    choices = tuple(
        Choice(value, title_of(name, value), counts[value] if counts is not None else None, value == chosen)
        for value in values
        if value
    )
    return Facet(name, FACETS[name], choices)


def _order(name: str, counts: Counter[str] | None) -> list[str]:
    """The values in the order people expect; of counted facets only those that leave something."""
    orders: dict[str, list[str]] = {
        "state": [state.value for state in STATE_TITLES],
        "grade": [str(grade) for grade in GRADE_TITLES],
        "region": list(divisions()),
        "age": list(AGES),
        "due": list(DUES),
        "clause": list(dict.fromkeys(rule.clause for rule in catalogue.catalogue().values())),
        "family": list(FAMILIES),
        "rule": list(catalogue.catalogue()),
    }
    known = orders[name]
    if counts is None:
        return known
    return [*(value for value in known if counts[value]), *sorted(v for v in counts if counts[v] and v not in known)]


def _with_cities(counts: Counter[str]) -> Counter[str]:
    """A city is chosen with all that lies within it, and counted so, unless one county is all there is of it."""
    sums = Counter({code: sum(counts[inner] for inner in within(code)) for code in divisions()})
    parts = Counter(one.parent for code, one in divisions().items() if sums[code])
    return Counter({code: number for code, number in sums.items() if counts[code] or parts[code] > 1})
