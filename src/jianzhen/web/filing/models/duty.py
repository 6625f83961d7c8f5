"""What is due when, and who was reminded of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jianzhen.web.accounts.models import Party, User
from jianzhen.web.accounts.models.office import party_kinds, regions
from jianzhen.web.scope.queryset import ScopedManager, ScopeFields
from jianzhen.web.scope.rights import Right
from jianzhen.web.site.words import chosen, lazy
from jianzhen.words import Words

RHYTHMS = {
    "month": Words("每月", "every month"),
    "quarter": Words("每季", "every quarter"),
    "year": Words("每年", "every year"),
}


def rhythms() -> list[tuple[str, str]]:
    """Choices of a rhythm."""
    return [(rhythm, lazy(*title)) for rhythm, title in RHYTHMS.items()]


class Duty(models.Model):
    """Something that all parties of a kind in a region hand in, period by period; ended by a date, never deleted.

    Attributes:
        days: It is due so many days after the end of the period; the last day counts as in time.
        from_on, to_on: Periods that begin on these days or between them; ``to_on`` is not included.
    """

    title_zh = models.CharField(lazy("内容", "what"), max_length=120)
    title_en = models.CharField(lazy("英文名称", "in English"), max_length=200, blank=True)
    party_kind = models.CharField(lazy("单位类别", "kind of party"), max_length=16, choices=party_kinds)
    region = models.CharField(lazy("行政区划", "region"), max_length=6, choices=regions)
    remit = models.PositiveSmallIntegerField()
    rhythm = models.CharField(lazy("周期", "rhythm"), max_length=8, choices=rhythms)
    days = models.PositiveSmallIntegerField(lazy("期末后天数", "days after the period"))
    from_on = models.DateField(lazy("起", "from"))
    to_on = models.DateField(lazy("止", "to"), null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = ScopedManager["Duty"]()
    scope_fields = ScopeFields(Right.FILINGS_VIEW, region="region")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(rhythm__in=list(RHYTHMS)), name="duty_rhythm"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on")), name="duty_forward"),
        ]

    def __str__(self) -> str:
        return chosen(self.title)

    @property
    def title(self) -> Words:
        """What is handed in."""
        return Words(self.title_zh, self.title_en or self.title_zh)

    @property
    def rhythm_title(self) -> Words:
        """How often."""
        return RHYTHMS[self.rhythm]

    @property
    def scope_region(self) -> str:
        """Where it holds."""
        return self.region

    @property
    def scope_remit(self) -> int:
        """Whose business it is."""
        return self.remit

    @property
    def scope_assignee(self) -> int | None:
        """Nobody is given it."""
        return None


class Chase(models.Model):
    """A reminder of something overdue, by the platform (without ``by``) or by an officer."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="chases")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="chases")
    period = models.CharField(max_length=7)
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)

    objects = ScopedManager["Chase"]()
    scope_fields = ScopeFields(Right.FILINGS_VIEW, region="party__region", remit="duty__remit", party="party")

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["party", "duty", "period", "on"], name="chase_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.duty_id} {self.period}"
