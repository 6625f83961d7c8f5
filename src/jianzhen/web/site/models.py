"""When recurring work is due."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ScheduledJob(models.Model):
    """The next turn of one recurring job."""

    name = models.CharField(max_length=200, primary_key=True)
    due_at = models.DateTimeField()

    objects: ClassVar[models.Manager[ScheduledJob]] = models.Manager()

    def __str__(self) -> str:
        return self.name
