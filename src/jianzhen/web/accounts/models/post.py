"""Posts: a role in a department, from one day to another."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jianzhen.web.accounts.models.office import Department
from jianzhen.web.accounts.models.user import User
from jianzhen.web.scope.rights import ROLE_TITLES, Role
from jianzhen.web.site.words import lazy
from jianzhen.words import Words


def roles() -> list[tuple[str, str]]:
    """Choices of a role."""
    return [(role.value, lazy(*title)) for role, title in ROLE_TITLES.items()]


class PostQuerySet(models.QuerySet["Post"]):
    """Posts by time."""

    def in_force(self, on: dt.date) -> PostQuerySet:
        """Those that hold on a day."""
        return self.filter(Q(to_on=None) | Q(to_on__gt=on), from_on__lte=on)


class Post(models.Model):
    """A role that a person holds; ended by a date, never deleted. The last day is not included."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    role = models.CharField(lazy("岗位", "post"), max_length=16, choices=roles)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="posts", verbose_name=lazy("部门", "department")
    )
    from_on = models.DateField(lazy("起", "from"))
    to_on = models.DateField(lazy("止", "to"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-from_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="post_role"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="post_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.department_id}"

    @property
    def title(self) -> Words:
        """The role in words."""
        return ROLE_TITLES[Role(self.role)]
