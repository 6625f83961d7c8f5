"""Tokens of programs that ask in the name of a person."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models

from jianzhen.web.accounts.models.user import User
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import lazy


class ApiToken(models.Model):
    """A token; only its digest is kept, so that the database gives none away.

    Attributes:
        rights: What the token carries, at most; the person's own rights are the other bound.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(lazy("用途", "purpose"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    rights = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(lazy("有效期至", "valid until"))
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[ApiToken]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def is_valid(self, now: dt.datetime) -> bool:
        """Neither revoked nor run out, and its person is still here."""
        return self.revoked_at is None and now < self.expires_at and self.user.is_active

    @property
    def carried(self) -> frozenset[Right]:
        """The rights; one that no longer exists counts for nothing."""
        return frozenset(Right(name) for name in self.rights if name in Right._value2member_map_)
