"""Who changed registers, and why."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from django.db import models

from jianzhen.web.accounts.models import User
from jianzhen.words import Words


class Way(StrEnum):
    """How it came about."""

    LOADED = "loaded"
    IMPORTED = "imported"
    ADOPTED = "adopted"
    ADDED = "added"
    EDITED = "edited"
    BULK = "bulk"
    ENDED = "ended"


WAY_TITLES: Mapping[Way, Words] = {
    Way.LOADED: Words("随数据集载入", "loaded with a data set"),
    Way.IMPORTED: Words("由 Excel 导入", "imported from Excel"),
    Way.ADOPTED: Words("采纳备案", "adopted from a filing"),
    Way.ADDED: Words("新增", "added"),
    Way.EDITED: Words("修改", "changed"),
    Way.BULK: Words("批量修改", "changed in bulk"),
    Way.ENDED: Words("注销", "struck off"),
}


class Change(models.Model):
    """One act, of one row or of many; the states it made point to it. Never changed.

    Attributes:
        source: The file it came from, and its digest.
    """

    way = models.CharField(max_length=12)
    at = models.DateTimeField()
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)

    # Says nothing of any row; found through the states of rows in sight.
    objects: ClassVar[models.Manager[Change]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.way} {self.at:%Y-%m-%d %H:%M}"

    @property
    def title(self) -> Words:
        """What was done."""
        return WAY_TITLES[Way(self.way)]
