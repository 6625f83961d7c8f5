"""What recurs: an app's ``jobs.py`` registers with ``every``; the scheduler runs what is due."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.module_loading import autodiscover_modules

from jianzhen.web.operations.models import Turn
from jianzhen.web.site.models import ScheduledJob

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do again and again."""

    name: str
    interval: timedelta
    do: Callable[[], object]


_registered: dict[str, Job] = {}


def every(**interval: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register a function to be called at an interval (``hours=1``)."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        name = f"{function.__module__}.{function.__name__}"
        _registered[name] = Job(name, timedelta(**interval), function)
        return function

    return register


def registered() -> list[Job]:
    """All jobs of all apps."""
    autodiscover_modules("jobs")
    return sorted(_registered.values(), key=lambda job: job.name)


def run_due(jobs: list[Job], now: datetime) -> list[str]:
    """Run what is due and give the names; of several schedulers exactly one gets each turn.

    A job that fails is told in the log and comes again at its next turn.
    """
    ran = []
    for job in jobs:
        if _claim(job, now):
            ran.append(job.name)
            _take_turn(job)
    return ran


def _take_turn(job: Job) -> None:
    """Run it, and note how it went."""
    turns, fault = Turn.objects.filter(job=job.name), ""
    Turn.objects.update_or_create(job=job.name, defaults={"began_at": datetime.now(), "ended_at": None, "fault": ""})
    try:
        job.do()
    except Exception as error:
        log.exception("%s failed", job.name)
        fault = type(error).__name__
    turns.update(ended_at=datetime.now(), fault=fault)


def _claim(job: Job, now: datetime) -> bool:
    """Take the turn: the update that moves the date forward succeeds for one scheduler only."""
    row, new = ScheduledJob.objects.get_or_create(name=job.name, defaults={"due_at": now + job.interval})
    if new:
        return True
    due = ScheduledJob.objects.filter(name=job.name, due_at__lte=now)
    return row.due_at <= now and due.update(due_at=now + job.interval) == 1
