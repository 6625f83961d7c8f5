"""Reads the whole log in order and compares every entry with everything that was said about it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from jianzhen.seal.merkle.frontier import Frontier
from jianzhen.seal.merkle.hashing import DIGEST_BYTES, leaf_hash
from jianzhen.web.audit.audit_kinds import ERASED
from jianzhen.web.audit.faults import Faults

COLUMNS = ("number", "at", "kind", "actor", "target", "request", "content", "nodes")


class Row(NamedTuple):
    """An entry as stored; the fields are ``COLUMNS``."""

    number: int
    at: dt.datetime
    kind: str
    actor: str
    target: str
    request: str
    content: str
    nodes: bytes


class Value(NamedTuple):
    """A value kept apart, as stored."""

    number: int
    name: str
    salt: bytes
    value: str


@dataclass(slots=True)
class Walk:
    """One pass over the entries, in order.

    Attributes:
        log: The log they must belong to.
        roots: Sizes at which the root is wanted.
        seen: The root at each of those sizes that could be computed.
        faults: What was found.
    """

    log: str
    roots: frozenset[int]
    faults: Faults
    values: Iterator[Value]
    seen: dict[int, bytes] = field(default_factory=dict)
    last: int = 0
    whole: bool = True
    frontier: Frontier = field(default_factory=Frontier)
    erased: set[tuple[int, str]] = field(default_factory=set)
    absent: set[tuple[int, str]] = field(default_factory=set)
    _next: Value | None = None

    def start(self) -> None:
        """Take up the first value kept apart."""
        self._next = next(self.values, None)

    def take(self, row: Row) -> None:
        """Compare one entry; numbers rise."""
        if row.number != self.last + 1:
            self.faults.span("missing", self.last + 1, row.number - 1)
            self.whole = False
        self.last = row.number
        content = _bytes(row.content)
        self._tree(row, leaf_hash(content))
        said = _said(content)
        if said is None:
            self.faults.at("unreadable", row.number)
            said = {}
        else:
            self._content(row, said)
        self._apart(row.number, said.get("apart"))

    def finish(self) -> None:
        """Whatever is left over apart belongs to no entry."""
        while self._next is not None:
            self._stray(self._next)

    def _tree(self, row: Row, leaf: bytes) -> None:
        nodes = bytes(row.nodes)
        stored = nodes[:DIGEST_BYTES]
        if stored != leaf:
            self.faults.at("content", row.number)
        if not self.whole:
            return
        # The stored digest goes on up: if the roots hold, then only the content was touched.
        if b"".join(self.frontier.append(stored)) != nodes:
            self.faults.at("nodes", row.number)
        if row.number in self.roots:
            self.seen[row.number] = self.frontier.root()

    def _content(self, row: Row, said: Mapping[str, Any]) -> None:
        if said.get("number") != row.number:
            self.faults.at("number", row.number, str(said.get("number")))
        if said.get("log") != self.log:
            self.faults.at("log", row.number)
        asked = said.get("request")
        request = asked.get("id") if isinstance(asked, Mapping) else ""
        told = (said.get("at"), said.get("kind"), said.get("actor"), said.get("target"), request)
        if told != (row.at.isoformat(timespec="microseconds"), row.kind, row.actor, row.target, row.request):
            self.faults.at("columns", row.number)
        if row.kind == ERASED.name:
            self._erasures(said.get("after"))

    def _erasures(self, after: object) -> None:
        if isinstance(after, Mapping):
            self.erased.update((number, name) for number, name in after.get("erased", []))

    def _apart(self, number: int, digests: object) -> None:
        waited = dict(digests) if isinstance(digests, Mapping) else {}
        while self._next is not None and self._next.number <= number:
            value = self._next
            if value.number < number or value.name not in waited:
                self._stray(value)
                continue
            digest = hashlib.sha256(bytes(value.salt) + _bytes(value.value)).hexdigest()
            if digest != waited.pop(value.name):
                self.faults.at("apart_changed", number, value.name)
            self._next = next(self.values, None)
        self.absent.update((number, name) for name in waited)

    def _stray(self, value: Value) -> None:
        self.faults.at("apart_stray", value.number, value.name)
        self._next = next(self.values, None)


def _bytes(text: str | bytes) -> bytes:
    """What is stored, also where something else than text was put there."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def _said(content: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
