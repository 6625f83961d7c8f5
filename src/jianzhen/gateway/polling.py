"""Asks the devices what the polls say, each in its own moment."""

from __future__ import annotations

import asyncio
import heapq
import logging
import time
from typing import TYPE_CHECKING

from jianzhen.gateway.asking import AskError
from jianzhen.gateway.logs import tell
from jianzhen.gateway.polls import EVERY_DEVICE
from jianzhen.hj212.catalogue import editions_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from jianzhen.gateway.server import Gateway

_TICK = 1.0
_AT_ONCE = 64
_Due = tuple[int, str]
"""Number of a poll and device."""


class Polling:
    """Keeps to the schedule; a device that is away when its moment comes is asked as soon as it is back."""

    def __init__(self, gateway: Gateway, clock: Callable[[], float] = time.time) -> None:
        self._gateway = gateway
        self._polls = gateway.settings.polls
        self._clock = clock
        self._coming: list[tuple[float, int, str]] = []
        self._due: dict[_Due, None] = {}
        self._running: dict[_Due, asyncio.Task[None]] = {}
        for number, poll in enumerate(self._polls):
            if poll.mn != EVERY_DEVICE:
                self._plan(number, poll.mn)

    async def run(self) -> None:
        """Ask until cancelled."""
        while True:
            await asyncio.sleep(_TICK)
            self.tick()

    def tick(self) -> None:
        """Take in new devices and what has come due, and ask what can be asked now."""
        for mn in self._gateway.devices.take_fresh():
            for number, poll in enumerate(self._polls):
                if poll.mn == EVERY_DEVICE:
                    self._plan(number, mn)
        now = self._clock()
        while self._coming and self._coming[0][0] <= now:
            _, number, mn = heapq.heappop(self._coming)
            self._plan(number, mn)
            if (number, mn) in self._due and not self._is_there(mn):
                self._gateway.metrics.count("requests_total", "away")
            self._due[number, mn] = None
        for due in [due for due in self._due if due not in self._running]:
            if len(self._running) >= _AT_ONCE:
                break
            self._ask_if_there(due)

    def _plan(self, number: int, mn: str) -> None:
        heapq.heappush(self._coming, (self._polls[number].next_at(mn, self._clock()), number, mn))

    def _is_there(self, mn: str) -> bool:
        seen = self._gateway.devices.get(mn)
        return seen is not None and seen.connection is not None

    def _ask_if_there(self, due: _Due) -> None:
        if not self._is_there(due[1]):
            return
        del self._due[due]
        if not self._can_know(due):
            return
        task = asyncio.get_running_loop().create_task(self._ask(due))
        self._running[due] = task
        task.add_done_callback(lambda _: self._running.pop(due, None))

    def _can_know(self, due: _Due) -> bool:
        """Whether the edition the device speaks has the command: its silence would say nothing otherwise.

        One that is named in the poll is asked all the same.
        """
        poll, seen = self._polls[due[0]], self._gateway.devices.get(due[1])
        return poll.mn != EVERY_DEVICE or (seen is not None and seen.edition in editions_of("commands", poll.cn))

    async def _ask(self, due: _Due) -> None:
        poll = self._polls[due[0]]
        try:
            await self._gateway.asking.ask(due[1], poll.cn, list(poll.items), None, by="poll")
        except AskError as error:
            if self._is_there(due[1]):
                tell(logging.WARNING, "poll_not_sent", mn=due[1], cn=poll.cn, why=str(error))
            else:
                self._due.setdefault(due)

    @property
    def waiting(self) -> int:
        """Polls that are due and wait for their device to come back."""
        return len(self._due)

    def stop(self) -> None:
        """Give up what is under way."""
        for task in self._running.values():
            task.cancel()
