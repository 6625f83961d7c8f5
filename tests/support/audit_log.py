"""Logs of acts on real databases, and the hands of somebody who owns the database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from jianzhen.seal.merkle.frontier import Frontier
from jianzhen.seal.merkle.hashing import leaf_hash
from jianzhen.seal.merkle.keyring import KeyRing
from jianzhen.seal.merkle.signed import SignedRoot
from jianzhen.web.audit import triggers
from jianzhen.web.audit.act import Act
from jianzhen.web.audit.models import Entry
from jianzhen.web.audit.verify import Report, verify
from jianzhen.web.audit.writing import append
from jianzhen.words import Words

OPENED = Words("打开线索", "opened a lead")


@dataclass
class Log:
    """A log in a database of its own."""

    using: str
    ring: KeyRing
    path: Path | None

    def write(self, count: int = 1, **told: Any) -> list[Entry]:
        """Record some acts, a transaction each."""
        return [self.record(**{"after": {"step": step}, **told}) for step in range(count)]

    def record(self, kind: str = "lead.opened", **told: Any) -> Entry:
        with transaction.atomic(using=self.using):
            return append([Act(kind, **{"actor": "officer", "words": OPENED, **told})], self.using)[0]

    def sql(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        with connections[self.using].cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def tampering(self) -> Iterator[None]:
        """With the triggers out of the way, and back in place afterwards, as a careful intruder would."""
        with triggers.suspended(connections[self.using]):
            yield

    def rehash(self) -> None:
        """Make everything agree with the contents again: digests, tree, head."""
        frontier = Frontier()
        for number, content in self.sql("SELECT number, content FROM audit_entry ORDER BY number"):
            nodes = b"".join(frontier.append(leaf_hash(content.encode())))
            self.sql("UPDATE audit_entry SET nodes = %s WHERE number = %s", nodes, number)
        self.sql("UPDATE audit_head SET size = %s, peaks = %s", frontier.size, frontier.packed())

    def resign(self) -> None:
        """Sign all roots anew over the entries that are there now, with the log's own keys."""
        for ident, size, log, at, key in self.sql("SELECT id, size, log, at, key FROM audit_root"):
            frontier = Frontier()
            contents = self.sql("SELECT content FROM audit_entry WHERE number <= %s ORDER BY number", size)
            for (content,) in contents:
                frontier.append(leaf_hash(content.encode()))
            root = SignedRoot(log, frontier.size, frontier.root().hex(), at, key).signed(self.ring.private(key))
            self.sql("UPDATE audit_root SET size = %s, root = %s, signature = %s WHERE id = %s",
                     root.size, root.root, root.signature, ident)  # fmt: skip

    def edit(self, number: int, /, **fields: Any) -> None:
        """Change the content of an entry, and nothing else."""
        [(content,)] = self.sql("SELECT content FROM audit_entry WHERE number = %s", number)
        said = {**json.loads(content), **fields}
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self.sql("UPDATE audit_entry SET content = %s WHERE number = %s", text, number)

    def verify(self, *published: Any) -> Report:
        return verify(published, self.using)

    def codes(self, *published: Any) -> set[str]:
        """The kinds of faults that verification finds."""
        return {fault.code for fault in self.verify(*published).faults}
