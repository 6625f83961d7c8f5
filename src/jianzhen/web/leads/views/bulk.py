"""Giving many leads to one person: chosen, looked at, then done as one."""

from __future__ import annotations

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jianzhen.web.accounts.actors import actor_of
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import User
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.leads.forms import BulkForm
from jianzhen.web.leads.models import Lead
from jianzhen.web.leads.services import triage
from jianzhen.web.scope.access import access
from jianzhen.web.scope.actor import Actor
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

MOST = 200
_KEY = re.compile(r"[0-9a-f]{32}")
_NONE = Words("请先在列表中勾选线索。", "Tick leads in the list first.")
_MANY = Words("一次最多分派 {n} 条。", "At most {n} leads at a time.").format(n=MOST)
_CLOSED = Words("已办结，不分派", "closed; is not assigned")
_FORBIDDEN = Words("您无权分派", "not yours to assign")
_BLIND = Words("该人员的岗位看不到", "beyond the person's posts")


@access(Right.LEADS_ASSIGN)
@require_POST
def bulk(request: Asked) -> HttpResponse:
    """Show what would be assigned, and what not and why; done only when that was seen."""
    keys = [key for key in dict.fromkeys(request.POST.getlist("key")) if _KEY.fullmatch(key)]
    if not keys or len(keys) > MOST:
        messages.error(request, chosen(_MANY if keys else _NONE))
        return redirect("leads")
    leads = list(Lead.objects.filter(key__in=keys).select_related("assignee"))
    form = BulkForm(_people(), request.POST if "user" in request.POST else None)
    user = form.cleaned_data["user"] if form.is_bound and form.is_valid() else None
    target = actor_of(user) if user else None
    rows = [(lead, _objection(request.actor, lead, target)) for lead in leads]
    fit = [lead for lead, objection in rows if objection is None]
    if user and "done" in request.POST and fit:
        return _done(request, fit, form)
    context = {"rows": rows, "fit": fit, "form": form, "who": user, "missing": len(keys) - len(leads)}
    return render(request, "leads/bulk.html", context)


def _people() -> QuerySet[User]:
    return User.people.filter(is_active=True, party=None)


def _objection(actor: Actor, lead: Lead, target: Actor | None) -> Words | None:
    if not actor.may(Right.LEADS_ASSIGN, lead):
        return _FORBIDDEN
    if not lead.is_open:
        return _CLOSED
    if target is None:
        return None
    before, lead.assignee_id = lead.assignee_id, target.user_id  # seen as if it were theirs
    try:
        return None if target.may(Right.LEADS_VIEW, lead) else _BLIND
    finally:
        lead.assignee_id = before


def _done(request: Asked, leads: list[Lead], form: BulkForm) -> HttpResponse:
    try:
        triage.assign_all(request, leads, **form.cleaned_data)
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
    except PermissionDenied:
        messages.error(request, chosen(_FORBIDDEN))
    else:
        told = Words("已分派 {n} 条，并已记入日志。", "{n} leads are assigned, and it is on record.").format(
            n=len(leads)
        )
        messages.success(request, chosen(told))
    return redirect("leads")
