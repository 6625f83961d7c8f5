"""What institutions hand in."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jianzhen.web.accounts.models import Party, User
from jianzhen.web.accounts.models.office import regions
from jianzhen.web.filing.models.duty import Duty
from jianzhen.web.filing.states import STATE_TITLES, TAKEN, State
from jianzhen.web.scope.queryset import ScopedManager, ScopeFields
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import lazy
from jianzhen.words import Words

PURPOSES = {
    "records": Words("报告与记录", "reports and records"),
    "filing": Words("备案材料", "material of a filing"),
    "filed": Words("备案登记", "entry of a filing"),
}
CHANNELS = {"page": Words("网页上传", "uploaded in the page"), "api": Words("接口", "interface")}


def states() -> list[tuple[str, str]]:
    """Choices of a state."""
    return [(state.value, lazy(*title)) for state, title in STATE_TITLES.items()]


class Submission(models.Model):
    """One upload and what became of it; a correction is another one of the same series.

    Attributes:
        series: The same for all versions.
        version: Counts the versions that were accepted.
        period: Of the duty that it answers, as ``2026``, ``2026Q3`` or ``2026-10``.
        at_once: It is submitted as soon as the check finds no fault.
        digest: SHA-256 of the one file; of several the digest of their list, as ``sha256sum`` writes it.
        number: Of the receipt; nobody can guess it.
        lake_batch: The batch of the lake that holds the rows.
        trouble: Why it was refused or held back, when it was.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="submissions")
    region = models.CharField(lazy("行政区划", "region"), max_length=6, choices=regions)
    remit = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=8, default="records")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="submissions")
    period = models.CharField(max_length=7, blank=True)
    series = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveSmallIntegerField(default=1)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    reason = models.TextField(blank=True)
    channel = models.CharField(max_length=4, default="page")
    at_once = models.BooleanField(default=False)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=State.CHECKING.value, choices=states)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    checked_at = models.DateTimeField(null=True, blank=True)
    faults = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    tables: models.JSONField[Any, Any] = models.JSONField(default=list)
    trouble: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    number = models.CharField(max_length=24, null=True, blank=True, unique=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    lake_batch = models.PositiveIntegerField(null=True, blank=True)
    lake_digest = models.CharField(max_length=64, blank=True)
    lake_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["Submission"]()
    scope_fields = ScopeFields(Right.FILINGS_VIEW, region="region", party="party")

    class Meta:
        ordering: ClassVar = ["-uploaded_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="submission_state"),
            models.CheckConstraint(
                condition=~Q(state__in=TAKEN) | Q(number__isnull=False, accepted_at__isnull=False),
                name="submission_receipt",
            ),
            models.UniqueConstraint(
                fields=["series", "version"], condition=Q(number__isnull=False), name="submission_version_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["uploaded_at", "id"], name="submission_uploaded"),
            models.Index(fields=["region", "uploaded_at", "id"], name="submission_region"),
            models.Index(fields=["party", "uploaded_at", "id"], name="submission_party"),
            models.Index(fields=["state", "uploaded_at", "id"], name="submission_state"),
            models.Index(fields=["duty", "period", "party"], name="submission_duty"),
        ]

    def __str__(self) -> str:
        return self.number or f"#{self.pk}"

    @property
    def state_title(self) -> Words:
        """The state in words."""
        return STATE_TITLES[State(self.state)]

    @property
    def purpose_title(self) -> Words:
        """What it is for."""
        return PURPOSES[self.purpose]

    @property
    def is_taken(self) -> bool:
        """It has a receipt."""
        return self.state in TAKEN

    @property
    def trouble_words(self) -> Words | None:
        """Why it was refused or held back."""
        return Words(*self.trouble) if self.trouble else None

    @property
    def rows(self) -> int:
        """Rows of all its tables."""
        return sum(int(table["rows"]) for table in self.tables)

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


OF_A_SUBMISSION = ScopeFields(
    Right.FILINGS_VIEW, region="submission__region", remit="submission__remit", party="submission__party"
)
"""What hangs on a submission is seen by whoever sees it."""


class SubmittedFile(models.Model):
    """A file of a submission; one that lay in an archive names the archive."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    inside = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="members")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()

    objects = ScopedManager["SubmittedFile"]()
    scope_fields = OF_A_SUBMISSION

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name


class FaultList(models.Model):
    """Every fault and warning of a submission, as one Parquet table; apart, so that lists do not carry it.

    Attributes:
        left_out: Entries beyond what is kept.
    """

    submission = models.OneToOneField(Submission, models.CASCADE, primary_key=True, related_name="fault_list")
    entries = models.BinaryField()
    left_out = models.PositiveIntegerField(default=0)

    objects = ScopedManager["FaultList"]()
    scope_fields = OF_A_SUBMISSION

    def __str__(self) -> str:
        return str(self.submission_id)
