"""The list of leads, as a page and as data."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.leads.counting import counted
from jianzhen.web.leads.filters import Wanted, fitting
from jianzhen.web.leads.models import Lead
from jianzhen.web.scope.access import access
from jianzhen.web.scope.queryset import ScopedQuerySet
from jianzhen.web.scope.rights import Right

_PER_PAGE = 50
_MOST_PAGES = 100
_MOST_OF_API = 200
READABLE = {"ensure_ascii": False}
"""Chinese as Chinese, not as numbers."""


def _wanted(request: Asked) -> tuple[Wanted, ScopedQuerySet[Lead]]:
    wanted = Wanted.read(request.GET)
    return wanted, fitting(Lead.objects.get_queryset(), wanted, request.actor.user_id)


@access(Right.LEADS_VIEW)
@require_safe
def leads(request: Asked) -> HttpResponse:
    """The ranked list with its facets; htmx gets the part that changes."""
    wanted, found = _wanted(request)
    counts = counted(request.actor, found, wanted)
    page = _page(request, found, counts.total)
    context: dict[str, object] = {
        "page": page,
        "wanted": wanted,
        "facets": counts.facets,
        "total": counts.total,
        "more": counts.more,
    }
    context["may_assign"] = Right.LEADS_ASSIGN in request.actor.rights
    part = "leads/results.html" if request.headers.get("HX-Request") else "leads/list.html"
    answer = render(request, part, context)
    answer.headers["Vary"] = "HX-Request, Cookie"
    return answer


def _page(request: Asked, found: ScopedQuerySet[Lead], total: int) -> Page[Lead]:
    """A page of the list; the keys first, for which the index alone is read, and no further than there are any."""
    pages = Paginator(range(min(total, _PER_PAGE * _MOST_PAGES)), _PER_PAGE)
    places = pages.get_page(request.GET.get("page"))
    first, last = (places.start_index() - 1, places.end_index()) if total else (0, 0)
    keys = list(found.values_list("pk", flat=True)[first:last])
    leads = Lead.objects.filter(pk__in=keys).select_related("assignee").prefetch_related("rules")
    return Page(list(leads), places.number, pages)  # type: ignore[arg-type]  # numbered by places, filled with leads


@access(Right.LEADS_VIEW)
@require_safe
def api_leads(request: Asked) -> HttpResponse:
    """The same list as data: ``after`` is the ``next`` of the answer before."""
    _, found = _wanted(request)
    rank, _, key = request.GET.get("after", "").partition(".")
    if rank.isdecimal() and key.isdecimal():
        found = found.filter(Q(rank__gt=int(rank)) | Q(rank=int(rank), pk__gt=int(key)))
    rows = list(found[: _MOST_OF_API + 1])
    more = f"{rows[_MOST_OF_API - 1].rank}.{rows[_MOST_OF_API - 1].pk}" if len(rows) > _MOST_OF_API else None
    return JsonResponse(
        {"leads": [_plain(lead) for lead in rows[:_MOST_OF_API]], "next": more}, json_dumps_params=READABLE
    )


def _plain(lead: Lead) -> dict[str, object]:
    return {
        "id": lead.key,
        "title": lead.title._asdict(),
        "grade": lead.grade,
        "state": lead.state,
        "region": lead.region,
        "subject": {"kind": lead.subject_kind, "id": lead.subject, "name": lead.subject_name},
        "from_at": lead.from_at.isoformat() if lead.from_at else None,
        "to_at": lead.to_at.isoformat() if lead.to_at else None,
    }
