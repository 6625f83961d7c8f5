"""The right edge of a growing tree: all that is needed to append, and to know the root."""

from __future__ import annotations

from dataclasses import dataclass, field

from jianzhen.seal.merkle.hashing import DIGEST_BYTES, join, node_hash


@dataclass(slots=True)
class Frontier:
    """A tree of ``size`` leaves, as the digests of its complete subtrees, largest first.

    There is one for each 1 in the binary notation of the size, so at most 64 for any log.
    """

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> list[bytes]:
        """Add the digest of a leaf; on average one more digest is computed.

        Returns:
            The digests of every subtree that the leaf completed: itself first, then upwards.
        """
        completed = [leaf]
        ones = self.size
        while ones & 1:
            completed.append(node_hash(self.peaks.pop(), completed[-1]))
            ones >>= 1
        self.peaks.append(completed[-1])
        self.size += 1
        return completed

    def root(self) -> bytes:
        """The Merkle tree hash of all leaves so far."""
        return join(self.peaks)

    def packed(self) -> bytes:
        """The peaks as one run of bytes."""
        return b"".join(self.peaks)

    @classmethod
    def unpacked(cls, size: int, packed: bytes) -> Frontier:
        """Read a frontier as it was packed.

        Raises:
            ValueError: The bytes are not those of a tree of this size.
        """
        if size < 0 or len(packed) != size.bit_count() * DIGEST_BYTES:
            raise ValueError(f"{len(packed)} bytes are no frontier of {size} leaves")
        return cls(size, [packed[at : at + DIGEST_BYTES] for at in range(0, len(packed), DIGEST_BYTES)])
