"""The one filter of the platform: region x department x role, on every list, count, export and lookup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from jianzhen.web.scope.actor import Actor, Stretch
from jianzhen.web.scope.net import current
from jianzhen.web.scope.remit import including
from jianzhen.web.scope.rights import PARTY_RIGHTS, Right

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class ScopeFields:
    """Where a table keeps what the filter looks at; paths to one, so that no row comes twice.

    Attributes:
        view: The right without which a row does not exist for a person.
        assignee: Path of the person a row was given to; without one, nobody who sees only that sees it.
        party: Path of the outside party whose own it is; its people see it.
    """

    view: Right
    region: str = "region_id"
    remit: str = "remit"
    assignee: str | None = None
    party: str | None = None


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset that knows who may see its rows."""

    def visible_to(self, actor: Actor, right: Right | None = None) -> Self:
        """The rows that an actor may see, or may do something particular to."""
        return self.filter(self.reached(actor, right))

    def reached(self, actor: Actor, right: Right | None) -> Q:
        """The filter itself; a register whose rows belong to somebody in more ways widens it."""
        fields: ScopeFields = self.model.scope_fields  # type: ignore[attr-defined]  # every model with this manager
        reached = Q(pk__in=())
        for stretch in actor.stretches(right or fields.view):
            reached |= _within(stretch, fields, actor)
        return reached | _own(fields, actor, right)


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


def _own(fields: ScopeFields, actor: Actor, right: Right | None) -> Q:
    asked = PARTY_RIGHTS if right is None else PARTY_RIGHTS & {right}
    if fields.party is None or actor.party_id is None or not asked & actor.rights:
        return Q(pk__in=())
    return Q(**{fields.party: actor.party_id})


class ScopedManager(models.Manager[M]):
    """Gives the rows of the person of the moment; without one, fails."""

    rows: ClassVar[type[ScopedQuerySet[Any]]] = ScopedQuerySet

    def get_queryset(self) -> ScopedQuerySet[M]:
        """Rows in scope.

        Raises:
            jianzhen.web.scope.net.ScopeError: Nobody said for whom.
        """
        actor = current(self.model._meta.label)
        rows: ScopedQuerySet[M] = self.rows(self.model, using=self._db)
        return rows if actor is None else rows.visible_to(actor)

    def visible_to(self, actor: Actor, right: Right | None = None) -> ScopedQuerySet[M]:
        """The rows of an actor."""
        return self.get_queryset().visible_to(actor, right)
