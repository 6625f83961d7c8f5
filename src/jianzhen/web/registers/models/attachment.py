"""Files that belong to entries."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models

from jianzhen.web.accounts.models import User
from jianzhen.web.registers.models.record import Record
from jianzhen.web.registers.models.scoping import OF_A_RECORD, RegisterManager

FOLDER = "attachments"
"""Below the data folder; a file's name there is its digest."""


class Attachment(models.Model):
    """A file of an entry; taken off by a mark, its bytes stay.

    Attributes:
        sha256: Digest of the bytes, and their name on the disk.
        kind: What the bytes are, as found by looking at them.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField()
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = RegisterManager["Attachment"]()
    scope_fields = OF_A_RECORD

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where the bytes are."""
        return Path(settings.OPTIONS.data) / FOLDER / self.sha256[:2] / self.sha256
