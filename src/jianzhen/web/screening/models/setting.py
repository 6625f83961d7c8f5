"""Which thresholds hold where, since when, by whom and why: versions are added, never changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jianzhen.web.accounts.models import User
from jianzhen.web.scope.divisions import divisions
from jianzhen.web.site.words import lazy
from jianzhen.words import Words

GENERAL, REGION, SUBJECT = "general", "region", "subject"
SCOPE_TITLES = {
    GENERAL: Words("全区通用", "everywhere"),
    REGION: Words("某一地区", "a region"),
    SUBJECT: Words("某一对象", "one subject"),
}


def scopes() -> list[tuple[str, str]]:
    """Choices of a scope."""
    return [(scope, lazy(*title)) for scope, title in SCOPE_TITLES.items()]


class RuleSetting(models.Model):
    """One version of what a rule uses in one scope; the latest version holds.

    Attributes:
        key: The division code of a region, the id of a subject; empty for everywhere.
        region: Whose it is to change: the region itself, the subject's, or the whole.
        values: Thresholds that differ from the rule's own; ``enabled`` only everywhere. Empty: back to the rule's own.
    """

    rule = models.CharField(max_length=80)
    scope = models.CharField(max_length=8, choices=scopes)
    key = models.CharField(max_length=64, blank=True)
    region = models.CharField(max_length=6)
    version = models.PositiveIntegerField()
    values: models.JSONField[Any, Any] = models.JSONField()
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    # Thresholds are published with every run: whoever reads the catalogue may know them all.
    objects: ClassVar[models.Manager[RuleSetting]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["rule", "scope", "key", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule", "scope", "key", "version"], name="rule_setting_version"),
            models.CheckConstraint(condition=Q(scope__in=list(SCOPE_TITLES)), name="rule_setting_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.scope} {self.key} v{self.version}"

    @property
    def place(self) -> Words:
        """The scope in words."""
        return place_of(self.scope, self.key)


def place_of(scope: str, key: str) -> Words:
    """A scope in words."""
    if scope == GENERAL:
        return SCOPE_TITLES[GENERAL]
    if scope == REGION and key in divisions():
        return divisions()[key].name
    return Words(key, key)
