"""Filings: what an institution says of itself, version by version."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jianzhen.web.accounts.models import Party, User
from jianzhen.web.accounts.models.office import regions
from jianzhen.web.filing.models.submission import Submission
from jianzhen.web.filing.states import EDITABLE, STEP_TITLES, Step
from jianzhen.web.scope.queryset import ScopedManager, ScopeFields
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import lazy
from jianzhen.words import Words


def steps() -> list[tuple[str, str]]:
    """Choices of a step."""
    return [(step.value, lazy(*title)) for step, title in STEP_TITLES.items()]


class Filing(models.Model):
    """One version of a party's filing; a change is the next version, the older ones stay.

    Attributes:
        material: The checked workbook with staff, instruments, certificates.
        promised_by, promised_text: Who gave the promise, and its very words.
        adopted_at, adopted_by: When an officer took what was filed into the registers, and who.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="filings")
    region = models.CharField(lazy("行政区划", "region"), max_length=6, choices=regions)
    remit = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, default=Step.DRAFT.value, choices=steps)
    scope = models.CharField(lazy("备案范围", "scope"), max_length=500, blank=True)
    address = models.CharField(lazy("场所地址", "premises"), max_length=200, blank=True)
    staff_count = models.PositiveIntegerField(lazy("人员数", "staff"), null=True, blank=True)
    instrument_count = models.PositiveIntegerField(lazy("仪器数", "instruments"), null=True, blank=True)
    change_reason = models.TextField(lazy("变更理由", "reason for the change"), blank=True)
    material = models.ForeignKey(Submission, models.PROTECT, null=True, blank=True, related_name="filings")
    promised_text = models.TextField(blank=True)
    promised_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decision_reason = models.TextField(blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager["Filing"]()
    scope_fields = ScopeFields(Right.FILINGS_VIEW, region="region", party="party")

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["party", "version"], name="filing_version_once"),
            models.CheckConstraint(condition=Q(step__in=[step.value for step in Step]), name="filing_step"),
            # Two drafts at once would leave nobody knowing which one counts.
            models.UniqueConstraint(fields=["party"], condition=~Q(step=Step.ACCEPTED.value), name="filing_one_open"),
        ]
        indexes: ClassVar = [models.Index(fields=["step", "made_at"], name="filing_step_made")]

    def __str__(self) -> str:
        return f"{self.party} v{self.version}"

    @property
    def step_title(self) -> Words:
        """The step in words."""
        return STEP_TITLES[Step(self.step)]

    @property
    def is_editable(self) -> bool:
        """The institution may still change it."""
        return self.step in EDITABLE

    @property
    def scope_region(self) -> str:
        """Where the party is."""
        return self.region

    @property
    def scope_remit(self) -> int:
        """Whose business it is."""
        return self.remit

    @property
    def scope_assignee(self) -> int | None:
        """Nobody is given it."""
        return None

    @property
    def scope_party(self) -> int:
        """Whose own it is."""
        return self.party_id
