"""Departments of the regions, and parties outside the administration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from jianzhen.web.scope.divisions import divisions
from jianzhen.web.scope.remit import KIND_TITLES, KINDS
from jianzhen.web.site.words import chosen, lazy
from jianzhen.words import Words

PARTY_TITLES: Mapping[str, Words] = {
    "lab": Words("检验检测机构", "testing institution"),
    "operator": Words("自动监测运维机构", "O&M operator"),
    "discharger": Words("排污单位", "discharger"),
}


def regions() -> list[tuple[str, str]]:
    """Choices of a region."""
    return [(code, lazy(*one.name)) for code, one in divisions().items()]


def kinds() -> list[tuple[str, str]]:
    """Choices of the kind of a department."""
    return [(kind, lazy(*title)) for kind, title in KIND_TITLES.items()]


def party_kinds() -> list[tuple[str, str]]:
    """Choices of the kind of an outside party."""
    return [(kind, lazy(*title)) for kind, title in PARTY_TITLES.items()]


class Department(models.Model):
    """An office of a region: its kind says what is its business, its region where."""

    kind = models.CharField(lazy("类别", "kind"), max_length=16, choices=kinds)
    region = models.CharField(lazy("行政区划", "region"), max_length=6, choices=regions)
    name_zh = models.CharField(lazy("名称", "name"), max_length=120)
    name_en = models.CharField(lazy("英文名称", "name in English"), max_length=200, blank=True)

    objects: ClassVar[models.Manager[Department]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["region", "kind", "name_zh"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "region", "name_zh"], name="department_once"),
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="department_kind"),
        ]

    def __str__(self) -> str:
        return chosen(self.name)

    @property
    def name(self) -> Words:
        """The name in both languages."""
        return Words(self.name_zh, self.name_en or self.name_zh)


class Party(models.Model):
    """A testing institution, an operator of automatic monitoring, or a discharger."""

    uscc = models.CharField(lazy("统一社会信用代码", "unified social credit code"), max_length=18, unique=True)
    kind = models.CharField(lazy("类别", "kind"), max_length=16, choices=party_kinds)
    name = models.CharField(lazy("名称", "name"), max_length=200)
    region = models.CharField(lazy("行政区划", "region"), max_length=6, choices=regions)

    objects: ClassVar[models.Manager[Party]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["uscc"]

    def __str__(self) -> str:
        return self.name
