"""Likely duplicates, and a person's word on them."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.registers.catalogue import ORGANISATIONS
from jianzhen.web.registers.duplicates import candidates
from jianzhen.web.registers.linking import decided_lately
from jianzhen.web.registers.models import Record
from jianzhen.web.registers.relations import organisations_named
from jianzhen.web.registers.services import deciding
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_PER_PAGE = 20
_DECIDED = 20


@access(Right.REGISTERS_VIEW)
@require_safe
def duplicates(request: Asked) -> HttpResponse:
    """Pairs nobody has decided on, the likeliest first, and what was decided last."""
    today = dt.datetime.now().date()
    decided = decided_lately(_DECIDED)
    pairs = [(one, one.verdict.one, one.verdict.other) for one in decided]
    names = organisations_named({record.org for _, *both in pairs for record in both}, today)
    context = {
        "page": Paginator(candidates(today), _PER_PAGE).get_page(request.GET.get("page")),
        "decided": [(told, one, names.get(one.org, one.org), other, names.get(other.org, other.org))
                    for told, one, other in pairs],
        "editor": Right.REGISTERS_EDIT in request.actor.rights,
    }  # fmt: skip
    return render(request, "registers/duplicates.html", context)


@access(Right.REGISTERS_EDIT)
@require_POST
def decide(request: Asked, one: str, other: str) -> HttpResponse:
    """Keep a verdict."""
    records = [get_object_or_404(Record.objects.all(), register=ORGANISATIONS, key=key) for key in (one, other)]
    try:
        deciding.decide(request, records[0], records[1], request.POST.get("verdict", ""),
                        reason=request.POST.get("reason", ""))  # fmt: skip
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
    else:
        messages.success(
            request, chosen(Words("已记下判定，并已记入日志。", "The verdict is kept, and put on record."))
        )
    return redirect("duplicates")
