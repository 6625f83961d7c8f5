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

ODD = (TypeError, ValueError, AttributeError, LookupError, OverflowError)
"""What reading may raise where something stands that nobody wrote."""
COLUMNS = ("number", "at", "kind", "actor", "target", "request", "content", "nodes")


class Row(NamedTuple):
    """An entry as stored; the fields are ``COLUMNS``, of whatever type somebody may have put there."""

    number: int
    at: object
    kind: object
    actor: object
    target: object
    request: object
    content: object
    nodes: object


class Value(NamedTuple):
    """A value kept apart, as stored."""

    number: int
    name: str
    of: object
    salt: object
    value: object


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
    values: Iterator[Value] = field(default_factory=lambda: iter(()))
    seen: dict[int, bytes] = field(default_factory=dict)
    last: int = 0
    whole: bool = True
    frontier: Frontier = field(default_factory=Frontier)
    erased: set[tuple[int, str]] = field(default_factory=set)
    absent: set[tuple[int, str]] = field(default_factory=set)
    _next: Value | None = None

    def start(self, values: Iterator[Value]) -> None:
        """Take up what is kept apart, by entry."""
        self.values = values
        self._next = next(self.values, None)

    def take(self, row: Row) -> None:
        """Compare one entry; numbers rise. Whatever stands in it, the others are read too."""
        if row.number != self.last + 1:
            self.faults.span("missing", self.last + 1, row.number - 1)
            self.whole = False
        self.last = row.number
        content = stored(row.content)
        self._tree(row, leaf_hash(content))
        said = _said(content)
        try:
            self._content(row, said)
        except ODD:
            self.faults.at("unreadable", row.number)
        self._apart(row.number, said.get("apart"))

    def finish(self) -> None:
        """Whatever is left over apart belongs to no entry."""
        while self._next is not None:
            self._stray(self._next)

    def _tree(self, row: Row, leaf: bytes) -> None:
        nodes = stored(row.nodes)
        if nodes[:DIGEST_BYTES] != leaf:
            self.faults.at("content", row.number)
        if not self.whole:
            return
        # The stored digest goes on up: if the roots hold, then only the content was touched.
        if b"".join(self.frontier.append(nodes[:DIGEST_BYTES])) != nodes:
            self.faults.at("nodes", row.number)
        if row.number in self.roots:
            self.seen[row.number] = self.frontier.root()

    def _content(self, row: Row, said: Mapping[str, Any]) -> None:
        if not said:
            self.faults.at("unreadable", row.number)
            return
        if said.get("number") != row.number:
            self.faults.at("number", row.number, str(said.get("number")))
        if said.get("log") != self.log:
            self.faults.at("log", row.number)
        asked = said.get("request")
        request = asked.get("id") if isinstance(asked, Mapping) else ""
        told = (said.get("at"), said.get("kind"), said.get("actor"), said.get("target"), request)
        if told != (_moment(row.at), row.kind, row.actor, row.target, row.request):
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
            digest = hashlib.sha256(stored(value.salt) + stored(value.of) + b"\n" + stored(value.value)).hexdigest()
            if digest != waited.pop(value.name):
                self.faults.at("apart_changed", number, value.name)
            self._next = next(self.values, None)
        self.absent.update((number, name) for name in waited)

    def _stray(self, value: Value) -> None:
        self.faults.at("apart_stray", value.number, value.name)
        self._next = next(self.values, None)


def stored(value: object) -> bytes:
    """What is stored, also where something else was put than should be there."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    return bytes(value) if isinstance(value, bytes | bytearray | memoryview) else repr(value).encode()


def _moment(text: object) -> str:
    """A time of the database as an entry writes it; what is none stays as it is."""
    try:
        return dt.datetime.fromisoformat(str(text)).replace(tzinfo=None).isoformat(timespec="microseconds")
    except ValueError:
        return str(text)


def _said(content: bytes) -> dict[str, Any]:
    """The content as data; empty if it is none."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
