"""The facets of the list: what the address says, which leads fit, and how many each choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q
from django.http import QueryDict

from jianzhen.report.view.grade import family_title
from jianzhen.rules import catalogue
from jianzhen.screen.leads import GRADE_TITLES
from jianzhen.web.leads.models import Lead, LeadRule
from jianzhen.web.leads.transitions import OPEN, STATE_TITLES, State
from jianzhen.web.scope.divisions import divisions, within
from jianzhen.web.scope.queryset import ScopedQuerySet
from jianzhen.web.site.query import text_of
from jianzhen.words import Words

OPEN_STATES = "open"
MINE = "me"
_TITLES: Mapping[str, Words] = {
    "state": Words("状态", "State"),
    "grade": Words("等级", "Grade"),
    "region": Words("地区", "Region"),
    "clause": Words("条款", "Clause"),
    "family": Words("证据类别", "Kind of evidence"),
    "rule": Words("规则", "Rule"),
}
_OF_RULES = ("clause", "family", "rule")
_UNCOUNTED = ("clause", "family")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: how many leads of the list have it, where that is counted."""

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
class Wanted:
    """What the address asks for; what it says wrongly is left out, not guessed."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    mine: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> Wanted:
        """Take the known parts of an address."""
        chosen = {name: value for name in _TITLES if (value := text_of(query, name))}
        return cls(chosen, text_of(query, "q"), query.get("assignee") == MINE)


def fitting(leads: ScopedQuerySet[Lead], wanted: Wanted, user_id: int | None) -> ScopedQuerySet[Lead]:
    """The leads that fit; without a state only those in which there is something left to do."""
    state = wanted.chosen.get("state", OPEN_STATES)
    if state == OPEN_STATES:
        leads = leads.filter(state__in=[one.value for one in OPEN])
    elif state in State._value2member_map_:
        leads = leads.filter(state=state)
    if grade := wanted.chosen.get("grade"):
        leads = leads.filter(grade=grade)
    if region := wanted.chosen.get("region"):
        leads = leads.filter(region__in=within(region))
    for name in _OF_RULES:
        if value := wanted.chosen.get(name):
            leads = leads.filter(Exists(LeadRule.objects.filter(lead=OuterRef("pk"), **{name: value})))
    if wanted.mine:
        leads = leads.filter(assignee_id=user_id)
    return _containing(leads, wanted.text)


def _containing(leads: ScopedQuerySet[Lead], text: str) -> ScopedQuerySet[Lead]:
    if not text:
        return leads
    words = Q(subject_name__icontains=text) | Q(title_zh__icontains=text) | Q(title_en__icontains=text)
    return leads.filter(words | Q(subject=text) | Q(key__startswith=text.lower()))


@dataclass(frozen=True, slots=True)
class Counted:
    """How many leads fit, and the facets."""

    total: int
    facets: tuple[Facet, ...]


def counted(leads: ScopedQuerySet[Lead], wanted: Wanted) -> Counted:
    """Two questions: one for what stands in the lead itself, which gives the total too, and one for the rules.

    A rule counts once a lead; families and clauses would need a costly distinct count, so they are named without one.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in _TITLES}
    total = 0
    columns = leads.order_by().values_list("state", "grade", "region").annotate(number=Count("pk"))
    for state, grade, region, number in columns:
        total += number
        for name, value in (("state", state), ("grade", grade), ("region", region)):
            counts[name][value] += number
    rules = LeadRule.objects.filter(lead__in=leads.order_by()).values_list(*_OF_RULES)
    for clause, family, rule, number in rules.annotate(number=Count("pk")):
        counts["rule"][rule] += number
        for name, value in (("clause", clause), ("family", family)):
            counts[name][value] = 0
    return Counted(total, tuple(_facet(name, counts[name], wanted.chosen.get(name, "")) for name in _TITLES))


def _facet(name: str, counts: Counter[str], chosen: str) -> Facet:
    values = dict.fromkeys([*_order(name, counts), *([chosen] if chosen and chosen != OPEN_STATES else [])])
    choices = tuple(
        Choice(value, title_of(name, value), None if name in _UNCOUNTED else counts[value], value == chosen)
        for value in values
        if value
    )
    return Facet(name, _TITLES[name], choices)


def _order(name: str, counts: Counter[str]) -> list[str]:
    orders: dict[str, list[str]] = {
        "state": [state.value for state in STATE_TITLES],
        "grade": [str(grade) for grade in GRADE_TITLES],
        "region": list(divisions()),
    }
    known = orders.get(name)
    return [value for value in known if value in counts] if known else sorted(counts)


def title_of(name: str, value: str) -> Words:
    """A value in words; one that nobody knows stands for itself."""
    try:
        if name == "region":
            return divisions()[value].name
        if name == "state":
            return STATE_TITLES[State(value)]
        if name == "grade":
            return GRADE_TITLES[value]
        if name == "family":
            return family_title(value)
        if name == "rule":
            return catalogue.find(value).title
    except (KeyError, ValueError):
        pass
    return Words(value, value)
