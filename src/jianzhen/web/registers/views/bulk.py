"""One column of many entries: choose, look, do."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.registers.forms import BulkForm
from jianzhen.web.registers.listing import Wanted, fitting
from jianzhen.web.registers.services import bulk
from jianzhen.web.registers.views.common import register_named
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import chosen
from jianzhen.words import Words


@access(Right.REGISTERS_EDIT)
@require_http_methods(["GET", "POST"])
def change(request: Asked, register: str) -> HttpResponse:
    """Change what a list shows: the first answer shows what would happen, the second does it."""
    wanted = Wanted.read(register_named(register), request.GET)
    states = list(fitting(wanted)[: bulk.MOST + 1])
    form = BulkForm(wanted.register, request.POST or None, initial={"valid_from": dt.datetime.now().date().isoformat()})
    context = {"register": wanted.register, "form": form, "number": len(states), "too_many": len(states) > bulk.MOST}
    if request.method == "POST" and form.is_valid() and not context["too_many"]:
        data = form.cleaned_data
        chosen_keys = set(request.POST.getlist("pick"))
        picked = [state for state in states if not chosen_keys or state.record_key in chosen_keys]
        planned, refused = bulk.plan(
            request, wanted.register, picked, data["column"], data["value"], data["valid_from"]
        )
        if seen := request.POST.get("seen_plan"):
            try:
                bulk.apply(request, planned, refused, seen, data["reason"])
            except RefusedError as refusal:
                messages.error(request, chosen(refusal.words))
            else:
                told = Words(
                    f"已修改 {planned.changed} 条，并已记入日志。", f"{planned.changed} entries changed, on record."
                )
                messages.success(request, chosen(told))
                return redirect("register", register=register)
        picks = sorted(chosen_keys)
        context |= {"plan": planned, "refused": refused, "digest": planned.digest(), "picks": picks}
    return render(request, "registers/bulk.html", context)
