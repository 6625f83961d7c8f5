"""Personal data of an entry in full: for a reason, on record before it is shown."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.web.registers.catalogue import PERSONAL
from jianzhen.web.registers.models import Record
from jianzhen.web.registers.services.editing import state_on
from jianzhen.words import Words


def unmask(request: Asked, record: Record, field: str, *, reason: str) -> str:
    """One field of an entry.

    Raises:
        RefusedError: No reason is given, or there is no such field.
    """
    reason = reason_given(reason)
    state = state_on(record, dt.datetime.now().date())
    if field not in PERSONAL or state is None or field not in state.facts:
        raise RefusedError(Words("没有这一项", "There is no such field"))
    with transaction.atomic():
        audit.record(
            "register.unmasked",
            actor=request.user,
            request=request,
            target=record,
            after={"field": field},
            reason=reason,
            words=Words("查看了{target}的{after.field}", "saw {after.field} of {target} in full"),
        )
    return str(state.facts[field])
