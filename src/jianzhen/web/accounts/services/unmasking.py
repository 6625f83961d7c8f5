"""Personal data in full: for a reason, and on record before it is shown."""

from __future__ import annotations

from django.db import transaction

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import User
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.words import Words

FIELDS = {"phone": Words("电话", "telephone"), "email": Words("邮箱", "e-mail")}


def unmask(request: Asked, user: User, field: str, *, reason: str) -> str:
    """One field of one person.

    Raises:
        RefusedError: No reason is given, or there is no such field.
    """
    reason = reason_given(reason)
    if field not in FIELDS:
        raise RefusedError(Words("没有这一项", "There is no such field"))
    with transaction.atomic():
        audit.record(
            "personal.unmasked",
            actor=request.user,
            request=request,
            target=user,
            after={"field": field},
            reason=reason,
            words=Words("查看了{target}的{after.field}", "saw {after.field} of {target} in full"),
        )
    return str(getattr(user, field))
