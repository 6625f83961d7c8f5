"""The facets of the list: what the address says, and which leads fit."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from string import hexdigits

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.http import QueryDict

from jianzhen.report.view.grade import family_title
from jianzhen.rules import catalogue
from jianzhen.screen.leads import GRADE_TITLES
from jianzhen.web.leads import textindex
from jianzhen.web.leads.models import Lead, LeadRule
from jianzhen.web.leads.transitions import OPEN, STATE_TITLES, State
from jianzhen.web.scope.divisions import divisions, within
from jianzhen.web.scope.queryset import ScopedQuerySet
from jianzhen.web.site.query import text_of
from jianzhen.words import Words

OPEN_STATES, ALL_STATES = "open", "all"
MINE = "me"
FACETS: Mapping[str, Words] = {
    "state": Words("状态", "State"),
    "grade": Words("等级", "Grade"),
    "region": Words("地区", "Region"),
    "clause": Words("条款", "Clause"),
    "family": Words("证据类别", "Kind of evidence"),
    "rule": Words("规则", "Rule"),
    "age": Words("收到时间", "Received"),
    "due": Words("期限", "Due"),
}
OF_RULES = ("clause", "family", "rule")
AGES: Mapping[str, tuple[int, int, Words]] = {
    "week": (0, 7, Words("7 天内", "within 7 days")),
    "month": (7, 30, Words("8–30 天", "8 to 30 days")),
    "quarter": (30, 90, Words("31–90 天", "31 to 90 days")),
    "older": (90, 0, Words("90 天以上", "more than 90 days")),
}
"""From how many days ago to how many; nought for no end."""
LATE, SOON = "late", "soon"
DUES: Mapping[str, Words] = {LATE: Words("已超期", "overdue"), SOON: Words("7 天内到期", "due within 7 days")}
_SOON_DAYS = 7
_MOST_NAMED = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; what it says wrongly is left out, not guessed."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    mine: bool = False
    subject: str = ""
    run: str = ""
    gone: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Wanted:
        """Take the known parts of an address."""
        chosen = {name: value for name in FACETS if (value := text_of(query, name))}
        texts = (text_of(query, name) for name in ("subject", "run", "gone"))
        return cls(chosen, text_of(query, "q"), query.get("assignee") == MINE, *texts)

    @property
    def states(self) -> tuple[str, ...]:
        """The states asked for; without a word those in which there is something left to do."""
        state = self.chosen.get("state", OPEN_STATES)
        if state == OPEN_STATES:
            return tuple(sorted(one.value for one in OPEN))
        return (state,) if state in State._value2member_map_ else tuple(one.value for one in State)

    @property
    def regions(self) -> frozenset[str] | None:
        """The regions asked for; None for all."""
        region = self.chosen.get("region")
        return within(region) if region else None

    @property
    def of_rules(self) -> dict[str, str]:
        """What is asked of the rules."""
        return {name: self.chosen[name] for name in OF_RULES if name in self.chosen}

    @property
    def is_counted(self) -> bool:
        """Whether the table of counts knows how many leads fit."""
        beyond = (self.text, self.mine, self.subject, self.run, self.gone, "age" in self.chosen, "due" in self.chosen)
        return not any(beyond) and len(self.of_rules) <= 1


def fitting(leads: ScopedQuerySet[Lead], wanted: Wanted, user_id: int | None) -> ScopedQuerySet[Lead]:
    """The leads that fit."""
    if len(wanted.states) < len(State):
        leads = leads.filter(state__in=wanted.states)
    if grade := wanted.chosen.get("grade"):
        leads = leads.filter(grade=grade)
    if wanted.regions is not None:
        leads = leads.filter(region__in=sorted(wanted.regions))
    for name, value in wanted.of_rules.items():
        leads = leads.filter(Exists(LeadRule.objects.filter(lead=OuterRef("pk"), **{name: value})))
    if wanted.mine:
        leads = leads.filter(assignee_id=user_id)
    leads = _of(leads, wanted)
    return _containing(_due(_aged(leads, wanted.chosen.get("age", "")), wanted.chosen.get("due", "")), wanted.text)


def _of(leads: ScopedQuerySet[Lead], wanted: Wanted) -> ScopedQuerySet[Lead]:
    """Those of a subject, new in a run, or gone in one."""
    if wanted.subject:
        leads = leads.filter(subject=wanted.subject)
    if wanted.run:
        leads = leads.filter(first_run__run_id=wanted.run)
    if wanted.gone:
        leads = leads.filter(gone_in__run_id=wanted.gone)
    return leads


def _aged(leads: ScopedQuerySet[Lead], age: str) -> ScopedQuerySet[Lead]:
    if age not in AGES:
        return leads
    newest, oldest, _ = AGES[age]
    now = dt.datetime.now()
    if newest:
        leads = leads.filter(imported_at__lte=now - dt.timedelta(days=newest))
    return leads.filter(imported_at__gt=now - dt.timedelta(days=oldest)) if oldest else leads


def _due(leads: ScopedQuerySet[Lead], due: str) -> ScopedQuerySet[Lead]:
    today = dt.datetime.now().date()
    if due == LATE:
        return leads.filter(due_on__lt=today)
    if due == SOON:
        return leads.filter(due_on__range=(today, today + dt.timedelta(days=_SOON_DAYS)))
    return leads


def _containing(leads: ScopedQuerySet[Lead], text: str) -> ScopedQuerySet[Lead]:
    if not text:
        return leads
    words = Q(subject_name__icontains=text) | Q(title_zh__icontains=text) | Q(title_en__icontains=text)
    leads = leads.filter(words | Q(subject__icontains=text) | Q(key__startswith=text.lower()))
    few = textindex.found(text)
    return leads if few is None else leads.filter(pk__in=_among([*few, *_named(text.lower())]))


def _named(text: str) -> list[int]:
    """Leads whose id begins so."""
    if not set(text) <= set(hexdigits):
        return []
    named = Lead.objects.order_by().filter(key__gte=text, key__lt=f"{text}g")
    return list(named.values_list("pk", flat=True)[:_MOST_NAMED])


def _among(keys: list[int]) -> RawSQL:
    """Many keys as one value."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [keys])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(keys)])


_TITLES: Mapping[str, Callable[[str], Words]] = {
    "region": lambda value: divisions()[value].name,
    "state": lambda value: STATE_TITLES[State(value)],
    "grade": lambda value: GRADE_TITLES[value],
    "age": lambda value: AGES[value][2],
    "due": lambda value: DUES[value],
    "family": family_title,
    "rule": lambda value: catalogue.find(value).title,
}


def title_of(name: str, value: str) -> Words:
    """A value in words; one that nobody knows stands for itself."""
    try:
        return _TITLES[name](value)
    except (KeyError, ValueError):
        return Words(value, value)
