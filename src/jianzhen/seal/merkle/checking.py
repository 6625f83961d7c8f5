"""Checking of proofs, as RFC 9162 spells it out for the same tree (sections 2.1.3.2 and 2.1.4.2)."""

from __future__ import annotations

from collections.abc import Sequence

from jianzhen.seal.merkle.hashing import EMPTY_ROOT, node_hash


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows the digest ``leaf`` to be leaf ``index`` of the tree with this size and root."""
    if not 0 <= index < size:
        return False
    node, last, digest = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            digest = node_hash(beside, digest)
            node, last = _up_to_left_turn(node, last)
        else:
            digest = node_hash(digest, beside)
        node, last = node >> 1, last >> 1
    return last == 0 and digest == root


def is_consistent(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the newer tree begins with all leaves of the older one, in their order."""
    if old == 0:
        return new >= 0 and old_root == EMPTY_ROOT and not proof
    if old == new:
        return old_root == new_root and not proof
    if not 0 < old < new:
        return False
    # An older tree that is complete is itself the first subtree of the proof.
    digests = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    return bool(digests) and _grow(old, new, digests) == (old_root, new_root)


def _grow(old: int, new: int, digests: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The roots of both trees as the proof has them; None if it is too long or too short."""
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    smaller = larger = digests[0]
    for beside in digests[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            smaller, larger = node_hash(beside, smaller), node_hash(beside, larger)
            node, last = _up_to_left_turn(node, last)
        else:
            larger = node_hash(larger, beside)
        node, last = node >> 1, last >> 1
    return (smaller, larger) if last == 0 else None


def _up_to_left_turn(node: int, last: int) -> tuple[int, int]:
    """Climb past the levels at which a node at the right edge has no neighbour."""
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last
