"""Which entries an auditor sees.

An entry lies where the person lies who did the act, or to whom it was done. What no account did (the
platform itself, somebody who could not sign in, the command line) lies with the whole region, whose
auditors see everything: a log with gaps for everybody would be watched by nobody.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from jianzhen.web.accounts.models import User
from jianzhen.web.audit.models import Entry
from jianzhen.web.scope.actor import Actor
from jianzhen.web.scope.divisions import ROOT
from jianzhen.web.scope.rights import Right


def key_of(user_id: int) -> str:
    """How the log names an account."""
    return f"{User._meta.label_lower}:{user_id}"


def sees_everything(actor: Actor) -> bool:
    """An auditor of the autonomous region."""
    return any(ROOT in stretch.regions for stretch in actor.stretches(Right.AUDIT_VIEW))


def entries_for(actor: Actor) -> QuerySet[Entry]:
    """The entries that somebody may see."""
    if sees_everything(actor):
        return Entry.objects.all()
    people = User.people.visible_to(actor, Right.AUDIT_VIEW).order_by().values_list("pk", flat=True)
    keys = [key_of(pk) for pk in people]
    return Entry.objects.filter(Q(actor__in=keys) | Q(target__in=keys))
