"""What a change of thresholds would have done to the last data."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jianzhen.web.accounts.models import User
from jianzhen.web.screening.models.setting import RuleSetting, place_of, scopes
from jianzhen.web.screening.models.work import Work
from jianzhen.words import Words


class BackTest(Work):
    """A proposed version of a setting, tried on a data set before it is put into force.

    Attributes:
        rule, scope, key, region, values, reason: As in ``RuleSetting``.
        before: The version it was compared with, the values in force when it was tried.
        found: Leads of the rule under both settings: ``same`` a number, ``gone`` and ``new`` lists of plain leads
            with their place; readers see those of their scope.
        setting: The version that it became.
    """

    rule = models.CharField(max_length=80)
    scope = models.CharField(max_length=8, choices=scopes)
    key = models.CharField(max_length=64, blank=True)
    region = models.CharField(max_length=6)
    values: models.JSONField[Any, Any] = models.JSONField()
    before: models.JSONField[Any, Any] = models.JSONField(default=dict)
    reason = models.TextField()
    dataset = models.CharField(max_length=120)
    on = models.DateField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    found: models.JSONField[Any, Any] = models.JSONField(null=True)
    setting = models.OneToOneField(RuleSetting, models.PROTECT, null=True, blank=True, related_name="backtest")

    objects: ClassVar[models.Manager[BackTest]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.rule} {self.scope} {self.key}"

    @property
    def place(self) -> Words:
        """The scope in words."""
        return place_of(self.scope, self.key)
