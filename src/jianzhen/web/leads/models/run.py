"""Runs whose leads are on the desk."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ScreeningRun(models.Model):
    """A run's folder, taken over as it is; the evidence of its leads is read from there.

    Attributes:
        run_id: The run's own id.
        folder: Its place below ``runs`` of the data folder.
    """

    run_id = models.CharField(max_length=64, unique=True)
    folder = models.CharField(max_length=200)
    judged_on = models.DateField()
    leads_found = models.PositiveIntegerField()
    imported_at = models.DateTimeField()

    objects: ClassVar[models.Manager[ScreeningRun]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["-imported_at", "-pk"]

    def __str__(self) -> str:
        return self.run_id
