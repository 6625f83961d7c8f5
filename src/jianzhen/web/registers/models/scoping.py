"""Who sees rows of registers: departments of the region, the party a row belongs to, everybody for reference data."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import Q

from jianzhen.web.accounts.models import Party
from jianzhen.web.registers.catalogue import SHARED
from jianzhen.web.scope.actor import Actor
from jianzhen.web.scope.queryset import ScopedManager, ScopedQuerySet, ScopeFields
from jianzhen.web.scope.rights import Right

M = TypeVar("M", bound=models.Model)
ROWS = ScopeFields(Right.REGISTERS_VIEW, region="region", remit="remit")
OF_A_RECORD = ScopeFields(Right.REGISTERS_VIEW, region="record__region", remit="record__remit")
"""What hangs on a record is seen by whoever sees the record."""


SEEING = frozenset({Right.REGISTERS_VIEW, Right.PARTY_REGISTERS})


class RegisterQuerySet(ScopedQuerySet[M]):
    """Rows of registers, or what hangs on one."""

    def reached(self, actor: Actor, right: Right | None) -> Q:
        """The filter of the platform; to look at, also what is the party's own or shared."""
        reached = super().reached(actor, right)
        if right not in {None, Right.REGISTERS_VIEW}:
            return reached
        fields: ScopeFields = self.model.scope_fields  # type: ignore[attr-defined]  # as in ScopedQuerySet
        path = fields.region.removesuffix("region")
        if SEEING & actor.rights:
            reached |= Q(**{f"{path}register__in": sorted(SHARED)})
        if actor.party_id is not None and Right.PARTY_REGISTERS in actor.rights:
            own = Party.objects.filter(pk=actor.party_id).values("uscc")
            reached |= Q(**{f"{path}org__in": own}) | Q(**{f"{path}operator__in": own})
        return reached


class RegisterManager(ScopedManager[M]):
    """Gives the rows of the person of the moment."""

    rows: ClassVar = RegisterQuerySet
