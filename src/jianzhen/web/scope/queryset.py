"""The one filter of the platform: region x department x role, on every list, count, export and lookup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from jianzhen.web.scope.actor import Actor, Stretch
from jianzhen.web.scope.net import current
from jianzhen.web.scope.remit import including
from jianzhen.web.scope.rights import Right

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class ScopeFields:
    """Where a table keeps what the filter looks at; paths to one, so that no row comes twice.

    Attributes:
        view: The right without which a row does not exist for a person.
        assignee: Path of the person a row was given to; without one, nobody who sees only that sees it.
    """

    view: Right
    region: str = "region_id"
    remit: str = "remit"
    assignee: str | None = None


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset that knows who may see its rows."""

    def visible_to(self, actor: Actor, right: Right | None = None) -> Self:
        """The rows that an actor may see, or may do something particular to."""
        fields: ScopeFields = self.model.scope_fields  # type: ignore[attr-defined]  # every model with this manager
        reached = Q(pk__in=())
        for stretch in actor.stretches(right or fields.view):
            reached |= _within(stretch, fields, actor)
        return self.filter(reached)


def _within(stretch: Stretch, fields: ScopeFields, actor: Actor) -> Q:
    terms: dict[str, Any] = {
        f"{fields.region}__in": sorted(stretch.regions),
        f"{fields.remit}__in": including(stretch.kind),
    }
    if stretch.only_assigned:
        if fields.assignee is None or actor.user_id is None:
            return Q(pk__in=())
        terms[fields.assignee] = actor.user_id
    return Q(**terms)


class ScopedManager(models.Manager[M]):
    """Gives the rows of the person of the moment; without one, fails."""

    def get_queryset(self) -> ScopedQuerySet[M]:
        """Rows in scope.

        Raises:
            jianzhen.web.scope.net.ScopeError: Nobody said for whom.
        """
        actor = current(self.model._meta.label)
        rows: ScopedQuerySet[M] = ScopedQuerySet(self.model, using=self._db)
        return rows if actor is None else rows.visible_to(actor)

    def visible_to(self, actor: Actor, right: Right | None = None) -> ScopedQuerySet[M]:
        """The rows of an actor."""
        return self.get_queryset().visible_to(actor, right)
