"""The stored tree: digests of entries and of every complete subtree, each at a known place."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS

from jianzhen.seal.merkle.hashing import DIGEST_BYTES, join
from jianzhen.seal.merkle.paths import Node, Span, consistency_path, digests_of, inclusion_path, nodes_of
from jianzhen.web.audit.models import Entry
from jianzhen.words import Words


class MissingNodeError(LookupError):
    """A digest that a proof needs is not there: the log is damaged."""

    def __init__(self, node: Node) -> None:
        number = node.last_leaf + 1
        self.words = Words(
            f"第 {number} 条缺失或损坏，无法证明；先运行 jianzhen audit verify",
            f"entry {number} is missing or damaged, so nothing can be proved; run jianzhen audit verify first",
        )
        super().__init__(f"{self.words.zh} / {self.words.en}")


def inclusion(number: int, size: int, using: str = DEFAULT_DB_ALIAS) -> list[bytes]:
    """The digests that prove an entry to be among the first ``size``; one query.

    Raises:
        ValueError: There is no such entry among them.
        MissingNodeError: The log is damaged.
    """
    return _digests(inclusion_path(number - 1, size), using)


def consistency(old: int, new: int, using: str = DEFAULT_DB_ALIAS) -> list[bytes]:
    """The digests that prove the first ``old`` entries to head the first ``new``; one query.

    Raises:
        ValueError: The older size is 0 or larger than the newer one.
        MissingNodeError: The log is damaged.
    """
    return _digests(consistency_path(old, new), using)


def root_at(size: int, using: str = DEFAULT_DB_ALIAS) -> bytes:
    """The root of the first ``size`` entries; one query.

    Raises:
        MissingNodeError: There are not so many, or the log is damaged.
    """
    nodes = Span(0, size).nodes()
    stored = _read(nodes, using)
    return join([stored[node] for node in nodes])


def _digests(path: Sequence[Span], using: str) -> list[bytes]:
    return digests_of(path, _read(nodes_of(path), using))


def _read(nodes: Sequence[Node], using: str) -> dict[Node, bytes]:
    numbers = [node.last_leaf + 1 for node in nodes]
    entries = Entry.objects.using(using).filter(number__in=numbers).only("number", "nodes").in_bulk()
    stored = {
        node: entries[number].node(node.level) for node, number in zip(nodes, numbers, strict=True) if number in entries
    }
    damaged = [node for node in nodes if len(stored.get(node, b"")) != DIGEST_BYTES]
    if damaged:
        raise MissingNodeError(damaged[0])
    return stored
