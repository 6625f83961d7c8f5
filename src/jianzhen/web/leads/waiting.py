"""What waits for a person: the numbers of the first page."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Count, QuerySet, Sum

from jianzhen.web.leads.models import Lead, LeadTally
from jianzhen.web.leads.models.tally import LEADS
from jianzhen.web.leads.transitions import OPEN
from jianzhen.web.scope.actor import Actor
from jianzhen.web.scope.divisions import divisions
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

SHOWN = 10
_OPEN = [state.value for state in OPEN]
_Cell: TypeAlias = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Open leads of a region."""

    code: str
    name: Words
    open: int
    high: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Open leads in sight: all, new, high, late; those of the person; and by region."""

    open: int
    new: int
    high: int
    late: int
    mine: tuple[Lead, ...]
    places: tuple[Place, ...]


def waiting(actor: Actor, today: dt.date) -> Waiting:
    """Three questions, whatever the number of leads."""
    found = Lead.objects.filter(state__in=_OPEN)
    cells = _live(found) if is_given_leads(actor) else _from_tally()
    by_region: dict[str, Counter[str]] = defaultdict(Counter)
    for region, state, grade, number in cells:
        by_region[region] += Counter({"open": number, f"state {state}": number, f"grade {grade}": number})
    sums = sum(by_region.values(), Counter[str]())
    places = tuple(
        Place(code, one.name, by_region[code]["open"], by_region[code]["grade high"])
        for code, one in divisions().items()
        if code in by_region
    )
    mine = tuple(found.filter(assignee_id=actor.user_id).order_by("due_on", "rank", "pk")[:SHOWN])
    late = found.filter(due_on__lt=today).count()
    return Waiting(sums["open"], sums["state new"], sums["grade high"], late, mine, places)


def is_given_leads(actor: Actor) -> bool:
    """Whether the person sees some leads only because they were given: the table of counts knows nothing of that."""
    return any(stretch.only_assigned for stretch in actor.stretches(Right.LEADS_VIEW))


def _from_tally() -> Iterable[_Cell]:
    cells = LeadTally.objects.filter(dimension=LEADS, state__in=_OPEN)
    return cells.values_list("region", "state", "grade").annotate(n=Sum("number"))


def _live(found: QuerySet[Lead]) -> Iterable[_Cell]:
    return found.order_by().values_list("region", "state", "grade").annotate(n=Count("pk"))
