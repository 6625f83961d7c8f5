"""Leads."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jianzhen.report.view.grade import family_title
from jianzhen.report.view.who import KINDS
from jianzhen.screen.leads import GRADE_TITLES
from jianzhen.web.accounts.models import User
from jianzhen.web.accounts.models.office import regions
from jianzhen.web.leads.models.run import ScreeningRun
from jianzhen.web.leads.transitions import OPEN, STATE_TITLES, State
from jianzhen.web.scope.queryset import ScopedManager, ScopeFields
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import lazy
from jianzhen.words import Words


def states() -> list[tuple[str, str]]:
    """Choices of a state."""
    return [(state.value, lazy(*title)) for state, title in STATE_TITLES.items()]


class Lead(models.Model):
    """One lead, as screening found it and as people judged it.

    Attributes:
        key: The lead's id, a digest of what it says; a later run that says the same finds the same lead.
        rank: Place in the list: grade, then how soon the evidence is gone, then the newest first.
        run, first_run: The latest run that found it, and the first.
        gone_in: The run over the same data that no longer found it; empty while the latest one does.
    """

    key = models.CharField(max_length=32, unique=True)
    run = models.ForeignKey(ScreeningRun, models.PROTECT, related_name="leads")
    first_run = models.ForeignKey(ScreeningRun, models.PROTECT, related_name="new_leads")
    gone_in = models.ForeignKey(ScreeningRun, models.PROTECT, null=True, blank=True, related_name="gone_leads")
    region = models.CharField(lazy("行政区划", "region"), max_length=6, choices=regions)
    remit = models.PositiveSmallIntegerField()
    subject_kind = models.CharField(max_length=16)
    subject = models.CharField(max_length=64)
    subject_name = models.CharField(max_length=200, blank=True)
    title_zh = models.TextField()
    title_en = models.TextField()
    grade = models.CharField(max_length=12)
    rank = models.BigIntegerField()
    from_at = models.DateTimeField(null=True)
    to_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=20, default=State.NEW.value, choices=states)
    assignee = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="leads")
    due_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    imported_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ScopedManager["Lead"]()
    scope_fields = ScopeFields(Right.LEADS_VIEW, region="region", assignee="assignee")

    class Meta:
        ordering: ClassVar = ["rank", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="lead_state"),
            models.CheckConstraint(
                condition=Q(state=State.MERGED.value, merged_into__isnull=False)
                | (~Q(state=State.MERGED.value) & Q(merged_into=None)),
                name="lead_merged_into",
            ),
        ]
        indexes: ClassVar = [
            # The list walks this one in order and finds in it all that it filters by.
            models.Index(fields=["rank", "id", "state", "region", "remit", "grade", "imported_at"], name="lead_list"),
            models.Index(fields=["subject_kind", "subject"], name="lead_subject"),
            models.Index(fields=["assignee", "state"], name="lead_assignee"),
            # Those of some days, in the order of the list, without looking at each.
            models.Index(fields=["imported_at", "state", "region", "remit", "rank", "id"], name="lead_age"),
            models.Index(fields=["due_on"], condition=Q(due_on__isnull=False), name="lead_due"),
        ]

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> Words:
        """The fact in one sentence."""
        return Words(self.title_zh, self.title_en)

    @property
    def grade_title(self) -> Words:
        """The grade in words."""
        return GRADE_TITLES[self.grade]

    @property
    def kind_title(self) -> Words:
        """What the subject is."""
        return KINDS.get(self.subject_kind, Words(self.subject_kind, self.subject_kind))

    @property
    def state_title(self) -> Words:
        """The state in words."""
        return STATE_TITLES[State(self.state)]

    @property
    def families(self) -> tuple[Words, ...]:
        """The kinds of evidence that it rests on."""
        return tuple(family_title(one) for one in sorted({rule.family for rule in self.rules.all()}))

    @property
    def age_days(self) -> int:
        """For how many days it has been known."""
        return (dt.datetime.now().date() - self.imported_at.date()).days

    @property
    def is_open(self) -> bool:
        """Somebody still has to do something."""
        return State(self.state) in OPEN

    @property
    def is_late(self) -> bool:
        """What was due has not been done."""
        return self.is_open and self.due_on is not None and self.due_on < dt.datetime.now().date()

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
        """Who was given it."""
        return self.assignee_id


OF_A_LEAD = ScopeFields(Right.LEADS_VIEW, region="lead__region", remit="lead__remit", assignee="lead__assignee")
"""What hangs on a lead is seen by whoever sees the lead."""


class LeadContent(models.Model):
    """What a lead rests on, word for word; apart, so that lists do not carry it."""

    lead = models.OneToOneField(Lead, models.CASCADE, primary_key=True, related_name="content")
    findings: models.JSONField[Any, Any] = models.JSONField()

    objects = ScopedManager["LeadContent"]()
    scope_fields = OF_A_LEAD

    def __str__(self) -> str:
        return str(self.lead_id)


class LeadRule(models.Model):
    """A rule that found something of a lead: for facets."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="rules")
    rule = models.CharField(max_length=80)
    family = models.CharField(max_length=40)
    clause = models.CharField(max_length=20)

    # Names of rules alone say nothing; facets count them for leads in scope, and a second join would double their cost.
    objects: ClassVar[models.Manager[LeadRule]] = models.Manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["lead", "rule"], name="lead_rule_once")]
        indexes: ClassVar = [
            models.Index(fields=["rule", "lead"], name="lead_rule_rule"),
            models.Index(fields=["family", "lead"], name="lead_rule_family"),
            models.Index(fields=["clause", "lead"], name="lead_rule_clause"),
        ]

    def __str__(self) -> str:
        return self.rule
