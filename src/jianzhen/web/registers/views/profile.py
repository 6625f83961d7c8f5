"""An institution on one screen."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.leads.models import Lead
from jianzhen.web.leads.transitions import STATE_TITLES
from jianzhen.web.leads.transitions import State as LeadState
from jianzhen.web.registers.catalogue import ORGANISATIONS, REGISTERS
from jianzhen.web.registers.history import steps_of
from jianzhen.web.registers.linking import same_as
from jianzhen.web.registers.models import State
from jianzhen.web.registers.plots import Bar, bars
from jianzhen.web.registers.profile import Profile, gathered
from jianzhen.web.registers.views.common import SEE, record_found
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_LEADS = 8
_STEPS = 8


@access(*SEE)
@require_safe
def profile(request: Asked, key: str) -> HttpResponse:
    """Who they are, what they may do, how much they do with what, leads, history."""
    record = record_found(REGISTERS[ORGANISATIONS], key)
    today = dt.datetime.now().date()
    states = list(record.states.select_related("change", "change__author").order_by("recorded_at", "valid_from"))
    state = State.objects.on(today).filter(record=record).first() or states[-1]
    found = gathered(record.org, today)
    officer = Right.REGISTERS_VIEW in request.actor.rights
    context = {
        "record": record,
        "state": state,
        "officer": officer,
        "same": same_as(record, today) if officer else (),
        "profile": found,
        "plots": _plots(found),
        "steps": steps_of(states)[:_STEPS],
        **_leads(request, record.org),
    }
    return render(request, "registers/profile.html", context)


def _plots(found: Profile) -> list[tuple[str, SafeString]]:
    if not found.months:
        return []
    titles = {
        "reports": Words("每月签发报告数", "Reports issued each month"),
        "samples": Words("每月样品数", "Samples each month"),
        "each": Words("每名采样、分析人员每月报告数", "Reports a month for each sampler and analyst"),
    }
    drawn = []
    for name, title in titles.items():
        data = [Bar(month.label, getattr(month, name)) for month in found.months]
        if any(bar.value is not None for bar in data):
            drawn.append((chosen(title), bars(data, chosen(title))))
    return drawn


def _leads(request: Asked, org: str) -> dict[str, object]:
    if Right.LEADS_VIEW not in request.actor.rights:
        return {"sees_leads": False}
    leads = Lead.objects.filter(subject_kind="organization", subject=org)
    counts = leads.order_by().values_list("state").annotate(number=Count("pk"))
    return {
        "sees_leads": True,
        "leads": list(leads[:_LEADS]),
        "lead_counts": [(STATE_TITLES[LeadState(state)], number) for state, number in counts],
    }
