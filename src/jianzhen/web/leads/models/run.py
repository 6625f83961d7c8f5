"""Runs whose leads are on the desk."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jianzhen.web.scope.queryset import ScopedManager, ScopeFields
from jianzhen.web.scope.rights import Right


class ScreeningRun(models.Model):
    """A run's folder, taken over as it is; the evidence of its leads is read from there.

    Attributes:
        run_id: The run's own id.
        folder: Its place below ``runs`` of the data folder.
        dataset: Name of the data set it screened; runs of one name are compared. Empty when imported by hand.
    """

    run_id = models.CharField(max_length=64, unique=True)
    folder = models.CharField(max_length=200)
    dataset = models.CharField(max_length=120, blank=True, default="")
    judged_on = models.DateField()
    leads_found = models.PositiveIntegerField()
    imported_at = models.DateTimeField()

    objects: ClassVar[models.Manager[ScreeningRun]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["-imported_at", "-pk"]

    def __str__(self) -> str:
        return self.run_id


class RunChange(models.Model):
    """What a run changed in one region for one set of departments, against the run before over the same data."""

    run = models.ForeignKey(ScreeningRun, models.CASCADE, related_name="changes")
    region = models.CharField(max_length=6)
    remit = models.PositiveSmallIntegerField()
    new = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)

    objects = ScopedManager["RunChange"]()
    scope_fields = ScopeFields(Right.LEADS_VIEW, region="region")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "region", "remit"], name="run_change_once")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.region} +{self.new} ={self.same} -{self.gone}"
