"""The first page: what is waiting for me, what is late, the region at a glance."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.leads.waiting import waiting
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right


@access()
@require_safe
def home(request: Asked) -> HttpResponse:
    """What is there for me; somebody without leads is told what the posts are for."""
    if request.actor.party_id is not None:
        return redirect("own")
    sees_leads = Right.LEADS_VIEW in request.actor.rights
    context = {"waiting": waiting(request.actor, dt.datetime.now().date()) if sees_leads else None}
    return render(request, "leads/home.html", context)
