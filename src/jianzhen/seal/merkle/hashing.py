"""The three hashes of RFC 6962, section 2.1: of nothing, of a leaf, of two subtrees."""

from __future__ import annotations

import hashlib

DIGEST_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a log without entries."""


def leaf_hash(data: bytes) -> bytes:
    """SHA-256 of 0x00 and the entry: the prefix keeps a leaf from passing for a node."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and the digests of two neighbouring subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def join(subtrees: list[bytes]) -> bytes:
    """The digest of neighbouring complete subtrees, largest first, as one (possibly ragged) tree."""
    if not subtrees:
        return EMPTY_ROOT
    *rest, digest = subtrees
    for left in reversed(rest):
        digest = node_hash(left, digest)
    return digest
