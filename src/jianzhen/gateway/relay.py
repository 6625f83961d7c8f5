"""Store and forward: what the journal holds goes on to an upper platform, as it came, and is sent until acknowledged.

The relay reads the journal and nothing else, in a process of its own: a dead upper platform delays no device, and what
it missed waits in the journal. How far it has acknowledged stands in a file; after a stop what was under way is sent
again, which the upper platform sees as a resend.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianzhen.gateway.dialogue import ANSWERS
from jianzhen.gateway.durable import write_durably
from jianzhen.gateway.journal import read_frames
from jianzhen.gateway.logs import tell
from jianzhen.hj212 import Framer, decode
from jianzhen.hj212.message import ANSWER

if TYPE_CHECKING:
    from pathlib import Path

    from jianzhen.gateway.journal import Stored

_AT_ONCE = 200
_POLL = 0.2
_FLAG = re.compile(rb"Flag=([0-9]{1,3});")
_DAMAGED = frozenset({"crc.absent", "crc.mismatch", "crc.impossible", "frame.truncated"})
_OWN = frozenset({"1001", "1002", "1013", "1014", "9015"}) | ANSWERS
"""Talk between a device and this gateway, which no upper platform has to do with."""


@dataclass(slots=True)
class _UnderWay:
    row: Stored
    at: float
    sent: int = 1


class Relay:
    """Sends the packets of one journal to one upper platform."""

    def __init__(
        self, folder: Path, name: str, host: str, port: int, *, over_time: float = 10, resends: int = 3
    ) -> None:
        self._journal = folder / "journal"
        self._state = folder / f"relay-{name}.json"
        self._host, self._port = host, port
        self._over_time, self._resends = over_time, resends
        self._under_way: dict[int, _UnderWay] = {}
        self._read = self.acknowledged = _acknowledged(self._state)

    async def run(self, stop: asyncio.Event) -> None:
        """Relay until told to stop; come back to a platform that is not there, each time after a longer while."""
        pause = 0.5
        while not stop.is_set():
            try:
                reader, writer = await asyncio.wait_for(asyncio.open_connection(self._host, self._port), 10)
            except (OSError, TimeoutError):
                tell(logging.WARNING, "upper_platform_away", host=self._host, port=self._port, behind=self.acknowledged)
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), pause)
                pause = min(60.0, pause * 2)
                continue
            pause = 0.5
            await self._converse(reader, writer, stop)
            writer.close()
        self._save()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, stop: asyncio.Event) -> None:
        self._read = self.acknowledged
        self._under_way.clear()
        hearing = asyncio.get_running_loop().create_task(self._hear(reader))
        try:
            while not stop.is_set() and not hearing.done():
                self._send_more(writer)
                if not self._send_again(writer):
                    tell(logging.WARNING, "upper_platform_silent", host=self._host, port=self._port)
                    return
                await writer.drain()
                self._save()
                await asyncio.sleep(_POLL if len(self._under_way) < _AT_ONCE else _POLL / 10)
        except OSError:
            return
        finally:
            hearing.cancel()

    def _send_more(self, writer: asyncio.StreamWriter) -> None:
        room = _AT_ONCE - len(self._under_way)
        for row in read_frames(self._journal, self._read, room) if room > 0 else ():
            self._read = row.seq
            if row.cn in _OWN or _DAMAGED & set(row.faults.split()):
                continue
            writer.write(row.raw + b"\r\n")
            flag = _FLAG.search(row.raw)
            if row.qn and flag and int(flag[1]) & ANSWER:
                self._under_way[row.seq] = _UnderWay(row, time.monotonic())
        self._advance()

    def _send_again(self, writer: asyncio.StreamWriter) -> bool:
        """Send what is overdue once more; False if something was sent as often as it may be."""
        at = time.monotonic()
        for one in self._under_way.values():
            if at - one.at >= self._over_time:
                if one.sent > self._resends:
                    return False
                one.at, one.sent = at, one.sent + 1
                writer.write(one.row.raw + b"\r\n")
        return True

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        framer = Framer()
        with suppress(OSError):
            while data := await reader.read(65536):
                for frame in framer.feed(data):
                    answer = decode(frame)
                    if answer.cn == "9014":
                        self._delivered(answer.mn, answer.first("QN") or answer.qn)
                self._advance()

    def _delivered(self, mn: str | None, qn: str | None) -> None:
        """Take one packet off: parts that share a QN have an answer each."""
        for seq, one in self._under_way.items():
            if (one.row.mn, one.row.qn) == (mn, qn):
                del self._under_way[seq]
                return

    def _advance(self) -> None:
        first = min((one.row.seq for one in self._under_way.values()), default=self._read + 1)
        self.acknowledged = max(self.acknowledged, first - 1)

    def _save(self) -> None:
        if _acknowledged(self._state) != self.acknowledged:
            write_durably(self._state, json.dumps({"acknowledged": self.acknowledged}).encode())


def _acknowledged(state: Path) -> int:
    return int(json.loads(state.read_text(encoding="utf-8"))["acknowledged"]) if state.exists() else 0
