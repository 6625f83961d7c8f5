"""Token buckets, and what each address holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jianzhen.gateway.settings import Limits

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

    def try_take(self, at: float) -> bool:
        """Take one if there is one."""
        if self.take(1, at) > 0:
            self._left += 1
            return False
        return True


class Addresses:
    """Counts connections by address and says whether one more may come."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._held: Counter[str] = Counter()
        self._buckets: dict[str, Bucket] = {}
        self.total = 0

    def enter(self, address: str, at: float) -> str | None:
        """Count a new connection; give the name of the limit that it breaks, and do not count it then."""
        limits = self._limits
        if self.total >= limits.connections:
            return "connections"
        if self._held[address] >= limits.per_address:
            return "per_address"
        bucket = self._buckets.get(address)
        if bucket is None:
            if len(self._buckets) >= _MOST_BUCKETS:
                self._buckets.clear()
            bucket = self._buckets[address] = Bucket(limits.new_per_second, limits.new_burst, at)
        if not bucket.try_take(at):
            return "new_per_second"
        self._held[address] += 1
        self.total += 1
        return None

    def leave(self, address: str) -> None:
        """Count a connection out."""
        self.total -= 1
        self._held[address] -= 1
        if not self._held[address]:
            del self._held[address]
