"""What waits for a person: the numbers of the first page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from jianzhen.web.leads.models import Lead
from jianzhen.web.leads.transitions import OPEN, State
from jianzhen.web.scope.actor import Actor
from jianzhen.web.scope.divisions import divisions
from jianzhen.words import Words

SHOWN = 10


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
    """Two questions, whatever the number of leads."""
    found = Lead.objects.filter(state__in=[state.value for state in OPEN])
    rows = found.order_by().values_list("region").annotate(
        open=Count("pk"),
        new=Count("pk", filter=Q(state=State.NEW.value)),
        high=Count("pk", filter=Q(grade="high")),
        late=Count("pk", filter=Q(due_on__lt=today)),
    )  # fmt: skip
    by_region = {region: counts for region, *counts in rows}
    sums = [sum(column) for column in zip(*by_region.values(), strict=True)] or [0, 0, 0, 0]
    places = tuple(
        Place(code, one.name, by_region[code][0], by_region[code][2])
        for code, one in divisions().items()
        if code in by_region
    )
    mine = tuple(found.filter(assignee_id=actor.user_id).order_by("due_on", "rank", "pk")[:SHOWN])
    return Waiting(sums[0], sums[1], sums[2], sums[3], mine, places)
