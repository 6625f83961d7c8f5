"""Many loggers in one process, paced together."""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jianzhen.hj212.message import EDITIONS
from jianzhen.simulate.content import Outlet
from jianzhen.simulate.faults import STORM
from jianzhen.simulate.ledger import Ledger
from jianzhen.simulate.logger import Logger

if TYPE_CHECKING:
    from collections.abc import Callable

_TICK = 0.005
_PER_ADDRESS = 4000
_CONNECTING = 1000
_MOST_WAITING = 64


@dataclass(slots=True)
class Plan:
    """What a run does.

    Attributes:
        loggers: How many there are.
        rate: Packets a second of all of them together.
        seconds: How long they send.
        burst: Seconds between bursts in which all send at once; None for no bursts.
        grace: Seconds to wait at the end for acknowledgements.
        over_time: Seconds after which a packet is sent again (the standard's 10).
        faults: Share of the packets by fault.
        prepare: Make the packets before the run instead of during it.
        edition: 2005, 2017, 2025, or mixed, which is one after the other.
        key: SM4 key of every logger of 2025; without it they send plain text.
        lost: Told of each logger that lost its line.
    """

    host: str
    port: int
    loggers: int
    rate: float
    seconds: float
    edition: str = "2017"
    faults: dict[str, float] = field(default_factory=dict)
    burst: float | None = None
    grace: float = 40
    over_time: float = 10
    seed: int = 1
    key: bytes | None = None
    prepare: bool = False
    lost: Callable[[Logger], None] = lambda _: None


class Fleet:
    """Runs a plan; the ledger tells what came of it."""

    def __init__(self, plan: Plan, ledger: Ledger) -> None:
        self.plan = plan
        self.ledger = ledger
        self.loggers = [
            Logger(
                Outlet(number, _edition(plan.edition, number), plan.key, plan.seed),
                f"127.0.0.{1 + number // _PER_ADDRESS}",
                plan,
                ledger,
            )
            for number in range(plan.loggers)
        ]
        self._gate = asyncio.Semaphore(_CONNECTING)
        self._tasks: set[asyncio.Task[None]] = set()
        plan.lost = self._connect

    async def run(self) -> dict[str, float]:
        """Connect, send, wait for what is open, leave; give the figures.

        Raises:
            ConnectionError: Some logger has no connection after ``grace`` seconds.
        """
        if self.plan.prepare:
            each = math.ceil(self.plan.rate * self.plan.seconds / len(self.loggers))
            for logger in self.loggers:
                logger.prepare(each)
        begun = time.monotonic()
        await self._connect_all()
        self.ledger.counts["connect_milliseconds"] = round((time.monotonic() - begun) * 1000)
        resending = asyncio.get_running_loop().create_task(self._resend())
        begun = time.monotonic()
        await self._send(begun)
        sent_for, meanwhile = time.monotonic() - begun, len(self.ledger.waits)
        deadline = time.monotonic() + self.plan.grace
        while self.unanswered and time.monotonic() < deadline:
            await asyncio.sleep(0.05)
        self.ledger.counts["unanswered"] = self.unanswered
        resending.cancel()
        for logger in self.loggers:
            logger.end()
        await asyncio.sleep(0.05)
        for task in self._tasks:
            task.cancel()
        return self.ledger.report(sent_for, meanwhile)

    @property
    def unanswered(self) -> int:
        """Packets that wait for their acknowledgement."""
        return sum(len(logger.waiting) for logger in self.loggers)

    async def _connect_all(self) -> None:
        connecting = asyncio.gather(*(logger.connect(self._gate) for logger in self.loggers))
        try:
            await asyncio.wait_for(connecting, self.plan.grace)
        except TimeoutError:
            away = sum(not logger.connected for logger in self.loggers)
            for logger in self.loggers:
                logger.end()
            raise ConnectionError(
                f"{len(self.loggers)} 台中 {away} 台 {self.plan.grace:g} 秒内未连上"
                f" / {away} of {len(self.loggers)} loggers had none after {self.plan.grace:g} s"
            ) from None

    def _connect(self, logger: Logger) -> None:
        task = asyncio.get_running_loop().create_task(logger.connect(self._gate))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, begun: float) -> None:
        plan = self.plan
        sent, turn = 0, 0
        burst_at = begun + plan.burst if plan.burst else None
        storm_at = begun + plan.seconds / 2 if STORM in plan.faults else None
        while (now := time.monotonic()) < begun + plan.seconds:
            due = int((now - begun) * plan.rate)
            while sent < due:
                self._upload(turn)
                turn, sent = turn + 1, sent + 1
            if burst_at is not None and now >= burst_at:
                burst_at = now + (plan.burst or 0)
                for logger in self.loggers:
                    logger.upload()
            if storm_at is not None and now >= storm_at:
                storm_at = None
                await self._storm()
            await asyncio.sleep(_TICK)

    def _upload(self, turn: int) -> None:
        logger = self.loggers[turn % len(self.loggers)]
        if len(logger.waiting) < _MOST_WAITING:
            logger.upload()
        else:
            self.ledger.counts["held_back"] += 1

    async def _storm(self) -> None:
        """All lose their line at once; measured is how long until each was served again."""
        begun = time.monotonic()
        for logger in self.loggers:
            logger.drop()
        await asyncio.sleep(0)
        for logger in self.loggers:
            logger.upload()
        while self.unanswered and time.monotonic() < begun + self.plan.grace:
            await asyncio.sleep(_TICK)
        self.ledger.counts["storm_milliseconds"] = round((time.monotonic() - begun) * 1000)
        self.ledger.counts["storm_unserved"] = self.unanswered

    async def _resend(self) -> None:
        while True:
            await asyncio.sleep(0.25)
            now = time.monotonic()
            for logger in self.loggers:
                if logger.waiting:
                    logger.resend(now)


def _edition(edition: str, number: int) -> str:
    return EDITIONS[number % len(EDITIONS)] if edition == "mixed" else edition
