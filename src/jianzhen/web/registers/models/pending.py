"""Workbooks that were checked and wait for their sender's word."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models

from jianzhen.web.accounts.models import User

FOLDER = "imports"
"""Below the data folder."""


class PendingImport(models.Model):
    """One workbook of one person; taken in or gone within a day.

    Attributes:
        plan: Digest of what the dry run said it would do; what is taken in is that, or nothing.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    plan = models.CharField(max_length=64, blank=True)
    valid_from = models.DateField()
    reason = models.TextField()
    made_at = models.DateTimeField()

    # Only ever asked for by its own person.
    objects: ClassVar[models.Manager[PendingImport]] = models.Manager()

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where its bytes are."""
        return Path(settings.OPTIONS.data) / FOLDER / f"{self.pk}.xlsx"
