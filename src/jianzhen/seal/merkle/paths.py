"""Which subtrees a proof is made of (RFC 6962, sections 2.1.1 and 2.1.2), and where their digests are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from jianzhen.seal.merkle.hashing import join


class Node(NamedTuple):
    """A complete subtree: the leaves ``place << level`` up to, not including, ``(place + 1) << level``."""

    level: int
    place: int

    @property
    def last_leaf(self) -> int:
        """The leaf whose arrival completed it."""
        return ((self.place + 1) << self.level) - 1


class Span(NamedTuple):
    """The leaves of one subtree of the definition; ragged only where it ends with the tree."""

    start: int
    end: int

    def nodes(self) -> list[Node]:
        """The complete subtrees that make it up, largest first."""
        found = []
        at = self.start
        while at < self.end:
            level = (self.end - at).bit_length() - 1
            found.append(Node(level, at >> level))
            at += 1 << level
        return found

    def split(self) -> tuple[Span, Span]:
        """The two subtrees below it; the left one has the largest power of two of leaves that is not all."""
        middle = self.start + (1 << ((self.end - self.start - 1).bit_length() - 1))
        return Span(self.start, middle), Span(middle, self.end)


def inclusion_path(index: int, size: int) -> list[Span]:
    """The subtrees whose digests prove that leaf ``index`` is in a tree of ``size`` leaves, lowest first.

    Raises:
        ValueError: The tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    path = []
    span = Span(0, size)
    while span.end - span.start > 1:
        left, right = span.split()
        span, beside = (left, right) if index < left.end else (right, left)
        path.append(beside)
    return path[::-1]


def consistency_path(old: int, new: int) -> list[Span]:
    """The subtrees whose digests prove that the first ``old`` of ``new`` leaves are those of the older tree.

    Raises:
        ValueError: The older tree is empty or larger than the newer one.
    """
    if not 0 < old <= new:
        raise ValueError(f"no tree of {new} leaves grew out of one of {old}")
    path = []
    span = Span(0, new)
    while span.end != old:
        left, right = span.split()
        span, beside = (left, right) if old <= left.end else (right, left)
        path.append(beside)
    # The older tree itself is known to whoever checks; only a part of it has to be given.
    return [*([span] if span.start else []), *path[::-1]]


def nodes_of(path: Iterable[Span]) -> list[Node]:
    """Every stored digest that a path needs: a few more than twice its length at most."""
    return [node for span in path for node in span.nodes()]


def digests_of(path: Iterable[Span], stored: Mapping[Node, bytes]) -> list[bytes]:
    """The proof, from stored digests.

    Raises:
        KeyError: A node of ``nodes_of(path)`` is not among them.
    """
    return [join([stored[node] for node in span.nodes()]) for span in path]
