"""The log of acts: who did what, when and why, in an append-only Merkle log.

Every act of the platform writes one entry, in the transaction of the act itself::

    with transaction.atomic():
        lead.dismiss(...)
        audit.record(
            "lead.dismissed", actor=officer, request=request, target=lead,
            before={"state": "new"}, after={"state": "dismissed"}, reason=form.reason,
            words=Words("不予处理线索 {target}", "dismissed lead {target}"),
        )  # fmt: skip

What is about a person (names, addresses, reasons, and what is marked ``Personal``) is kept apart
from the entry, which holds its digest only, so that it can be erased by law and the log still
proves everything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from jianzhen.web.audit.act import Act
from jianzhen.web.audit.kinds import declare
from jianzhen.web.audit.personal import Personal

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jianzhen.web.audit.models import Entry
    from jianzhen.words import Words

__all__ = ["Act", "Personal", "declare", "record", "record_all"]


def record(
    kind: str,
    *,
    actor: object,
    words: Words,
    request: HttpRequest | None = None,
    target: object = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> Entry:
    """Write down one act; call it last in the act's transaction, for others wait from here to the commit.

    Args:
        kind: What was done, as ``desk.verb`` (``lead.dismissed``).
        actor: An account, None for the platform itself, or a name for one of its parts.
        words: The act in a sentence. ``{actor}``, ``{target}``, ``{reason}``, ``{before.x}`` and
            ``{after.x}`` are filled in when it is read.
        request: The web request that asked for it.
        target: The object it was done to.
        before: Values before the act, of what it changed.
        after: Values after the act.
        reason: Why, in the actor's words.

    Raises:
        RecordError: The kind is malformed, its reason is missing, or the act has no transaction.
        TypeError: A value has no JSON form.
    """
    return record_all([Act(kind, actor, words, request, target, before, after, reason)])[0]


def record_all(acts: Sequence[Act]) -> list[Entry]:
    """Write down several acts of one transaction, in this order.

    Raises:
        RecordError: As for ``record``; then none is written.
    """
    from jianzhen.web.audit.writing import append  # noqa: PLC0415 - the apps must be there first

    return append(acts)
