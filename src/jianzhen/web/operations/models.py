"""Who is at work, and how recurring work went. Rows of the platform itself: they say nothing of anybody's business."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Heart(models.Model):
    """A process of the platform that says again and again that it lives.

    Attributes:
        name: Of the process, and of a worker in its tasks.
    """

    name = models.CharField(max_length=64, primary_key=True)
    part = models.CharField(max_length=16)
    host = models.CharField(max_length=64)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager[Heart]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["part", "name"]

    def __str__(self) -> str:
        return self.name


class Turn(models.Model):
    """The last turn of a recurring job.

    Attributes:
        ended_at: None while it runs, or after it was killed.
        fault: Kind of the error it ended with; its text stands in the program's log, for it may name people.
    """

    job = models.CharField(max_length=200, primary_key=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager[Turn]] = models.Manager()

    def __str__(self) -> str:
        return self.job
