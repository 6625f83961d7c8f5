"""An accepted filing into the registers: what it would change, and taking it in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.filing.models import Filing
from jianzhen.web.filing.services import adopting
from jianzhen.web.filing.states import Step
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.query import text_of
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_SHOWN = 200


@access(Right.REGISTERS_EDIT)
@require_http_methods(["GET", "POST"])
def adopt_filing(request: Asked, filing_id: int) -> HttpResponse:
    """Show what would change, or do it."""
    sent = Filing.objects.exclude(step=Step.DRAFT.value).select_related("party", "material")
    one = get_object_or_404(sent, pk=filing_id)
    try:
        if request.method == "POST":
            return _adopted(request, one)
        found = adopting.planned(request, one)
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
        return redirect("filing", filing_id=one.pk)
    context = {"filing": one, "plan": found, "digest": found.digest(), "rows": found.rows[:_SHOWN],
               "faults": found.faults[:_SHOWN], "warnings": found.warnings[:_SHOWN], "shown": _SHOWN}  # fmt: skip
    return render(request, "filing/adopt.html", context)


def _adopted(request: Asked, one: Filing) -> HttpResponse:
    done = adopting.adopt(request, one, text_of(request.POST, "seen"))
    told = Words(
        f"已采纳入名录：新增 {done.new} 条，变更 {done.changed} 条",
        f"adopted: {done.new} new entries, {done.changed} changed",
    )
    messages.success(request, chosen(told))
    return redirect("filing", filing_id=one.pk)
