"""Token buckets: how often something may still be tried."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Bucket(models.Model):
    """What is left for one key. Keys are digests: the table tells nobody who tried what."""

    key = models.CharField(max_length=64, primary_key=True)
    left = models.FloatField()
    at = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager[Bucket]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.left:.1f}"
