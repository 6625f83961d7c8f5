"""Proof files for outsiders."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS

from jianzhen.seal.merkle.proof import Apart, Proof
from jianzhen.seal.merkle.signed import SignedRoot
from jianzhen.web.audit.models import Entry, Root
from jianzhen.web.audit.roots import keys, root_of
from jianzhen.web.audit.tree import consistency, inclusion
from jianzhen.words import Words


class NotProvableError(Exception):
    """There is nothing yet to prove an entry with; the message says what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(f"{words.zh} / {words.en}")
        self.words = words


def prove(
    number: int,
    older: SignedRoot | None = None,
    *,
    with_personal: bool = False,
    using: str = DEFAULT_DB_ALIAS,
) -> Proof:
    """Prove an entry under the newest root, and that root to continue an older one.

    Args:
        number: Of the entry.
        older: A root that the outsider holds.
        with_personal: Whether the file shows what is kept apart, where it is still there.
        using: The database.

    Raises:
        NotProvableError: There is no such entry, no root covers it yet, or the older root is newer than the newest.
        MissingNodeError: The log is damaged.
    """
    entry = Entry.objects.using(using).filter(number=number).first()
    if entry is None:
        raise NotProvableError(Words(f"没有第 {number} 条", f"there is no entry {number}"))
    newest = Root.objects.using(using).order_by("-size", "-id").first()
    if newest is None or newest.size < number or (older is not None and newest.size < older.size):
        raise NotProvableError(
            Words(
                "还没有覆盖它的根；先签一个：jianzhen audit sign",
                "no root covers it yet; sign one: jianzhen audit sign",
            )
        )
    return Proof(
        entry.said["log"],
        number,
        entry.content,
        root_of(newest),
        _hex(inclusion(number, newest.size, using)),
        older,
        _hex(consistency(older.size, newest.size, using)) if older else (),
        keys(using),
        _apart(entry, shown=with_personal),
    )


def _apart(entry: Entry, *, shown: bool) -> dict[str, Apart | None]:
    there = {one.name: Apart(one.of, bytes(one.salt).hex(), one.value) for one in entry.aparts.all()} if shown else {}
    return {name: there.get(name) for name in entry.said["apart"]}


def _hex(digests: list[bytes]) -> tuple[str, ...]:
    return tuple(digest.hex() for digest in digests)
