"""A person's word on a likely duplicate."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.services.refused import RefusedError, reason_given
from jianzhen.web.registers.duplicates import signs_between
from jianzhen.web.registers.models import DuplicateVerdict, Record
from jianzhen.web.registers.models.verdict import VERDICTS
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words


def decide(request: Asked, one: Record, other: Record, verdict: str, *, reason: str) -> None:
    """Keep that two entries are the same, or are not; a later word on a pair counts before an earlier one.

    Neither entry is changed: each shows the other one as the same. What spoke for it is kept as it was found.

    Raises:
        RefusedError: There is no such verdict, no reason, or it is one entry.
        django.core.exceptions.PermissionDenied: One of them is not the person's to keep.
    """
    reason = reason_given(reason)
    if verdict not in VERDICTS or one.pk == other.pk:
        raise RefusedError(Words("没有这个选项", "There is no such verdict"))
    if not all(request.actor.may(Right.REGISTERS_EDIT, record) for record in (one, other)):
        raise PermissionDenied
    first, second = sorted((one, other), key=lambda record: record.pk)
    now = dt.datetime.now()
    signs = list(signs_between(first.org, second.org, now.date()))
    with transaction.atomic():
        DuplicateVerdict.objects.create(
            one=first, other=second, verdict=verdict, signs=signs, reason=reason, author=request.user, at=now
        )
        audit.record(
            "duplicates.decided", actor=request.user, request=request, target=first,
            after={"other": f"registers.record:{second.pk}", "codes": [first.org, second.org], "verdict": verdict,
                   "signs": signs},
            reason=reason,
            words=Words(f"判定疑似重复：{VERDICTS[verdict].zh}", f"likely duplicate: {VERDICTS[verdict].en}"),
        )  # fmt: skip
