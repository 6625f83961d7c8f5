"""Departments and outside parties within somebody's reach: the same stretches that decide on everything else."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from jianzhen.web.accounts.models import Department, Party
from jianzhen.web.scope.actor import Actor
from jianzhen.web.scope.rights import Right

SUPERVISORS = ("ecology", "market")
"""Kinds of departments that supervise outside parties and look after their accounts."""


def departments_for(actor: Actor, right: Right = Right.PEOPLE_VIEW) -> QuerySet[Department]:
    """The departments of one's regions and one's kind."""
    reached = Q(pk__in=())
    for stretch in actor.stretches(right):
        reached |= Q(region__in=sorted(stretch.regions), kind=stretch.kind)
    return Department.objects.filter(reached)


def parties_for(actor: Actor, right: Right = Right.PEOPLE_VIEW) -> QuerySet[Party]:
    """The outside parties of one's regions, for those who supervise them."""
    reached = Q(pk__in=())
    for stretch in actor.stretches(right):
        if stretch.kind in SUPERVISORS:
            reached |= Q(region__in=sorted(stretch.regions))
    return Party.objects.filter(reached)


def reaches(actor: Actor, right: Right, region: str, kinds: tuple[str, ...]) -> bool:
    """Whether somebody may do something in a region for one of these kinds of departments."""
    return any(region in stretch.regions and stretch.kind in kinds for stretch in actor.stretches(right))
