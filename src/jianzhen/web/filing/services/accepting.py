"""Accepting a checked submission: it gets its number, and goes into the lake."""

from __future__ import annotations

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.accounts.models import User
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.filing import tasks
from jianzhen.web.filing.clock import now
from jianzhen.web.filing.models import Submission
from jianzhen.web.filing.services.receiving import latest_of
from jianzhen.web.filing.states import State
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which people misread."""
_LENGTH = 20
"""Of 32 signs: 100 bits."""


def new_number() -> str:
    """A number that nobody can guess."""
    return "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))


def submit(request: Asked, submission: Submission) -> Submission:
    """The institution submits what was checked; doing it twice changes nothing.

    Raises:
        RefusedError: It has faults, is not checked yet, or belongs to a filing.
        PermissionDenied: It is not one's own party's.
    """
    with transaction.atomic():
        current = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        if not request.actor.may(Right.PARTY_FILE, current):
            raise PermissionDenied
        if current.is_taken:
            return current
        if current.purpose != "records":
            raise RefusedError(Words("备案材料随备案一并提交", "Material of a filing is submitted with it"))
        if current.state != State.READY.value:
            raise RefusedError(Words("检查没有通过，不能报送", "Only what passed the check is submitted"))
        return accept(current, actor=request.user, request=request)


def accept(submission: Submission, *, actor: User, request: HttpRequest | None) -> Submission:
    """Give the receipt; to be called in a transaction that holds the row.

    Raises:
        RefusedError: A newer version was accepted meanwhile.
    """
    latest = latest_of(submission)
    if latest is not None and latest.version >= submission.version:
        raise RefusedError(Words("已有更新的版本被接收", "A newer version was accepted meanwhile"))
    submission.state = State.ACCEPTED.value
    submission.number = new_number()
    submission.accepted_at = now()
    submission.save()
    audit.record(
        "submission.accepted",
        actor=actor,
        request=request,
        target=submission,
        after={"digest": submission.digest, "version": submission.version, "rows": submission.rows},
        reason=submission.reason,
        words=Words(
            "接收{target}第{after.version}版，摘要{after.digest}",
            "accepted {target}, version {after.version}, digest {after.digest}",
        ),
    )
    tasks.hand_over.enqueue(submission.pk)
    return submission
