"""What people did with a lead."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jianzhen.web.accounts.models import User
from jianzhen.web.leads.models.lead import OF_A_LEAD, Lead
from jianzhen.web.leads.transitions import STATE_TITLES, TRANSITIONS, State
from jianzhen.web.scope.queryset import ScopedManager
from jianzhen.words import Words

ASSIGN = "assign"
_ASSIGNED = Words("分派", "assigned")


class LeadStep(models.Model):
    """One step; steps are added, never changed. The log of acts has the same and proves it."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="steps")
    act = models.CharField(max_length=16)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    objects = ScopedManager["LeadStep"]()
    scope_fields = OF_A_LEAD

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.act}"

    @property
    def title(self) -> Words:
        """What was done."""
        return TRANSITIONS[self.act].title if self.act in TRANSITIONS else _ASSIGNED

    @property
    def to_title(self) -> Words:
        """Where it led."""
        return STATE_TITLES[State(self.to_state)]
