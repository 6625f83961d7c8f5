"""Verifies the whole log against its own roots and against roots that were published earlier."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.models import CharField, F, Max
from django.db.models.functions import Cast

from jianzhen.seal.merkle.published import Published
from jianzhen.seal.merkle.signed import KeyNotice, SignedRoot
from jianzhen.web.audit import triggers
from jianzhen.web.audit.audit_kinds import ERASED
from jianzhen.web.audit.faults import Fault, Faults
from jianzhen.web.audit.models import Apart, Entry, Head, Root
from jianzhen.web.audit.roots import keys, root_of
from jianzhen.web.audit.walk import COLUMNS, ODD, Row, Value, Walk

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
    walk, head, newest, roots, erased = Walk("", frozenset(), faults), Head(), 0, list[SignedRoot](), 0
    try:
        with _any_text(using):
            # Read before the head: what comes after it then lies beyond both, and is left for the next time.
            newest = Entry.objects.using(using).aggregate(newest=Max("number"))["newest"] or 0
            head = _head(newest, faults, using)
            roots = [root_of(row) for row in Root.objects.using(using).order_by("id")]
            sizes = {root.size for root in (*roots, *(root for file in published for root in file.roots))}
            walk = Walk(head.log or _first_log(using), frozenset(sizes), faults)
            _go(walk, head.size, using)
            _check_head(head, newest, walk)
            _check_own(roots, keys(using), walk)
            _check_published(published, keys(using), walk)
            erased = _check_erased(walk, head.size, using)
            for name in triggers.missing(connections[using]):
                faults.tell("trigger", name)
            _check_file(faults, using)
    except (DatabaseError, *ODD) as error:
        # A damaged file may hold anything anywhere; what was found until here is told as well.
        faults.tell("database", f"{type(error).__name__}: {error}")
        walk.whole = False
    root = walk.frontier.root().hex() if walk.whole else ""
    compared = sum(len(file.roots) for file in published if file.log == walk.log)
    return Report(walk.log, walk.last, root, len(roots), compared, erased, tuple(faults.all()))


@contextmanager
def _any_text(using: str) -> Iterator[None]:
    """Have SQLite hand out also what is no longer text; elsewhere the server sees to it."""
    connection = connections[using]
    connection.ensure_connection()
    raw = connection.connection
    if connection.vendor != "sqlite":
        yield
        return
    usual, raw.text_factory = raw.text_factory, lambda data: data.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = usual


def _check_file(faults: Faults, using: str) -> None:
    """SQLite's own check of the tables and of their indexes, which might hide an entry from a search."""
    if connections[using].vendor != "sqlite":
        return
    with connections[using].cursor() as cursor:
        for table in triggers.TABLES:
            cursor.execute(f"PRAGMA integrity_check({table})")
            for (told,) in cursor.fetchall():
                if told != "ok":
                    faults.tell("database", f"{table}: {told}")


def _head(newest: int, faults: Faults, using: str) -> Head:
    head = Head.objects.using(using).filter(id=1).first()
    if head is None:
        faults.tell("head_missing")
    return head or Head(log="", size=newest)


def _go(walk: Walk, size: int, using: str) -> None:
    """Walk over the whole log; no cursor stays open when the database fails on the way."""
    with closing(_values(size, using)) as values, closing(_rows(size, using)) as rows:
        walk.start(values)
        for row in rows:
            walk.take(row)
        walk.finish()


def _rows(size: int, using: str) -> Generator[Row, None, None]:
    entries = Entry.objects.using(using).filter(number__lte=size).order_by("number")
    # The time as text: a damaged one must not stop the reading.
    columns = [Cast("at", CharField()) if name == "at" else F(name) for name in COLUMNS]
    for row in entries.values_list(*columns).iterator(_AT_ONCE):
        yield Row._make(row)


def _values(size: int, using: str) -> Generator[Value, None, None]:
    rows = Apart.objects.using(using).filter(entry_id__lte=size).order_by("entry_id", "name")
    for row in rows.values_list("entry_id", "name", "of", "salt", "value").iterator(_AT_ONCE):
        yield Value._make(row)


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
    for before, key in zip([None, *known], known, strict=False):
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
