"""What an institution is asked to explain, and what it answers."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q

from jianzhen.web.accounts.models import Party, User
from jianzhen.web.leads.models.lead import Lead
from jianzhen.web.scope.queryset import ScopedManager, ScopeFields
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

WAITING, LATE, ANSWERED, CLOSED = "waiting", "late", "answered", "closed"
QUESTION_TITLES = {
    WAITING: Words("待答复", "waiting for an answer"),
    LATE: Words("逾期未答复", "overdue"),
    ANSWERED: Words("已答复", "answered"),
    CLOSED: Words("已结束", "closed"),
}


class Question(models.Model):
    """A question about a lead: the institution sees this and nothing else of the lead.

    Attributes:
        party: Who is asked; empty for one without an account, which is asked on paper.
        closed_at: When the lead went on; nothing is answered after that.
        answered_by: Of the institution, or the officer who put down an answer that came on paper.
        file_name, file_sha256, file_type: The attachment, kept under its digest.
    """

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="questions")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="questions")
    text = models.TextField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_type = models.CharField(max_length=40, blank=True)

    objects = ScopedManager["Question"]()
    scope_fields = ScopeFields(
        Right.LEADS_VIEW, region="lead__region", remit="lead__remit", assignee="lead__assignee", party="party"
    )

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["lead"], condition=Q(closed_at=None), name="question_open_once"
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["party", "-asked_at"], name="question_party")]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.asked_at:%Y-%m-%d}"

    @property
    def state(self) -> str:
        """Where it stands today."""
        if self.answered_at:
            return ANSWERED
        if self.closed_at:
            return CLOSED
        return LATE if self.due_on < dt.datetime.now().date() else WAITING

    @property
    def state_title(self) -> Words:
        """The same in words."""
        return QUESTION_TITLES[self.state]

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered: also late, as long as the lead waits."""
        return self.closed_at is None and self.answered_at is None

    @property
    def scope_region(self) -> str:
        """Where the lead's subject is."""
        return self.lead.region

    @property
    def scope_remit(self) -> int:
        """Whose business it is."""
        return self.lead.remit

    @property
    def scope_assignee(self) -> int | None:
        """Who was given the lead."""
        return self.lead.assignee_id

    @property
    def scope_party(self) -> int | None:
        """Who is asked."""
        return self.party_id
