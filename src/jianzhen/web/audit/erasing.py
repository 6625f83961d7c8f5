"""Erasing what the log keeps of a person, by law: the entries stay, and entries say that it was done."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from jianzhen.web.audit.act import Act
from jianzhen.web.audit.audit_kinds import ERASED
from jianzhen.web.audit.models import Apart, Entry
from jianzhen.web.audit.writing import append, locked_head
from jianzhen.words import Words

_AT_ONCE = 500


def erase(
    of: str, *, actor: object, reason: str, names: Sequence[str] = (), using: str = DEFAULT_DB_ALIAS
) -> list[Entry]:
    """Erase what is kept of one person or object.

    Args:
        of: Its key (``people.person:17``).
        actor: Who erases.
        reason: On what ground; kept as one of the actor's own words.
        names: Places of the entries (``/reason``); by default everything.
        using: The database.

    Returns:
        The entries about it; none if nothing was kept.

    Raises:
        RecordError: The reason is missing.
    """
    entries = []
    with transaction.atomic(using=using):
        locked_head(using)
        _overwrite(using)
        rows = Apart.objects.using(using).filter(of=of)
        if names:
            rows = rows.filter(name__in=names)
        found = list(rows.order_by("entry_id", "name").values_list("id", "entry_id", "name"))
        for start in range(0, len(found), _AT_ONCE):
            part = found[start : start + _AT_ONCE]
            entries += append([_act(of, actor, reason, [[number, name] for _, number, name in part])], using)
            Apart.objects.using(using).filter(id__in=[row[0] for row in part]).delete()
    return entries


def _act(of: str, actor: object, reason: str, erased: list[list[object]]) -> Act:
    words = Words(f"依法删除 {of} 的个人信息 {len(erased)} 项", f"erased {len(erased)} personal values of {of} by law")
    # Without a target: the reason must outlive the next erasure of the same person.
    return Act(ERASED.name, actor, words, after={"of": of, "erased": erased}, reason=reason)


def _overwrite(using: str) -> None:
    """Have SQLite overwrite what it deletes; on PostgreSQL a vacuum does."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
