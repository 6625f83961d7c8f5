"""Lists that somebody wants to see again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jianzhen.web.accounts.models import User


class SavedView(models.Model):
    """Conditions, order and columns of a list under a name; one person's own."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    register = models.CharField(max_length=32)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1500)

    # Holds no rows: what the conditions find is looked up in the scope of whoever opens it.
    objects: ClassVar[models.Manager[SavedView]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "register", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name
