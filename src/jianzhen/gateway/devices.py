"""What the gateway knows of each device while it runs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from jianzhen.gateway.clock import at_of

if TYPE_CHECKING:
    from jianzhen.gateway.connection import Connection
    from jianzhen.gateway.journal import Entry
    from jianzhen.hj212 import Message

_MOST = 200_000


class Seen:
    """One device: its connection, when it was last heard, what came and what was wrong with it."""

    __slots__ = ("connection", "duplicates", "edition", "encrypted", "faults", "last_us", "pw", "st", "stored")

    def __init__(self) -> None:
        self.connection: Connection | None = None
        self.last_us = 0
        self.stored = self.duplicates = 0
        self.faults: Counter[str] | None = None
        self.st: str | None = None
        self.pw: str | None = None
        self.edition = "2017"
        self.encrypted = False


class Devices:
    """Every device that was heard since the start; the one heard of first goes first if there are too many."""

    def __init__(self) -> None:
        self._seen: dict[str, Seen] = {}

    def get(self, mn: str) -> Seen | None:
        """One device."""
        return self._seen.get(mn)

    def heard(self, message: Message, entry: Entry, connection: Connection, *, new: bool) -> None:
        """Take in a stored packet."""
        mn = entry.mn
        if not mn:
            return
        seen = self._seen.get(mn)
        if seen is None:
            if len(self._seen) >= _MOST:
                del self._seen[next(iter(self._seen))]
            seen = self._seen[mn] = Seen()
        seen.connection, seen.last_us, connection.mn = connection, entry.received_us, mn
        seen.stored += new
        seen.duplicates += not new
        if message.st != "91":
            seen.st = message.st
        seen.pw, seen.edition, seen.encrypted = message.pw, message.edition, bool(message.encrypted) or seen.encrypted
        if entry.faults:
            seen.faults = (seen.faults or Counter()) + Counter(entry.faults.split())

    def left(self, connection: Connection) -> None:
        """Forget a connection."""
        seen = self._seen.get(connection.mn) if connection.mn else None
        if seen is not None and seen.connection is connection:
            seen.connection = None

    def table(self) -> list[dict[str, Any]]:
        """Every device for people and programs."""
        return [
            {
                "mn": mn,
                "connected": seen.connection is not None,
                "peer": seen.connection.peer if seen.connection else None,
                "last_seen": at_of(seen.last_us).isoformat(timespec="milliseconds"),
                "edition": seen.edition,
                "stored": seen.stored,
                "duplicates": seen.duplicates,
                "faults": dict(seen.faults or {}),
            }
            for mn, seen in sorted(self._seen.items())
        ]

    @property
    def connected(self) -> int:
        """Devices with a connection."""
        return sum(seen.connection is not None for seen in self._seen.values())
