"""Decisions that findings weigh less: the list, a new one, taking one back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jianzhen.rules import catalogue
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.leads.forms import SuppressForm
from jianzhen.web.leads.models import Lead
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.screening.models import SuppressionDecision
from jianzhen.web.screening.services import suppressing
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_PER_PAGE = 50
_CHECK = Words("请检查填写的内容。", "Check what you have filled in.")
_DONE = Words("已完成，并已记入日志；下一次筛查起生效。", "Done, and put on record; it acts from the next run on.")


@access(Right.LEADS_VIEW)
@require_safe
def suppressions(request: Asked) -> HttpResponse:
    """All decisions in sight, those in force first."""
    found = SuppressionDecision.objects.select_related("by", "lifted_by").order_by("lifted_at", "expires_on", "pk")
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    titles = {rule.id: rule.title for rule in catalogue.catalogue().values()}
    rows = [
        (one, titles.get(one.rule, Words(one.rule, one.rule)), request.actor.may(Right.SCREENING_SET, one))
        for one in page.object_list
    ]
    return render(request, "screening/suppressions.html", {"page": page, "rows": rows})


@access(Right.SCREENING_SET)
@require_POST
def suppress(request: Asked, key: str) -> HttpResponse:
    """Suppress a rule of a lead for its subject."""
    lead = get_object_or_404(Lead.objects.all(), key=key)
    form = SuppressForm(request.POST)
    if not form.is_valid():
        messages.error(request, chosen(_CHECK))
    else:
        _done(request, lambda: suppressing.suppress(request, lead, **form.cleaned_data))
    return redirect("lead", key=lead.key)


@access(Right.SCREENING_SET)
@require_POST
def lift(request: Asked, decision_id: int) -> HttpResponse:
    """Take a decision back."""
    decision = get_object_or_404(SuppressionDecision.objects.all(), pk=decision_id)
    _done(request, lambda: suppressing.lift(request, decision, request.POST.get("reason", "")))
    return redirect("suppressions")


def _done(request: Asked, act: Callable[[], object]) -> None:
    try:
        act()
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
    else:
        messages.success(request, chosen(_DONE))
