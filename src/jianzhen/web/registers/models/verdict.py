"""What people decided about likely duplicates."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jianzhen.web.accounts.models import User
from jianzhen.web.registers.models.record import Record
from jianzhen.web.registers.models.scoping import RegisterManager
from jianzhen.web.scope.queryset import ScopeFields
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

SAME, DIFFERENT = "same", "different"
VERDICTS = {SAME: Words("同一机构", "the same"), DIFFERENT: Words("不是同一机构", "not the same")}
OF_A_PAIR = ScopeFields(Right.REGISTERS_VIEW, region="one__region", remit="one__remit")


class DuplicateVerdict(models.Model):
    """Two entries are the same, or are not; the newest verdict of a pair counts."""

    one = models.ForeignKey(Record, models.PROTECT, related_name="+")
    other = models.ForeignKey(Record, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=12)
    signs = models.JSONField(default=list)
    reason = models.TextField()
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RegisterManager["DuplicateVerdict"]()
    scope_fields = OF_A_PAIR

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="verdict_ordered"),
            models.CheckConstraint(condition=Q(verdict__in=[SAME, DIFFERENT]), name="verdict_known"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.verdict} {self.other_id}"
