"""The only writer of the log: entries in strict order, each in the transaction of its act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import F

from jianzhen.seal.merkle.frontier import Frontier
from jianzhen.seal.merkle.hashing import leaf_hash
from jianzhen.web.audit.act import Act
from jianzhen.web.audit.content import Prepared, prepare
from jianzhen.web.audit.kinds import RecordError
from jianzhen.web.audit.models import Apart, Entry, Head


def append(acts: Sequence[Act], using: str = DEFAULT_DB_ALIAS) -> list[Entry]:
    """Write entries for acts, in this order: all of them or, if anything fails, none and the acts neither.

    Raises:
        RecordError: An act cannot be written down as it was told, or changes something outside of a transaction.
        TypeError, ValueError: A value has no JSON form.
    """
    if any(act.changes for act in acts) and not _in_transaction(using):
        raise RecordError(
            "有改动的操作须与其记录在同一事务中（transaction.atomic）",
            "an act that changes something is recorded in its own transaction: transaction.atomic()",
        )
    prepared = [prepare(act) for act in acts]
    with transaction.atomic(using=using, savepoint=False):
        head = locked_head(using)
        frontier = Frontier.unpacked(head.size, bytes(head.peaks))
        entries = [_entry(head.log, frontier, one) for one in prepared]
        Entry.objects.using(using).bulk_create(entries)
        Apart.objects.using(using).bulk_create(
            Apart(entry=entry, name=kept.name, of=kept.of, salt=bytes.fromhex(apart.salt), value=apart.value)
            for entry, one in zip(entries, prepared, strict=True) for kept, apart in one.kept
        )  # fmt: skip
        Head.objects.using(using).filter(id=1).update(size=frontier.size, peaks=frontier.packed())
    return entries


def locked_head(using: str = DEFAULT_DB_ALIAS) -> Head:
    """The head of the log, held until the transaction ends: whoever comes next waits.

    Raises:
        Head.DoesNotExist: The tables were made, but the log was never opened (``migrate`` does it).
    """
    heads = Head.objects.using(using)
    if connections[using].features.has_select_for_update:
        return heads.select_for_update().get(id=1)
    # SQLite locks by writing; a reader that turned writer could not wait its turn.
    heads.filter(id=1).update(size=F("size"))
    return heads.get(id=1)


def _entry(log: str, frontier: Frontier, prepared: Prepared) -> Entry:
    number, at = frontier.size + 1, dt.datetime.now()
    content = prepared.content(log, number, at)
    said = prepared.said
    return Entry(
        number=number,
        at=at,
        kind=said["kind"],
        actor=said["actor"],
        target=said["target"],
        request=said["request"]["id"] if said["request"] else "",
        content=content,
        nodes=b"".join(frontier.append(leaf_hash(content.encode()))),
    )


def _in_transaction(using: str) -> bool:
    """Whether the caller opened a transaction; the one around a test does not count."""
    return any(not getattr(block, "_from_testcase", False) for block in connections[using].atomic_blocks)
