"""What long work has in common: it waits, runs, says how far it is, can be told to stop, and ends one way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from django.db import models

from jianzhen.web.site.words import lazy
from jianzhen.words import Words


class WorkState(StrEnum):
    """Where a piece of work stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


WORK_TITLES: Mapping[str, Words] = {
    WorkState.WAITING: Words("排队中", "waiting"),
    WorkState.RUNNING: Words("进行中", "running"),
    WorkState.DONE: Words("已完成", "done"),
    WorkState.FAILED: Words("失败", "failed"),
    WorkState.CANCELLED: Words("已取消", "cancelled"),
}
UNFINISHED = (WorkState.WAITING.value, WorkState.RUNNING.value)
SILENT = dt.timedelta(minutes=2)
"""Work that has not been heard of for so long has lost its worker, which speaks every twenty seconds."""


def work_states() -> list[tuple[str, str]]:
    """Choices of a state."""
    return [(str(state), lazy(*title)) for state, title in WORK_TITLES.items()]


class Work(models.Model):
    """Long work in the background.

    Attributes:
        heard_at: When the worker last said that it is alive.
        tries: How often a worker has begun it.
        stop_asked: Somebody wants it to stop; it does so before its next step.
        step, steps, doing: How far it is, and what it does now.
        fault_zh, fault_en: Why it failed.
    """

    state = models.CharField(max_length=12, default=WorkState.WAITING.value, choices=work_states)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    doing = models.CharField(max_length=120, blank=True)
    fault_zh = models.TextField(blank=True)
    fault_en = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def state_title(self) -> Words:
        """The state in words."""
        return WORK_TITLES[self.state]

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits or runs."""
        return self.state in UNFINISHED

    @property
    def percent(self) -> int:
        """How far it is."""
        return 100 * self.step // self.steps if self.steps else 0

    @property
    def fault(self) -> Words | None:
        """Why it failed."""
        return Words(self.fault_zh, self.fault_en) if self.fault_zh else None
