"""One data logger: connects, sends, waits for its acknowledgement, sends again, comes back after a lost line."""

from __future__ import annotations

import asyncio
import re
import socket
import time
from collections import deque
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, cast

from jianzhen.hj212 import Framer, decode
from jianzhen.simulate.faults import send_with, with_wrong_length
from jianzhen.simulate.ledger import Ledger, Sent

if TYPE_CHECKING:
    from jianzhen.simulate.content import Outlet
    from jianzhen.simulate.fleet import Plan

_ON_LINE_AGAIN = 0.5
_CHOOSE_PORT_LATER = 24
"""IP_BIND_ADDRESS_NO_PORT of Linux: without it, the search for free ports is most of the work when all connect."""
# Reading every answer in full would cost as much as the gateway's work on the packet, on the same two cores.
_ANSWERED = re.compile(
    rb"##[0-9]{4}QN=([0-9]{17});ST=91;CN=9014;PW=[^;]{6};MN=[^;]{24};Flag=[0-9]{1,2};CP=&&&&[0-9A-F]{4}\r\n"
)
_ANSWERS = re.compile(rb"(?:%b)+" % _ANSWERED.pattern.replace(b"(", b"(?:"))


class Waiting:
    """A packet that waits for its acknowledgement."""

    __slots__ = ("again_at", "first_at", "packet", "sent", "tries")

    def __init__(self, sent: Sent, packet: bytes, at: float, again_at: float) -> None:
        self.sent, self.packet, self.first_at, self.again_at, self.tries = sent, packet, at, again_at, 1


class Logger(asyncio.Protocol):
    """A logger whose packets are never given up: what is not acknowledged is sent until it is."""

    def __init__(self, outlet: Outlet, address: str, plan: Plan, ledger: Ledger) -> None:
        self._outlet = outlet
        self._address = address
        self._plan = plan
        self._ledger = ledger
        self._random = Random(f"faults-{plan.seed}-{outlet.mn}")  # noqa: S311 - made-up faults
        self._transport: asyncio.Transport | None = None
        self._framer = Framer()
        self._held = b""
        self._moment = datetime.now() - timedelta(days=1)  # each QN once, also across clock jumps
        self._minute = self._moment.replace(second=0, microsecond=0)
        self._tasks: set[asyncio.Task[None]] = set()
        self._prepared: deque[tuple[str, bytes]] = deque()
        self.waiting: dict[str, Waiting] = {}
        self.ended = False

    @property
    def connected(self) -> bool:
        """Whether it has a connection."""
        return self._transport is not None

    async def connect(self, gate: asyncio.Semaphore) -> None:
        """Connect, and try again until that works or the run has ended."""
        while not self.ended and self._transport is None:
            async with gate:
                with suppress(OSError, TimeoutError):
                    await asyncio.wait_for(self._dial(), 30)
                    return
            await asyncio.sleep(_ON_LINE_AGAIN * (0.5 + self._random.random()))

    async def _dial(self) -> None:
        loop = asyncio.get_running_loop()
        line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            line.setblocking(False)
            line.setsockopt(socket.IPPROTO_IP, _CHOOSE_PORT_LATER, 1)
            line.bind((self._address, 0))
            await loop.sock_connect(line, (self._plan.host, self._plan.port))
            await loop.create_connection(lambda: self, sock=line)
        except BaseException:
            line.close()
            raise

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send again what was not acknowledged on the line before."""
        self._transport = cast("asyncio.Transport", transport)
        self._framer = Framer()
        self._held = b""
        self._ledger.counts["connections"] += 1
        if self.ended:
            self._transport.abort()
        for one in self.waiting.values():
            self._again(one)

    def connection_lost(self, exc: Exception | None) -> None:
        """Come back, as long as the run lasts."""
        del exc
        self._transport = None
        if not self.ended:
            self._plan.lost(self)

    def data_received(self, data: bytes) -> None:
        """Take acknowledgements."""
        if not self._framer.pending and (whole := _ANSWERS.fullmatch(data)):
            for qn in _ANSWERED.findall(whole[0]):
                self._acknowledged(qn.decode())
            return
        for frame in self._framer.feed(data):
            answer = decode(frame)
            if answer.cn == "9014":
                self._acknowledged(answer.qn if answer.qn in self.waiting else answer.first("QN"))

    def _acknowledged(self, qn: str | None) -> None:
        one = self.waiting.pop(qn or "", None)
        if one is None:
            self._ledger.counts["acknowledged_again"] += 1
        else:
            self._ledger.acknowledge(one.sent, time.monotonic() - one.first_at)

    def prepare(self, count: int) -> None:
        """Make packets beforehand, so that the making costs nothing while figures are taken."""
        self._prepared.extend(self._make() for _ in range(count))

    def upload(self) -> None:
        """Send the next minute."""
        qn, packet = self._prepared.popleft() if self._prepared else self._make()
        if qn in self.waiting:
            return
        now = time.monotonic()
        sent = Sent(self._outlet.mn, qn, "2051", packet[:-2])
        self.waiting[qn] = Waiting(sent, packet, now, now + self._plan.over_time)
        self._ledger.counts["sent"] += 1
        self._send(packet)

    def _make(self) -> tuple[str, bytes]:
        faults = self._plan.faults
        self._moment += timedelta(milliseconds=self._random.randint(1, 9))
        self._minute += timedelta(minutes=1)
        jumped = "clock" in faults and self._random.random() < faults["clock"]
        # A clock that jumps by whole days gives no QN twice: the milliseconds go on, and a day of them is not sent.
        at = self._moment - timedelta(days=self._random.randint(1, 9)) if jumped else self._moment
        qn, packet = self._outlet.upload(at, self._minute)
        # Nobody can find the end of cipher text whose length is wrong, so such a logger would never be served.
        if "length" in faults and not self._outlet.encrypted and self._random.random() < faults["length"]:
            packet = with_wrong_length(packet)
        return qn, packet

    def resend(self, now: float) -> None:
        """Send again what waits longer than the standard's timeout."""
        for one in self.waiting.values():
            if one.again_at <= now:
                self._again(one)

    def _again(self, one: Waiting) -> None:
        one.tries += 1
        one.again_at = time.monotonic() + self._plan.over_time
        if self._transport is not None:
            self._ledger.counts["resent"] += 1
            self._transport.write(one.packet)

    def _send(self, packet: bytes) -> None:
        if self._transport is None:
            return
        way = send_with(packet, self._plan.faults, self._random)
        if way.held and not self._held:
            self._held = way.pieces[0][1]  # goes out stuck to the next one, or is sent again after the timeout
            return
        if len(way.pieces) == 1 and not way.drop:
            self._transport.write(self._held + way.pieces[0][1])
            self._held = b""
            return
        task = asyncio.get_running_loop().create_task(self._in_pieces(way.pieces, drop=way.drop))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_pieces(self, pieces: tuple[tuple[float, bytes], ...], *, drop: bool) -> None:
        for pause, piece in pieces:
            if pause:
                await asyncio.sleep(pause)
            if self._transport is None:
                return
            self._transport.write(piece)
        if drop:
            self.drop()

    def drop(self) -> None:
        """Lose the line."""
        if self._transport is not None:
            self._transport.abort()

    def end(self) -> None:
        """Leave for good."""
        self.ended = True
        self.drop()
