"""Store and forward: what the journal holds goes on to an upper platform and is sent until acknowledged.

The relay reads the journal and nothing else, in a process of its own: a dead upper platform delays no device, and what
it missed waits in the journal. How far it has acknowledged stands in a file; after a stop what was under way is sent
again, which the upper platform sees as a resend.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianzhen.gateway.dialogue import ANSWERS
from jianzhen.gateway.journal import read_frames
from jianzhen.gateway.journal.own import OWN
from jianzhen.gateway.journal.reading import READ_ERRORS
from jianzhen.gateway.limits import Bucket
from jianzhen.gateway.logs import tell
from jianzhen.gateway.rates import Windows
from jianzhen.gateway.recoding import Outgoing, Recoding, SetAsideError
from jianzhen.gateway.relay_state import read_state, state_path
from jianzhen.hj212 import Framer, decode
from jianzhen.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from jianzhen.gateway.journal import Stored

_AT_ONCE = 500
_POLL = 0.1
_SAVE_EVERY = 1.0
_LONGEST_PAUSE = 60.0
_CONNECT = 10.0
_REFUSED = 3
_REFUSAL = Words("上级平台在三次连接中均未应答此包", "the upper platform left it unanswered on three lines")
_DAMAGED = frozenset({"crc.absent", "crc.mismatch", "crc.impossible", "frame.truncated"})
_BETWEEN = frozenset({"1001", "1002", "1011", "1013", "1014", "1061", "1063", "9015"}) | ANSWERS
"""Talk between a device and this gateway, which no upper platform has to do with."""


@dataclass(slots=True)
class _UnderWay:
    outgoing: Outgoing
    at: float
    sent: int = 1


class Relay:
    """Sends the packets of one journal to one upper platform."""

    def __init__(
        self,
        folder: Path,
        name: str,
        host: str,
        port: int,
        recoding: Recoding | None = None,
        *,
        over_time: float = 10,
        resends: int = 3,
        per_second: float = 100_000,
    ) -> None:
        """Prepare to relay, at most ``per_second`` packets so that what piled up does not drown the upper platform.

        Raises:
            ValueError: The file with the state is damaged.
        """
        self._journal = folder / "journal"
        self._path = state_path(folder, name)
        self._aside = folder / f"relay-{name}-set-aside.jsonl"
        self._host, self._port = host, port
        self._recoding = recoding or Recoding()
        self._over_time, self._resends = over_time, resends
        self._per_second = per_second
        self._state = read_state(self._path)
        self._read = self._state.acknowledged
        self._under_way: dict[int, _UnderWay] = {}
        self._by_number: dict[tuple[str | None, str | None], list[int]] = {}
        self._windows = Windows()
        self._refused: Counter[int] = Counter()
        self._given_up: set[int] = set()
        self._delivered = self._delivered_before = 0
        self._saved_at = self._looked_at = 0.0
        self._stirred = asyncio.Event()

    @property
    def acknowledged(self) -> int:
        """Every packet up to this sequence number is settled."""
        return self._state.acknowledged

    async def run(self, stop: asyncio.Event) -> None:
        """Relay until told to stop; come back to a platform that is not there, each time after a longer while."""
        pause = 0.5
        while not stop.is_set():
            before = self.acknowledged
            try:
                reader, writer = await asyncio.wait_for(asyncio.open_connection(self._host, self._port), _CONNECT)
            except (OSError, TimeoutError) as error:
                self._away(str(error) or "timeout")
            else:
                trouble = await self._converse(reader, writer, stop)
                writer.close()
                self._away(trouble)
            if self.acknowledged > before:
                pause = 0.5
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(_LONGEST_PAUSE, pause * 2)
        self._save(connected=False)

    def _away(self, why: str) -> None:
        if self._state.connected or self._state.trouble != why:
            tell(logging.WARNING, "upper_platform_away", host=self._host, port=self._port, why=why)
        self._state.trouble = why
        self._save(connected=False)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, stop: asyncio.Event) -> str:
        """Send and hear until the line is lost or the platform is silent; say which."""
        loop = asyncio.get_running_loop()
        self._read = self.acknowledged
        self._under_way.clear()
        self._by_number.clear()
        self._delivered_before = self._delivered
        bucket = Bucket(self._per_second, self._per_second, loop.time())
        hearing = loop.create_task(self._hear(reader))
        try:
            while not stop.is_set() and not hearing.done():
                self._send_more(writer, bucket)
                if not self._send_again(writer):
                    self._give_up_the_refused()
                    return "silent"
                await writer.drain()
                self._look(loop.time())
                self._stirred.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stirred.wait(), _POLL)
        except READ_ERRORS as error:  # of the line, of the journal, or of the list of what is set aside
            return str(error)
        finally:
            hearing.cancel()
        return "line lost"

    def _look(self, at: float) -> None:
        if at - self._looked_at >= 1:
            self._looked_at = at
            self._windows.look(at, self._delivered)
        if at - self._saved_at >= _SAVE_EVERY:
            self._saved_at = at
            self._save(connected=True)

    def _send_more(self, writer: asyncio.StreamWriter, bucket: Bucket) -> None:
        at = asyncio.get_running_loop().time()
        room = min(_AT_ONCE - len(self._under_way), bucket.left(at))
        for row in read_frames(self._journal, self._read, room) if room > 0 else ():
            self._read = row.seq
            if not _concerns_others(row) or row.seq in self._given_up:
                continue
            try:
                outgoing = self._recoding.outgoing(row)
            except SetAsideError as error:
                self._set_aside(row.seq, row, error.faults)
                continue
            bucket.take(1, at)
            writer.write(outgoing.data)
            if outgoing.qn and outgoing.answer_wanted:
                self._under_way[row.seq] = _UnderWay(outgoing, at)
                self._by_number.setdefault((outgoing.mn, outgoing.qn), []).append(row.seq)
            else:
                self._delivered += 1
        self._advance()

    def _set_aside(self, seq: int, about: Stored | Outgoing, faults: list[Words]) -> None:
        """Write down a packet that is not delivered, and why; after a stop a line may come twice."""
        why = [[fault.zh, fault.en] for fault in faults]
        line = {"sequence": seq, "mn": about.mn, "qn": about.qn, "why": why}
        with self._aside.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._state.set_aside += 1

    def _send_again(self, writer: asyncio.StreamWriter) -> bool:
        """Send what is overdue once more; False if something was sent as often as it may be."""
        at = asyncio.get_running_loop().time()
        for one in self._under_way.values():
            if at - one.at >= self._over_time:
                if one.sent > self._resends:
                    return False
                one.at, one.sent = at, one.sent + 1
                writer.write(one.outgoing.data)
        return True

    def _give_up_the_refused(self) -> None:
        """Set aside what stayed without answer on several lines that answered others, and holds up the rest."""
        if self._delivered == self._delivered_before:
            return
        for seq, one in list(self._under_way.items()):
            if one.sent > self._resends:
                self._refused[seq] += 1
                if self._refused[seq] >= _REFUSED:
                    del self._under_way[seq], self._refused[seq]
                    self._given_up.add(seq)
                    self._set_aside(seq, one.outgoing, [_REFUSAL])
        self._advance()

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        framer = Framer()
        with suppress(OSError):
            while data := await reader.read(65536):
                for frame in framer.feed(data):
                    answer = decode(frame)
                    if answer.cn == "9014":
                        self._taken((answer.mn, answer.first("QN") or answer.qn))
                self._advance()
                self._stirred.set()
        self._stirred.set()

    def _taken(self, number: tuple[str | None, str | None]) -> None:
        """Take one packet off: parts that share a QN have an answer each."""
        waiting = self._by_number.get(number)
        if not waiting:
            return
        del self._under_way[waiting.pop(0)]
        self._delivered += 1
        if not waiting:
            del self._by_number[number]

    def _advance(self) -> None:
        # In the order of the journal, so that the first one under way is the lowest.
        first = next(iter(self._under_way), self._read + 1)
        self._state.acknowledged = max(self._state.acknowledged, first - 1)

    def _save(self, *, connected: bool) -> None:
        self._state.connected = connected
        self._state.per_second = self._windows.rates()["10s"] if connected else 0.0
        self._state.trouble = "" if connected else self._state.trouble
        try:
            self._state.write(self._path)
        except OSError as error:
            # What was acknowledged since is sent again after a stop; nothing is lost by it.
            tell(logging.ERROR, "relay_state_failed", error=str(error))


def _concerns_others(row: Stored) -> bool:
    return row.peer != OWN and row.cn not in _BETWEEN and not _DAMAGED & set(row.faults.split())
