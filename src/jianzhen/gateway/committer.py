"""Group commit: what came while the disk was busy goes to it together, and is answered after."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from jianzhen.gateway.journal import JournalError
from jianzhen.gateway.logs import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from jianzhen.gateway.connection import Connection
    from jianzhen.gateway.devices import Seen
    from jianzhen.gateway.journal import Entry, Journal
    from jianzhen.gateway.metrics import Metrics
    from jianzhen.gateway.settings import Limits
    from jianzhen.hj212 import Message

_TOGETHER = 5000
_WINDOW = 0.004
_RETRY = 1.0
_AROUND = 1500
"""Bytes that a packet takes in memory beside its own while it waits, roughly."""


class Waiting(NamedTuple):
    """A packet on its way to the disk, and all that is to be done once it is there.

    The decoded packet itself is not kept, except where a request waits for it: many may be under way.

    Attributes:
        connection: Where it came from; None for what the gateway itself has to say.
        answers: Command and bytes of each answer.
        device: The device, if it is known which; where the packet is damaged, that cannot be trusted.
        message: What it says, if somebody waits for that.
    """

    entry: Entry
    connection: Connection | None
    since: float
    answers: tuple[tuple[str, bytes], ...] = ()
    device: Seen | None = None
    message: Message | None = None


class Committer:
    """Hands packets to the journal, one batch at a time, in a thread of its own.

    If the journal fails, an alarm stands, the batch is kept and tried again, nothing is answered, and once so many
    packets wait as the limits say no connection is read: senders are held back and nothing that came is thrown away.
    The same holds them back when they send more than the disk takes. Without that, reading what they send would leave
    ever less time for answering, until they all send everything again.
    """

    def __init__(
        self, journal: Journal, metrics: Metrics, stored: Callable[[Waiting, bool], None], limits: Limits
    ) -> None:
        self._journal = journal
        self._metrics = metrics
        self._stored = stored
        self._limits = limits
        self._waiting: list[Waiting] = []
        self._bytes = 0
        self._some = asyncio.Event()
        self._held_back: deque[Connection] = deque()
        self._thread = ThreadPoolExecutor(1, "journal")
        self._stopping = False
        self.alarm: str | None = None

    @property
    def full(self) -> bool:
        """Whether no more should be read."""
        return len(self._waiting) >= self._limits.waiting_frames or self._bytes >= self._limits.waiting

    @property
    def waiting(self) -> int:
        """Packets that wait for the disk."""
        return len(self._waiting)

    def put(self, waiting: Waiting) -> None:
        """Take a packet."""
        self._waiting.append(waiting)
        self._bytes += len(waiting.entry.raw) + _AROUND
        self._some.set()

    def hold_back(self, connection: Connection) -> None:
        """Have a connection read again once there is room."""
        self._held_back.append(connection)

    async def run(self) -> None:
        """Commit until `stop` was called and nothing waits, or the journal fails then."""
        while True:
            if not self._waiting:
                if self._stopping:
                    return
                self._some.clear()
                await self._some.wait()
                if not self._stopping:
                    await asyncio.sleep(_WINDOW)
                continue
            batch = self._waiting[:_TOGETHER]
            told = await self._commit([one.entry for one in batch])
            if told is None:
                if self._stopping:
                    return
                await asyncio.sleep(_RETRY)
                continue
            del self._waiting[: len(batch)]
            self._finish(batch, told)

    async def _commit(self, entries: list[Entry]) -> list[bool] | None:
        try:
            told = await asyncio.get_running_loop().run_in_executor(self._thread, self._journal.append, entries)
        except JournalError as error:
            self._metrics.count("journal_failures_total")
            if self.alarm is None:
                tell(logging.CRITICAL, "journal_failed", error=str(error), waiting=self.waiting)
            self.alarm = str(error)
            return None
        self._metrics.count("commits_total")
        if self.alarm is not None:
            self.alarm = None
            tell(logging.WARNING, "journal_works_again", waiting=self.waiting)
        return told

    def _finish(self, batch: list[Waiting], told: list[bool]) -> None:
        at = time.monotonic()
        for one, new in zip(batch, told, strict=True):
            self._bytes -= len(one.entry.raw) + _AROUND
            self._metrics.waited(at - one.since)
            self._stored(one, new)
        while self._held_back and not self.full:
            self._held_back.popleft().go_on()

    def stop(self) -> None:
        """End `run` once nothing waits."""
        self._stopping = True
        self._some.set()

    def close(self) -> None:
        """Let go of the thread."""
        self._thread.shutdown()
