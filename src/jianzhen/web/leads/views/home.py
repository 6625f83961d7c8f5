"""The first page: what is waiting for me, what is late, the region at a glance."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.filing.services import adopting
from jianzhen.web.leads.models import Question
from jianzhen.web.leads.tiles import tile_map
from jianzhen.web.leads.transmission import rates
from jianzhen.web.leads.waiting import SHOWN, waiting
from jianzhen.web.registers.expiry import by_register
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.screening.area import Area
from jianzhen.web.screening.models import BackTest
from jianzhen.web.screening.models.work import WorkState

_DAYS, _LOOKED_AT = 30, 50


@access()
@require_safe
def home(request: Asked) -> HttpResponse:
    """What is there for me; somebody without leads is told what the posts are for."""
    if request.actor.party_id is not None:
        return redirect("own")
    keeps = Right.REGISTERS_EDIT in request.actor.rights
    endings = by_register(dt.datetime.now().date()) if keeps else []
    return render(request, "leads/home.html", {**_context(request), "endings": endings})


def _context(request: Asked) -> dict[str, Any]:
    if Right.LEADS_VIEW not in request.actor.rights:
        return {"waiting": None}
    stretches = request.actor.stretches(Right.LEADS_VIEW)
    reach = frozenset().union(*(one.regions for one in stretches if not one.only_assigned))
    found = waiting(request.actor, dt.datetime.now().date())
    answered = Question.objects.filter(answered_at__isnull=False, closed_at=None).select_related("lead")
    return {
        "waiting": found,
        "map": tile_map(found.places, reach) if reach else None,
        "answered": answered.order_by("answered_at")[:SHOWN] if Right.LEADS_TRIAGE in request.actor.rights else (),
        "rates": rates(reach),
        "filings": adopting.desk() if Right.FILINGS_DECIDE in request.actor.rights else None,
        "tests": _to_decide(request) if Right.SCREENING_SET in request.actor.rights else (),
    }


def _to_decide(request: Asked) -> list[BackTest]:
    """Thresholds that were tried lately and wait for a leader whose place it is."""
    lately = dt.datetime.now() - dt.timedelta(days=_DAYS)
    tried = BackTest.objects.filter(state=WorkState.DONE.value, setting=None, asked_at__gt=lately)
    found = tried.select_related("asked_by").defer("found")[:_LOOKED_AT]
    return [one for one in found if request.actor.may(Right.SCREENING_SET, Area(one.region))][:SHOWN]
