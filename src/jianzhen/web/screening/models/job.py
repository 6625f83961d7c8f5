"""Runs that were asked for."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jianzhen.web.accounts.models import User
from jianzhen.web.leads.models import ScreeningRun
from jianzhen.web.screening.models.work import Work


class ScreeningJob(Work):
    """One run over a data set of the office, on demand or by plan.

    What is screened is everybody's: a job has no region. What it found is seen by whoever sees the leads.

    Attributes:
        dataset: Name of the data set, see ``screening.datasets``.
        on: The day as of which the data are judged.
        rules: Ids of the rules to run; empty for all.
        settings: The settings as they stood when the run began, as plain data; kept so that a run that was
            taken up again judges the same way.
        batch: Of a lake, the batch it reads.
        asked_by: Who asked; None for the plan.
        run: What came of it.
    """

    dataset = models.CharField(max_length=120)
    on = models.DateField()
    rules: models.JSONField[Any, Any] = models.JSONField(default=list)
    settings: models.JSONField[Any, Any] = models.JSONField(null=True)
    batch = models.PositiveIntegerField(null=True, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    run = models.ForeignKey(ScreeningRun, models.PROTECT, null=True, blank=True, related_name="jobs")

    objects: ClassVar[models.Manager[ScreeningJob]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.dataset} {self.on}"
