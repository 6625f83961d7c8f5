"""Decisions that findings of one subject by one rule weigh less for a while."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q

from jianzhen.screen.suppression import EFFECTIVE, NONE
from jianzhen.web.accounts.models import User
from jianzhen.web.leads.weights import WEIGHT_TITLES, weights
from jianzhen.web.scope.queryset import ScopedManager, ScopeFields
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words


class SuppressionDecision(models.Model):
    """Subject x rule, with a reason, until a day; acts from the next run on. Lifted, never deleted."""

    rule = models.CharField(max_length=80)
    subject = models.CharField(max_length=64)
    subject_name = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=6)
    remit = models.PositiveSmallIntegerField()
    severity = models.CharField(max_length=8, default=NONE, choices=weights)
    expires_on = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_because = models.TextField(blank=True)

    objects = ScopedManager["SuppressionDecision"]()
    scope_fields = ScopeFields(Right.LEADS_VIEW, region="region")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(severity__in=list(EFFECTIVE)), name="suppression_severity"),
            models.UniqueConstraint(
                fields=["rule", "subject"], condition=Q(lifted_at=None), name="suppression_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"

    @property
    def acts(self) -> bool:
        """Whether it acts today."""
        return self.lifted_at is None and self.expires_on >= dt.datetime.now().date()

    @property
    def weight_title(self) -> Words:
        """What a finding still weighs."""
        return WEIGHT_TITLES[self.severity]

    @property
    def scope_region(self) -> str:
        """Where the subject is."""
        return self.region

    @property
    def scope_remit(self) -> int:
        """Whose business it is."""
        return self.remit

    @property
    def scope_assignee(self) -> int | None:
        """Nobody is given one."""
        return None
