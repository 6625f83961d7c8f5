"""Verifies the whole log against its own roots and against roots that were published earlier."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Max

from jianzhen.seal.merkle.published import Published
from jianzhen.seal.merkle.signed import KeyNotice, SignedRoot
from jianzhen.web.audit import triggers
from jianzhen.web.audit.audit_kinds import ERASED
from jianzhen.web.audit.faults import Fault, Faults
from jianzhen.web.audit.models import Apart, Entry, Head, Root
from jianzhen.web.audit.roots import keys, root_of
from jianzhen.web.audit.walk import COLUMNS, Row, Value, Walk

_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Report:
    """What verification found.

    Attributes:
        entries: How many entries were read.
        root: The root of them all, in hex digits; empty when entries are missing.
        roots: Signed roots of the log that were compared.
        published: Published roots that were compared.
        erased: Values erased by law, with a record of it.
        faults: Everything that is wrong.
    """

    log: str
    entries: int
    root: str
    roots: int
    published: int
    erased: int
    faults: tuple[Fault, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(published: Sequence[Published] = (), using: str = DEFAULT_DB_ALIAS) -> Report:
    """Compare everything in the log with everything that vouches for it; writers may go on meanwhile.

    Args:
        published: Files of roots that were exported earlier and kept elsewhere.
        using: The database.
    """
    faults = Faults()
    # Read before the head: what comes after it then lies beyond both, and is left for the next time.
    newest = Entry.objects.using(using).aggregate(newest=Max("number"))["newest"] or 0
    head = Head.objects.using(using).filter(id=1).first()
    if head is None:
        faults.tell("head_missing")
        head = Head(log="", size=newest)
    roots = [root_of(row) for row in Root.objects.using(using).order_by("id")]
    outside = [root for file in published for root in file.roots if root.log == head.log]
    wanted = frozenset(root.size for root in (*roots, *outside))
    walk = Walk(head.log or _first_log(using), wanted, faults, _values(head.size, using))
    walk.start()
    for row in _rows(head.size, using):
        walk.take(row)
    walk.finish()
    _check_head(head, newest, walk)
    _check_own(roots, keys(using), walk)
    _check_published(published, keys(using), walk)
    erased = _check_erased(walk, head.size, using)
    for name in triggers.missing(connections[using]):
        faults.tell("trigger", name)
    root = walk.frontier.root().hex() if walk.whole else ""
    return Report(walk.log, walk.last, root, len(roots), len(outside), erased, tuple(faults.all()))


def _rows(size: int, using: str) -> Iterator[Row]:
    rows = Entry.objects.using(using).filter(number__lte=size).order_by("number").values_list(*COLUMNS)
    return map(Row._make, rows.iterator(_AT_ONCE))


def _values(size: int, using: str) -> Iterator[Value]:
    rows = Apart.objects.using(using).filter(entry_id__lte=size).order_by("entry_id", "name")
    return map(Value._make, rows.values_list("entry_id", "name", "salt", "value").iterator(_AT_ONCE))


def _first_log(using: str) -> str:
    first = Entry.objects.using(using).order_by("number").first()
    return str(first.said.get("log")) if first else ""


def _check_head(head: Head, newest: int, walk: Walk) -> None:
    if walk.last < head.size:
        walk.faults.span("tail", walk.last + 1, head.size)
    elif walk.whole and head.log and bytes(head.peaks) != walk.frontier.packed():
        walk.faults.tell("head")
    if newest > head.size:
        walk.faults.span("beyond", head.size + 1, newest)


def _check_own(roots: Sequence[SignedRoot], known: Sequence[KeyNotice], walk: Walk) -> None:
    public = {key.key: key.public for key in known}
    for before, key in itertools.pairwise(known):
        if not key.is_vouched_by(before):
            walk.faults.tell("key", key.key)
    for root in roots:
        if root.log != walk.log or root.key not in public or not root.is_signed_by(public[root.key]):
            walk.faults.tell("root_signature", _named(root))
        _check_root(root, walk, "root", "tail")


def _check_published(published: Sequence[Published], known: Sequence[KeyNotice], walk: Walk) -> None:
    public = {key.public for key in known}
    for file in published:
        if file.log != walk.log:
            walk.faults.tell("published_log", file.log)
            continue
        for key in file.keys:
            if key.public not in public:
                walk.faults.tell("published_key", key.key)
        for root in file.unsigned():
            walk.faults.tell("published_signature", _named(root))
        for root in file.roots:
            _check_root(root, walk, "published_root", "published_tail")


def _check_root(root: SignedRoot, walk: Walk, differs: str, cut: str) -> None:
    if root.size > walk.last:
        walk.faults.found.append(Fault(cut, walk.last + 1, root.size, _named(root)))
    elif root.size not in walk.seen:
        walk.faults.tell("root_unchecked", _named(root))
    elif walk.seen[root.size].hex() != root.root:
        walk.faults.found.append(Fault(differs, 1, root.size, _named(root)))


def _named(root: SignedRoot) -> str:
    return f"{root.at}, {root.size}, {root.key}"


def _check_erased(walk: Walk, size: int, using: str) -> int:
    """What is not there must have been erased on record, maybe while the log was being read."""
    later = Entry.objects.using(using).filter(number__gt=size, kind=ERASED.name).iterator()
    during = {(number, name) for entry in later for number, name in entry.said["after"]["erased"]}
    for number, name in sorted(walk.absent - walk.erased - during):
        walk.faults.at("apart_missing", number, name)
    for number, name in sorted(walk.erased - walk.absent):
        walk.faults.at("apart_not_erased", number, name)
    return len(walk.absent & (walk.erased | during))
