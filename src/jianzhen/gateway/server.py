"""The gateway itself: listens, decodes, journals, answers, and ends cleanly."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from jianzhen.gateway.asking import Asking
from jianzhen.gateway.changing import Changing
from jianzhen.gateway.clock import now_us
from jianzhen.gateway.committer import Committer, Waiting
from jianzhen.gateway.connection import Connection
from jianzhen.gateway.devices import Devices
from jianzhen.gateway.dialogue import ANSWERS, answers_to, is_damaged
from jianzhen.gateway.journal import Journal, entry_of
from jianzhen.gateway.limits import Addresses
from jianzhen.gateway.logs import Seldom, tell
from jianzhen.gateway.metrics import Metrics
from jianzhen.gateway.polling import Polling
from jianzhen.gateway.rates import Windows
from jianzhen.hj212 import EncodeError, decode, encode
from jianzhen.hj212.commands import hardware_of
from jianzhen.hj212.glance import encoded_answer, glance

if TYPE_CHECKING:
    from jianzhen.gateway.devices import Seen
    from jianzhen.gateway.journal import Entry
    from jianzhen.gateway.settings import Settings
    from jianzhen.hj212 import Frame, Message, Packet

_SWEEP = 1.0
_BACKLOG = 16_384
_ANSWERED_AT_LENGTH = ANSWERS | {"1013"}


class Gateway:
    """One listening port and its journal."""

    def __init__(self, settings: Settings) -> None:
        """Open the journal.

        Raises:
            JournalError: It cannot be opened, or another gateway writes it.
        """
        self.settings = settings
        self.metrics = Metrics()
        self.devices = Devices()
        self.journal = Journal(settings.folder / "journal", settings.segment_frames)
        self.committer = Committer(self.journal, self.metrics, self._stored, settings.limits)
        self.asking = Asking(self)
        self.changing = Changing(self)
        self.polling = Polling(self)
        self.connections: set[Connection] = set()
        self.windows = Windows()
        self.addresses = Addresses(settings.limits, settings.allowed)
        self._seldom = Seldom()
        self._server: asyncio.Server | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self.time = time.monotonic

    async def start(self) -> int:
        """Begin to listen; give the port.

        Raises:
            OSError: The address cannot be listened on.
        """
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: Connection(self),
            self.settings.host,
            self.settings.port,
            backlog=_BACKLOG,
            reuse_port=self.settings.reuse_port or None,
        )
        work = (self.committer.run(), self._sweep(), self.polling.run())
        self._tasks = [loop.create_task(one) for one in work]
        port = int(self._server.sockets[0].getsockname()[1])
        tell(logging.INFO, "listening", host=self.settings.host, port=port, journal=self.journal.id)
        return port

    async def stop(self) -> None:
        """Take no more, commit and answer what came, close."""
        if self._server is not None:
            self._server.close()
        self.polling.stop()
        self.changing.stop()
        for connection in self.connections:
            connection.stop_reading("stopping")
        self.committer.stop()
        with suppress(asyncio.TimeoutError):
            for committing in self._tasks[:1]:  # none if the port could not be listened on
                await asyncio.wait_for(asyncio.shield(committing), self.settings.drain)
        for connection in list(self.connections):
            connection.close("stopping")
        deadline = self.time() + self.settings.drain
        while self.connections and self.time() < deadline:
            await asyncio.sleep(0.01)
        for connection in list(self.connections):
            connection.close("stopping", now=True)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.committer.close()
        self.journal.close()
        tell(logging.INFO, "stopped", unanswered=self.committer.waiting)

    def entered(self, connection: Connection) -> bool:
        """Count a connection in; False if it must not come."""
        broken = self.addresses.enter(connection.address, connection.last_at)
        if broken is not None:
            self.metrics.count("refused_total", broken)
            self._seldom.tell("connection_refused", connection.address, limit=broken)
            return False
        self.metrics.count("connections_opened_total")
        self.connections.add(connection)
        return True

    def left(self, connection: Connection, why: str) -> None:
        """Count a connection out."""
        self.connections.discard(connection)
        self.addresses.leave(connection.address)
        self.devices.left(connection)
        self.metrics.count("connections_closed_total", why)
        if why not in {"peer", "lost", "stopping"}:
            self._seldom.tell("connection_closed", connection.address, why=why, mn=connection.mn)

    @property
    def full(self) -> bool:
        """Whether so much waits for the disk that nothing more should be taken."""
        return self.committer.full

    def hold_back(self, connection: Connection) -> None:
        """Have a connection go on once there is room, each in its turn."""
        self.committer.hold_back(connection)

    def received(self, connection: Connection, frame: Frame) -> None:
        """Decode a packet and send it on its way to the disk."""
        seen = glance(frame)
        if seen is not None and seen.cn == "1001":  # the logger's id stands in its data area
            seen = None
        message = seen or decode(frame, self.settings.keys, self.settings.assumptions)
        self.metrics.count("frames_total")
        if frame.skipped:
            self.metrics.count("noise_bytes_total", by=frame.skipped)
        damaged = is_damaged(message)
        # On a line that has shown whose it is, damage may be in the number itself, and is kept whatever it says.
        refusal = None if damaged and connection.mn is not None else self._refusal(message)
        if refusal is not None:
            self._refuse(connection, message, refusal, damaged=damaged)
            return
        entry, at = entry_of(message, connection.peer, now_us()), self.time()
        if damaged:
            connection.damaged += 1
            device = self.devices.get(entry.mn)
        else:
            device = self.devices.heard(message, entry, connection, at)
        if entry.faults:
            self._count_faults(entry.faults, device)
        if damaged and not self.settings.answer_damaged:
            self.committer.put(Waiting(entry, connection, at))
        else:
            answers = self._answers(message) if seen is None else self._answer_at_once(seen)
            self.committer.put(Waiting(entry, connection, at, answers, device, self._awaited(message, frame)))

    def _refuse(self, connection: Connection, message: Message, why: str, *, damaged: bool) -> None:
        """Keep nothing of a stranger; the line is closed, unless what came is damaged and may be a friend's."""
        self.metrics.count("refused_total", why)
        self._seldom.tell("device_refused", connection.address, why=why, mn=message.mn)
        connection.damaged += damaged
        if not damaged:
            connection.close(why)

    def _awaited(self, message: Message, frame: Frame) -> Message | None:
        """The packet in full if somebody waits for it."""
        if self.asking.expects(message) or self.changing.expects(message):
            return decode(frame, self.settings.keys, self.settings.assumptions)
        return None

    def _count_faults(self, faults: str, device: Seen | None) -> None:
        for code in faults.split():
            self.metrics.count("faults_total", code)
        if device is not None:
            device.wrong(faults)

    def _refusal(self, message: Message) -> str | None:
        register, mn = self.settings.register, message.mn or ""
        if mn not in register and not self.settings.open_registration:
            hardware = hardware_of(message)
            if hardware is None or register.number_of(hardware.logger_id) is None:
                return "unknown_device"
        password = register.password(mn)
        return "password" if password is not None and message.pw != password else None

    def _answer_at_once(self, message: Message) -> tuple[tuple[str, bytes], ...]:
        """The answer to a packet of which only the header was read; those that need more are answered at length."""
        if message.cn in _ANSWERED_AT_LENGTH:
            return self._answers(message)
        return (("9014", encoded_answer(message)),) if message.answer_wanted else ()

    def _answers(self, message: Message) -> tuple[tuple[str, bytes], ...]:
        encoded = ((packet.cn or "", self._encoded(packet)) for packet in answers_to(message, self.settings.register))
        return tuple((cn, data) for cn, data in encoded if data is not None)

    def _encoded(self, packet: Packet, key: bytes | None = None) -> bytes | None:
        try:
            return encode(packet, key, self.settings.assumptions)
        except EncodeError:
            self.metrics.count("refused_total", "unanswerable")
            return None

    def _stored(self, waiting: Waiting, new: bool) -> None:  # noqa: FBT001 - the committer's callback
        """A packet is on disk: answer it."""
        self.metrics.count("stored_total" if new else "duplicates_total")
        device, connection = waiting.device, waiting.connection
        if device is not None:
            device.stored += new
            device.duplicates += not new
        for cn, data in waiting.answers:
            if connection is not None and connection.send(data):
                self.metrics.count("answers_total", cn)
        if waiting.message is not None:
            self.asking.heard(waiting.message)
            self.changing.heard(waiting.message)

    def send(self, connection: Connection, packet: Packet, key: bytes | None = None) -> bytes | None:
        """Send a packet to a device and give the bytes sent; None if that cannot be done."""
        data = self._encoded(packet, key)
        if data is None or not connection.send(data):
            return None
        self.metrics.count("answers_total", packet.cn or "")
        return data

    def note(self, entry: Entry) -> None:
        """Have something of the gateway's own written to the journal."""
        self.committer.put(Waiting(entry, None, self.time()))

    async def _sweep(self) -> None:
        """Look at every connection once a second, so that none needs a timer."""
        limits = self.settings.limits
        while True:
            await asyncio.sleep(_SWEEP)
            at = self.time()
            self.windows.look(at, self.metrics.total("stored_total"))
            for connection in list(self.connections):
                silent = at - connection.last_at
                if connection.pending and silent >= limits.flush:
                    connection.flush()
                if silent >= limits.idle and connection.reading:
                    connection.close("idle")

    def gauges(self) -> dict[str, float]:
        """What stands at this moment, for metrics."""
        return {
            "connections": len(self.connections),
            "devices_connected": self.devices.connected,
            "waiting": self.committer.waiting,
            "journal_sequence": self.journal.head.seq,
            "alarm": float(self.committer.alarm is not None),
        }
