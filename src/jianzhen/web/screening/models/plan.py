"""When the platform screens by itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jianzhen.web.accounts.models import User


class Plan(models.Model):
    """One data set screened every so many days at an hour; without days, not at all."""

    dataset = models.CharField(max_length=120, unique=True)
    every_days = models.PositiveSmallIntegerField(default=0)
    hour = models.PositiveSmallIntegerField(default=2)
    next_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Plan]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["dataset"]

    def __str__(self) -> str:
        return self.dataset
