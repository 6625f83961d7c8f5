"""A call that is made twice counts once, and gets the same answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction

from jianzhen.web.accounts.models import User
from jianzhen.web.filing.models import ApiCall

KEPT = dt.timedelta(days=30)
LONGEST_KEY = 200
_DIFFERENT = {
    "error": {
        "zh": "同一个 Idempotency-Key 已用于另一份内容",
        "en": "This Idempotency-Key was used for another content",
    }
}
DIFFERENT_STATUS = 422


def once(user: User, key: str, content: str, do: Callable[[], tuple[int, Any]]) -> tuple[int, Any, bool]:
    """Do something unless the same key did it before.

    The key, what was done and the answer are one transaction: if it is stopped half-way nothing of it is there, and
    the same call does it anew. Two calls at once wait for each other.

    Args:
        user: Whose key it is; others may use the same.
        key: Chosen by the caller.
        content: Digest of what is asked.
        do: Gives status and answer.

    Returns:
        Status, answer, and whether it was answered from memory.
    """
    with transaction.atomic():
        call, new = ApiCall.objects.get_or_create(
            user=user, key=key, defaults={"content": content, "status": 0, "at": dt.datetime.now()}
        )
        if not new and call.content != content:
            return DIFFERENT_STATUS, _DIFFERENT, True
        if not new:
            return call.status, call.answer, True
        call.status, call.answer = do()
        call.save(update_fields=["status", "answer"])
    return call.status, call.answer, False


def forget_old(now: dt.datetime) -> int:
    """Drop keys that nobody will use again."""
    dropped, _ = ApiCall.objects.filter(at__lt=now - KEPT).delete()
    return dropped
