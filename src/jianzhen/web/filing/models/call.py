"""Calls of programs that must not count twice."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jianzhen.web.accounts.models import User


class ApiCall(models.Model):
    """A call with its idempotency key and the answer that it got; the same call again gets the same answer.

    Attributes:
        content: Digest of what was asked: another question under the same key is refused.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    content = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer: models.JSONField[Any, Any] = models.JSONField(null=True)
    at = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager[ApiCall]] = models.Manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "key"], name="api_call_once")]

    def __str__(self) -> str:
        return self.key
