"""What is due when, and what is overdue."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jianzhen.report.say import moment
from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.filing.forms import DutyForm
from jianzhen.web.filing.models import Duty
from jianzhen.web.filing.services import duties as services
from jianzhen.web.scope.access import access
from jianzhen.web.scope.rights import Right
from jianzhen.web.site import spreadsheet
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_PER_PAGE = 100


@access(Right.FILINGS_VIEW)
@require_safe
def duties(request: Asked) -> HttpResponse:
    """What is to be handed in, by whom, how often."""
    return _page(
        request, DutyForm(request.actor, initial={"from_on": dt.datetime.now().date().replace(day=1).isoformat()})
    )


def _page(request: Asked, form: DutyForm) -> HttpResponse:
    may = Right.FILINGS_DECIDE in request.actor.rights
    return render(request, "filing/duties.html", {"duties": Duty.objects.all(), "form": form if may else None})


@access(Right.FILINGS_DECIDE)
@require_POST
def new_duty(request: Asked) -> HttpResponse:
    """Set a new one."""
    form = DutyForm(request.actor, request.POST)
    if form.is_valid():
        try:
            services.set_duty(request, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, chosen(refusal.words))
        else:
            messages.success(request, chosen(Words("已设定，并已记入日志。", "Set, and put on record.")))
            return redirect("duties")
    return _page(request, form)


@access(Right.FILINGS_DECIDE)
@require_POST
def end_duty(request: Asked, duty_id: int) -> HttpResponse:
    """End one today."""
    duty = get_object_or_404(Duty.objects.all(), pk=duty_id)
    if not request.actor.may(Right.FILINGS_DECIDE, duty):
        raise PermissionDenied
    try:
        services.end_duty(
            request, duty, on=dt.datetime.now().date(), reason=request.POST.get("reason", "").replace("\0", "")
        )
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
    else:
        messages.success(request, chosen(Words("已终止，并已记入日志。", "Ended, and put on record.")))
    return redirect("duties")


@access(Right.FILINGS_VIEW)
@require_safe
def overdue(request: Asked) -> HttpResponse:
    """Who is late with what."""
    found = services.owed_in_sight(request, dt.datetime.now().date())
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "filing/overdue.html", {"page": page, "may": Right.FILINGS_DECIDE in request.actor.rights})


@access(Right.FILINGS_VIEW)
@require_safe
def overdue_file(request: Asked) -> HttpResponse:
    """The same list as a sheet."""
    found = services.owed_in_sight(request, dt.datetime.now().date())
    with transaction.atomic():
        audit.record(
            "submission.downloaded",
            actor=request.user,
            request=request,
            after={"what": "overdue", "rows": len(found)},
            words=Words("导出逾期清单 {after.rows} 项", "exported the list of {after.rows} overdue submissions"),
        )
    headings = [chosen(one) for one in _HEADINGS]
    rows = [
        (one.party.name, one.party.uscc, one.party.get_region_display(), str(one.duty), one.period, moment(one.due_on),
         one.days, moment(one.chased_on) if one.chased_on else "")
        for one in found
    ]  # fmt: skip
    return spreadsheet.answer("overdue", spreadsheet.workbook("逾期清单", headings, rows))


_HEADINGS = (
    Words("单位", "Party"),
    Words("统一社会信用代码", "Code"),
    Words("地区", "Region"),
    Words("报送内容", "What"),
    Words("期次", "Period"),
    Words("期限", "Due"),
    Words("逾期天数", "Days late"),
    Words("最近催报", "Last reminded"),
)


@access(Right.FILINGS_DECIDE)
@require_POST
def chase(request: Asked) -> HttpResponse:
    """Remind the chosen ones, or all."""
    wanted = set(request.POST.getlist("due"))
    found = [
        one
        for one in services.owed_in_sight(request, dt.datetime.now().date())
        if f"{one.duty.pk}:{one.period}:{one.party.pk}" in wanted
    ]
    count = services.chase(request, found, request.POST.get("text", "").replace("\0", "")[:500])
    text = Words("已催报 {n} 项；同一天内不重复催报。", "Reminded of {n}; each once a day.")
    messages.success(request, chosen(text.format(n=count)))
    return redirect("overdue")
