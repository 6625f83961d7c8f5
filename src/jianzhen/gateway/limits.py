"""Token buckets, and what each address holds."""

from __future__ import annotations

from collections import Counter
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jianzhen.gateway.settings import Limits

Network = IPv4Network | IPv6Network
_MOST_BUCKETS = 50_000


class Bucket:
    """Fills by ``rate`` a second up to ``size``; what is taken beyond that must be waited for."""

    __slots__ = ("_at", "_left", "rate", "size")

    def __init__(self, rate: float, size: float, at: float) -> None:
        self.rate = rate
        self.size = size
        self._left = size
        self._at = at

    def take(self, count: float, at: float) -> float:
        """Take ``count`` at a moment; give the seconds to wait until the bucket is in credit again, 0 if it is."""
        self._left = min(self.size, self._left + (at - self._at) * self.rate) - count
        self._at = at
        return max(0.0, -self._left / self.rate)

    def left(self, at: float) -> int:
        """How many can be taken at a moment without waiting."""
        return max(0, int(min(self.size, self._left + (at - self._at) * self.rate)))

    def try_take(self, at: float) -> bool:
        """Take one if there is one."""
        if self.take(1, at) > 0:
            self._left += 1
            return False
        return True


class Addresses:
    """What each address holds, and whether one more connection may come from it."""

    def __init__(self, limits: Limits, allowed: Sequence[Network] = ()) -> None:
        self._limits = limits
        self._allowed = tuple(allowed)
        self._held: Counter[str] = Counter()
        self._new: dict[str, Bucket] = {}
        self._frames: dict[str, Bucket] = {}
        self.total = 0

    def enter(self, address: str, at: float) -> str | None:
        """Count a new connection; give the name of the limit that it breaks, and do not count it then."""
        limits = self._limits
        if self._allowed and not self._is_allowed(address):
            return "address"
        if self.total >= limits.connections:
            return "connections"
        if self._held[address] >= limits.per_address:
            return "per_address"
        if not _bucket(self._new, address, limits.new_per_second, limits.new_burst, at).try_take(at):
            return "new_per_second"
        self._held[address] += 1
        self.total += 1
        return None

    def _is_allowed(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._allowed)

    def frames(self, address: str, at: float) -> Bucket:
        """The bucket that all connections of an address take packets from."""
        limits = self._limits
        return _bucket(self._frames, address, limits.address_frames_per_second, limits.address_frames_burst, at)

    def leave(self, address: str) -> None:
        """Count a connection out."""
        self.total -= 1
        self._held[address] -= 1
        if not self._held[address]:
            del self._held[address]


def _bucket(buckets: dict[str, Bucket], address: str, rate: float, size: float, at: float) -> Bucket:
    bucket = buckets.get(address)
    if bucket is None:
        if len(buckets) >= _MOST_BUCKETS:
            buckets.clear()
        bucket = buckets[address] = Bucket(rate, size, at)
    return bucket
