"""Asking for runs, stopping them, planning them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jianzhen.rules import catalogue
from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.scope.divisions import ROOT
from jianzhen.web.scope.rights import Right
from jianzhen.web.screening.area import Area
from jianzhen.web.screening.datasets import datasets, title_of
from jianzhen.web.screening.models import Plan, ScreeningJob
from jianzhen.web.screening.models.work import UNFINISHED
from jianzhen.web.screening.services.work import ask_to_stop
from jianzhen.web.screening.tasks import run_screening
from jianzhen.words import Words


def ask(request: Asked | None, dataset: str, on: dt.date, rules: Sequence[str] = ()) -> ScreeningJob:
    """Ask for a run; the worker begins it as soon as it is free.

    Args:
        request: Who asks; None for the plan.
        dataset: Name of a data set.
        on: The day as of which the data are judged.
        rules: Ids of rules; none for all.

    Raises:
        RefusedError: There is no such data set or rule, or a run over it is not finished.
    """
    if dataset not in datasets():
        raise RefusedError(Words("没有这个数据集", "There is no such data set"))
    if unknown := sorted(set(rules) - set(catalogue.catalogue())):
        text = Words("没有这些规则：{names}", "There are no such rules: {names}")
        raise RefusedError(text.format(names=", ".join(unknown)))
    with transaction.atomic():
        if ScreeningJob.objects.select_for_update().filter(dataset=dataset, state__in=UNFINISHED).exists():
            raise RefusedError(
                Words(
                    "该数据集已有筛查在进行，请等它结束或先取消",
                    "A run over it is not finished; wait, or stop it first",
                )
            )
        job = ScreeningJob.objects.create(
            dataset=dataset, on=on, rules=list(rules), asked_at=dt.datetime.now(),
            asked_by=request.user if request else None,
        )  # fmt: skip
        words = Words(
            f"发起筛查：{title_of(dataset).zh}，截至 {on}", f"asked to screen {title_of(dataset).en} as of {on}"
        )
        audit.record(
            "screening.asked", actor=request.user if request else None, request=request, target=job,
            after={"dataset": dataset, "on": on.isoformat(), "rules": list(rules)}, words=words,
        )  # fmt: skip
        transaction.on_commit(lambda: run_screening.enqueue(job.pk))
    return job


def stop(request: Asked, job: ScreeningJob) -> None:
    """Stop a run: nothing of it reaches the desk.

    Raises:
        RefusedError: It has ended.
        django.core.exceptions.PermissionDenied: Somebody else asked for it, and the person is no leader.
    """
    if job.asked_by_id != request.user.pk and Right.SCREENING_SET not in request.actor.rights:
        raise PermissionDenied
    with transaction.atomic():
        if not job.is_unfinished:
            raise RefusedError(Words("这次筛查已经结束", "The run has ended"))
        ask_to_stop(ScreeningJob, job.pk)
        words = Words("取消筛查 {target}", "stopped the run {target}")
        audit.record(
            "screening.stopped",
            actor=request.user,
            request=request,
            target=job,
            after={"stop_asked": True},
            words=words,
        )


def plan(request: Asked, dataset: str, *, every_days: int, hour: int) -> Plan:
    """Screen a data set every so many days at an hour; nought days for not at all.

    Raises:
        RefusedError: There is no such data set.
        django.core.exceptions.PermissionDenied: The person does not answer for the whole region, which a plan is about.
    """
    if not request.actor.may(Right.SCREENING_SET, Area(ROOT)):
        raise PermissionDenied
    if dataset not in datasets():
        raise RefusedError(Words("没有这个数据集", "There is no such data set"))
    now = dt.datetime.now()
    values = {"every_days": every_days, "hour": hour, "next_at": _next(now, hour) if every_days else None}
    with transaction.atomic():
        before = Plan.objects.filter(dataset=dataset).values("every_days", "hour").first()
        found, _ = Plan.objects.update_or_create(
            dataset=dataset, defaults={**values, "changed_by": request.user, "changed_at": now}
        )
        audit.record(
            "screening.planned", actor=request.user, request=request, target=found, before=before,
            after={"every_days": every_days, "hour": hour},
            words=Words("设定筛查计划 {target}", "set the plan of {target}"),
        )  # fmt: skip
    return found


def run_planned(now: dt.datetime) -> list[ScreeningJob]:
    """Ask for the runs that are due. A data set that is gone or busy waits for its next turn."""
    asked = []
    for one in Plan.objects.filter(every_days__gt=0, next_at__lte=now):
        turn = _next(now, one.hour) + dt.timedelta(days=one.every_days - 1)
        if Plan.objects.filter(pk=one.pk, next_at=one.next_at).update(next_at=turn):
            try:
                asked.append(ask(None, one.dataset, now.date()))
            except RefusedError:
                continue
    return asked


def _next(now: dt.datetime, hour: int) -> dt.datetime:
    today = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return today if today > now else today + dt.timedelta(days=1)
