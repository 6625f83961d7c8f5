"""What the gateway knows of each device while it runs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from jianzhen.gateway.clock import at_of
from jianzhen.gateway.rates import Rate

if TYPE_CHECKING:
    from jianzhen.gateway.connection import Connection
    from jianzhen.gateway.journal import Entry
    from jianzhen.hj212 import Message

_MOST = 200_000


class Seen:
    """One device: its connection, when it was last heard, what came and what was wrong with it."""

    __slots__ = (
        "connection", "duplicates", "edition", "encrypted", "faults", "last_us", "pw", "rate", "silent", "st", "stored",
    )  # fmt: skip

    def __init__(self) -> None:
        self.connection: Connection | None = None
        self.last_us = 0
        self.stored = self.duplicates = 0
        self.rate = Rate()
        self.faults: Counter[str] | None = None
        self.silent: Counter[str] | None = None
        self.st: str | None = None
        self.pw: str | None = None
        self.edition = "2017"
        self.encrypted = False

    def wrong(self, faults: str) -> None:
        """Count faults by code."""
        self.faults = (self.faults or Counter()) + Counter(faults.split())

    def answered(self, request: str, *, answered: bool) -> None:
        """Count a request that stayed without any answer; one that is answered ends the count."""
        silent = self.silent or Counter()
        if answered:
            silent.pop(request, None)
        else:
            silent[request] += 1
        self.silent = silent or None


class Devices:
    """Every device that was heard since the start; the one heard of first goes first if there are too many."""

    def __init__(self) -> None:
        self._seen: dict[str, Seen] = {}
        self.fresh: list[str] = []

    def get(self, mn: str | None) -> Seen | None:
        """One device."""
        return self._seen.get(mn) if mn else None

    def heard(self, message: Message, entry: Entry, connection: Connection, at: float) -> Seen | None:
        """Take in a whole packet that came; None if it names no device."""
        mn = entry.mn
        if not mn:
            return None
        seen = self._seen.get(mn) or self._new(mn)
        if seen.connection is not connection:
            connection.devices.add(mn)
        seen.connection, seen.last_us, connection.mn = connection, entry.received_us, mn
        seen.rate.count(at)
        if message.st != "91":
            seen.st = message.st
        seen.pw, seen.edition, seen.encrypted = message.pw, message.edition, bool(message.encrypted) or seen.encrypted
        return seen

    def _new(self, mn: str) -> Seen:
        if len(self._seen) >= _MOST:
            first = next(iter(self._seen))
            gone = self._seen.pop(first)
            if gone.connection is not None:
                gone.connection.devices.discard(first)
        seen = self._seen[mn] = Seen()
        self.fresh.append(mn)
        return seen

    def take_fresh(self) -> list[str]:
        """Give the devices that were first heard since this was asked last."""
        fresh, self.fresh = self.fresh, []
        return fresh

    def left(self, connection: Connection) -> None:
        """Forget a connection, which may have spoken for several devices."""
        for mn in connection.devices:
            seen = self._seen.get(mn)
            if seen is not None and seen.connection is connection:
                seen.connection = None
        connection.devices.clear()

    def table(self, at: float) -> list[dict[str, Any]]:
        """Every device for people and programs, with the rates of this moment."""
        return [
            {
                "mn": mn,
                "connected": seen.connection is not None,
                "peer": seen.connection.peer if seen.connection else None,
                "last_seen": at_of(seen.last_us).isoformat(timespec="milliseconds"),
                "edition": seen.edition,
                "per_minute": round(60 * seen.rate.at(at), 2),
                "stored": seen.stored,
                "duplicates": seen.duplicates,
                "faults": dict(seen.faults or {}),
                "unanswered": dict(seen.silent or {}),
            }
            for mn, seen in sorted(self._seen.items())
        ]

    @property
    def connected(self) -> int:
        """Devices with a connection."""
        return sum(seen.connection is not None for seen in self._seen.values())
