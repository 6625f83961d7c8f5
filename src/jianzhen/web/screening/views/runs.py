"""Runs: what is going on, what was found, what changed; asking for one and stopping it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jianzhen.report.results import Results
from jianzhen.screen.record import RecordError
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.leads.models import RunChange, ScreeningRun
from jianzhen.web.leads.services.importing import folder_of
from jianzhen.web.scope.access import access
from jianzhen.web.scope.divisions import ROOT
from jianzhen.web.scope.rights import Right
from jianzhen.web.screening.area import Area
from jianzhen.web.screening.datasets import datasets, title_of
from jianzhen.web.screening.forms import PlanForm, RunForm
from jianzhen.web.screening.models import Plan, ScreeningJob
from jianzhen.web.screening.models.work import UNFINISHED
from jianzhen.web.screening.services import asking
from jianzhen.web.site.words import chosen
from jianzhen.words import Words

_PER_PAGE = 25
_CHANGES = ("new", "same", "gone")
_CHECK = Words("请检查填写的内容。", "Check what you have filled in.")


@access(Right.LEADS_VIEW)
@require_safe
def screening(request: Asked) -> HttpResponse:
    """Runs under way, the history, and the plan; htmx gets the runs under way alone."""
    under_way = list(ScreeningJob.objects.filter(state__in=UNFINISHED).select_related("asked_by"))
    if request.headers.get("HX-Request"):
        part = {"jobs": under_way, "poll": bool(under_way), "leads": Right.SCREENING_SET in request.actor.rights}
        answer = render(request, "screening/under_way.html", part)
        if not under_way:
            answer.headers["HX-Refresh"] = "true"
        return answer
    page = Paginator(ScreeningRun.objects.all(), _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "jobs": under_way,
        "poll": bool(under_way),
        "leads": Right.SCREENING_SET in request.actor.rights,
        "page": page,
        "rows": [(run, title_of(run.dataset), changes) for run, changes in _changes(list(page.object_list))],
        "ended": ScreeningJob.objects.filter(state__in=("failed", "cancelled")).select_related("asked_by")[:5],
        "plans": Plan.objects.select_related("changed_by"),
        "datasets": datasets(),
        "run_form": RunForm() if Right.SCREENING_RUN in request.actor.rights else None,
        "plan_form": PlanForm() if request.actor.may(Right.SCREENING_SET, Area(ROOT)) else None,
    }
    return render(request, "screening/runs.html", context)


def _changes(runs: list[ScreeningRun]) -> list[tuple[ScreeningRun, dict[str, int]]]:
    """What each run changed of what is in sight."""
    rows = RunChange.objects.filter(run__in=runs).order_by().values_list("run_id")
    sums = rows.annotate(new=Sum("new"), same=Sum("same"), gone=Sum("gone"))
    by_run = {key: dict(zip(_CHANGES, numbers, strict=True)) for key, *numbers in sums}
    return [(run, by_run.get(run.pk, dict.fromkeys(_CHANGES, 0))) for run in runs]


@access(Right.LEADS_VIEW)
@require_safe
def run(request: Asked, run_id: str) -> HttpResponse:
    """One run: what was read, with which rules, what changed."""
    found = get_object_or_404(ScreeningRun, run_id=run_id)
    ((_, changes),) = _changes([found])
    results = Results(folder_of(found))
    try:
        record = results.run
    except RecordError:
        record = None
    context = {"run": found, "title": title_of(found.dataset), "changes": changes, "record": record}
    return render(request, "screening/run.html", {**context, "job": found.jobs.select_related("asked_by").first()})


@access(Right.SCREENING_RUN)
@require_POST
def ask(request: Asked) -> HttpResponse:
    """Ask for a run."""
    form = RunForm(request.POST)
    if not form.is_valid():
        messages.error(request, chosen(_CHECK))
        return redirect("screening")
    told = Words("已加入队列，进度见下。", "It is in the queue; see below how far it is.")
    return _done(request, lambda: asking.ask(request, form.cleaned_data["dataset"], form.cleaned_data["on"]), told)


@access(Right.SCREENING_RUN)
@require_POST
def stop(request: Asked, job_id: int) -> HttpResponse:
    """Stop a run."""
    job = get_object_or_404(ScreeningJob, pk=job_id)
    told = Words("已要求停止，当前规则算完后生效。", "It stops after the rule that runs now.")
    return _done(request, lambda: asking.stop(request, job), told)


@access(Right.SCREENING_SET)
@require_POST
def plan(request: Asked) -> HttpResponse:
    """Set when a data set is screened."""
    if not request.actor.may(Right.SCREENING_SET, Area(ROOT)):
        raise PermissionDenied
    form = PlanForm(request.POST)
    if not form.is_valid():
        messages.error(request, chosen(_CHECK))
        return redirect("screening")
    told = Words("已完成，并已记入日志。", "Done, and put on record.")
    return _done(request, lambda: asking.plan(request, **form.cleaned_data), told)


def _done(request: Asked, act: Callable[[], object], told: Words) -> HttpResponse:
    try:
        act()
    except RefusedError as refusal:
        messages.error(request, chosen(refusal.words))
    else:
        messages.success(request, chosen(told))
    return redirect("screening")
