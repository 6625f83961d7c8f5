"""Signed roots: made once a day, kept in the log's own table, exported to be published."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, transaction

from jianzhen.seal.merkle.checking import is_consistent
from jianzhen.seal.merkle.frontier import Frontier
from jianzhen.seal.merkle.keyring import KeyRing
from jianzhen.seal.merkle.published import Published
from jianzhen.seal.merkle.signed import KeyNotice, SignedRoot
from jianzhen.web.audit.act import Act
from jianzhen.web.audit.audit_kinds import KEY_CHANGED
from jianzhen.web.audit.models import Head, Key, Root
from jianzhen.web.audit.tree import MissingNodeError, consistency
from jianzhen.web.audit.writing import append, locked_head
from jianzhen.words import Words

_DAY = 10


class RewrittenError(Exception):
    """The log does not continue its last root, so no new one is signed."""

    def __init__(self, words: Words) -> None:
        super().__init__(f"{words.zh} / {words.en}")
        self.words = words


def keyring() -> KeyRing:
    """The signing keys, in the data folder."""
    return KeyRing(Path(settings.OPTIONS.data) / "keys" / "audit")


def sign_root(ring: KeyRing, using: str = DEFAULT_DB_ALIAS) -> SignedRoot | None:
    """Sign the root of everything so far; makes the first key when there is none.

    Returns:
        The root; None while the log is empty.

    Raises:
        KeyRingError: The key cannot be read or made.
        RewrittenError: The entries under the last root are not what they were.
    """
    with transaction.atomic(using=using):
        head = locked_head(using)
        if head.size == 0:
            return None
        at = _now()
        key = current_key(using) or _kept(ring.make(at), using)
        frontier = Frontier.unpacked(head.size, bytes(head.peaks))
        root = SignedRoot(head.log, head.size, frontier.root().hex(), at, key.key).signed(ring.private(key.key))
        _continues_last(root, using)
        Root.objects.using(using).create(**root.plain())
    return root


def sign_daily(ring: KeyRing, using: str = DEFAULT_DB_ALIAS) -> SignedRoot | None:
    """Sign a root unless today has one; for the scheduler, which may call it as often as it likes."""
    newest = Root.objects.using(using).order_by("-id").first()
    if newest is not None and newest.at[:_DAY] == _now()[:_DAY]:
        return None
    return sign_root(ring, using)


def rotate_key(ring: KeyRing, *, actor: object, reason: str = "", using: str = DEFAULT_DB_ALIAS) -> KeyNotice:
    """Take a new key, for which the old one vouches, and write an entry about it.

    A last root is signed with the old key, so that the new key answers for nothing from before.

    Raises:
        KeyRingError: The new key cannot be kept.
    """
    with transaction.atomic(using=using):
        locked_head(using)
        before = current_key(using)
        if before is not None and ring.has(before.key):
            sign_root(ring, using)
        notice = _kept(ring.make(_now(), before), using)
        words = Words(
            "更换日志签名密钥：{before.key} → {after.key}", "signing key of the log changed: {before.key} → {after.key}"
        )
        old = {"key": before.key} if before else None
        new = {"key": notice.key, "public": notice.public, "vouched": bool(notice.voucher)}
        append([Act(KEY_CHANGED.name, actor, words, before=old, after=new, reason=reason)], using)
    return notice


def current_key(using: str = DEFAULT_DB_ALIAS) -> KeyNotice | None:
    """The key in use."""
    newest = Key.objects.using(using).order_by("-id").first()
    return notice_of(newest) if newest else None


def published(using: str = DEFAULT_DB_ALIAS) -> Published:
    """Everything that outsiders need to hold the log to its word."""
    log = Head.objects.using(using).values_list("log", flat=True).get(id=1)
    return Published(log, keys(using), tuple(map(root_of, Root.objects.using(using).order_by("id").iterator())))


def keys(using: str = DEFAULT_DB_ALIAS) -> tuple[KeyNotice, ...]:
    """All public keys, the first one first."""
    return tuple(map(notice_of, Key.objects.using(using).order_by("id")))


def notice_of(row: Key) -> KeyNotice:
    """A key as it is published."""
    return KeyNotice(row.key, row.public, row.at, row.before, row.voucher)


def root_of(row: Root) -> SignedRoot:
    """A root as it is published."""
    return SignedRoot(row.log, row.size, row.root, row.at, row.key, row.signature)


def _continues_last(root: SignedRoot, using: str) -> None:
    """A new signature must not hide that something was rewritten.

    Raises:
        RewrittenError: The tree is not that of the last root, grown.
    """
    last = Root.objects.using(using).order_by("-size", "-id").first()
    if last is None:
        return
    try:
        path = consistency(last.size, root.size, using)
        same = is_consistent(last.size, bytes.fromhex(last.root), root.size, bytes.fromhex(root.root), path)
    except (MissingNodeError, ValueError):
        same = False
    if not same:
        raise RewrittenError(
            Words(
                f"日志与 {last.at} 的根不符，不再签名；先运行 jianzhen audit verify",
                f"the log does not continue its root of {last.at}, so none is signed; run jianzhen audit verify first",
            )
        )


def _kept(notice: KeyNotice, using: str) -> KeyNotice:
    Key.objects.using(using).create(**notice.plain())
    return notice


def _now() -> str:
    return dt.datetime.now().isoformat(timespec="microseconds")
