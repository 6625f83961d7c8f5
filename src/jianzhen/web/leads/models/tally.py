"""How many leads there are of each kind, kept by the database itself as leads come, change and go."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jianzhen.web.scope.queryset import ScopedManager, ScopeFields
from jianzhen.web.scope.rights import Right

LEADS = ""
"""The dimension that counts leads themselves."""


class LeadTally(models.Model):
    """One change of a count, or the sum of many: the count of a cell is the sum of its rows.

    Rows are only ever added by triggers (``leads.triggers``), so that two people at work never wait for one
    another's counter; ``leads.services.tallying`` sums them up now and then.

    Attributes:
        dimension: Empty for the leads themselves; ``rule``, ``family`` or ``clause`` for leads with that value.
    """

    region = models.CharField(max_length=6)
    remit = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20)
    grade = models.CharField(max_length=12)
    dimension = models.CharField(max_length=8, default=LEADS)
    value = models.CharField(max_length=80, default="")
    number = models.IntegerField()

    objects = ScopedManager["LeadTally"]()
    scope_fields = ScopeFields(Right.LEADS_VIEW, region="region")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["dimension", "region", "remit", "state", "grade", "value", "number"], name="lead_tally_cell"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.state} {self.dimension} {self.value} {self.number:+}"
