"""Requests to devices, with the timeouts and resends of the standard; changes need permission and leave a record."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jianzhen.gateway.clock import now, now_us
from jianzhen.gateway.dialogue import ANSWERS, changes_device
from jianzhen.gateway.journal.own import UNANSWERED, own_entry
from jianzhen.gateway.orders import masked, write_order
from jianzhen.hj212 import EncodeError, Packet, encode, flag_of
from jianzhen.hj212.json_form import to_json
from jianzhen.hj212.times import request_number
from jianzhen.words import Words

if TYPE_CHECKING:
    from jianzhen.gateway.devices import Seen
    from jianzhen.gateway.server import Gateway
    from jianzhen.hj212 import Message
    from jianzhen.hj212.message import Item

_PATIENCE = 6
_COMMAND = re.compile("[0-9]{4}")
_MOST_UPLOADS = 1000


class AskError(Exception):
    """The request was not sent; ``words`` say why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


@dataclass(slots=True)
class Dialogue:
    """What came back so far."""

    mn: str
    cn: str
    qn: str
    ready: int | None = None
    done: int | None = None
    noticed: bool = False
    uploads: list[dict[str, Any]] = field(default_factory=list)
    stirred: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def answered(self) -> bool:
        """Whether the device reacted at all."""
        return self.ready is not None or self.done is not None or self.noticed or bool(self.uploads)

    @property
    def ended(self) -> bool:
        """Whether nothing more is to come."""
        return self.done is not None or self.noticed or (self.ready is not None and self.ready != 1)


class Asking:
    """Sends requests and gathers what devices answer."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._open: dict[str, list[Dialogue]] = {}

    async def ask(
        self, mn: str, cn: str, items: list[Item], reason: str | None, *, by: str = "person"
    ) -> dict[str, Any]:
        """Send a request and wait for what the device says.

        That a connected device gave no answer at all is written to the journal, unless the request was to change it.

        ``by`` says for the record who asks: a ``person``, a ``poll``, or the ``device`` itself, which asked for it.

        Raises:
            AskError: The device is not connected, or the command changes it and is not permitted or has no reason.
        """
        if not _COMMAND.fullmatch(cn):
            raise AskError(f"{cn} 不是命令编码，应为四位数字", f"{cn} is no command; four digits expected")
        seen = self._device(mn)
        if changes_device(cn):
            self.permit(cn, reason)
        packet = self._packet(mn, cn, items, seen)
        dialogue = Dialogue(mn, cn, packet.qn or "")
        await self._record("order", packet, reason, by=by)
        self._open.setdefault(mn, []).append(dialogue)
        try:
            resent = await self._converse(packet, dialogue, seen)
        finally:
            self._close(dialogue)
        self._remember(packet, seen, answered=dialogue.answered)
        await self._record("outcome", packet, reason, by=by, answered=dialogue.answered, exe_rtn=dialogue.done)
        return {
            "mn": mn, "cn": cn, "qn": packet.qn, "answered": dialogue.answered, "qn_rtn": dialogue.ready,
            "exe_rtn": dialogue.done, "resent": resent, "uploads": dialogue.uploads,
        }  # fmt: skip

    def _close(self, dialogue: Dialogue) -> None:
        self._open[dialogue.mn].remove(dialogue)
        if not self._open[dialogue.mn]:
            del self._open[dialogue.mn]

    def _device(self, mn: str) -> Seen:
        seen = self._gateway.devices.get(mn)
        if seen is None or seen.connection is None:
            raise AskError(f"设备 {mn} 未连接", f"device {mn} is not connected")
        return seen

    def permit(self, cn: str, reason: str | None) -> None:
        """Refuse a command that changes a device and is not permitted or has no reason.

        Raises:
            AskError: So it is.
        """
        if cn not in self._gateway.settings.permitted:
            raise AskError(
                f"命令 {cn} 会改变设备（或不在标准中），网关启动时未许可（--permit {cn}）",
                f"command {cn} changes a device (or is of no standard) and was not permitted"
                f" when the gateway was started (--permit {cn})",
            )
        if not reason:
            raise AskError(f"命令 {cn} 会改变设备，须写明理由", f"command {cn} changes a device; give a reason")

    def _packet(self, mn: str, cn: str, items: list[Item], seen: Seen) -> Packet:
        pw = self._gateway.settings.register.password(mn) or seen.pw
        flag = flag_of(seen.edition, answer=True)
        packet = Packet(request_number(now()), seen.st or "91", cn, pw, mn, flag, cp=[[item] for item in items])
        try:
            encode(packet)
        except EncodeError as error:
            raise AskError(*map("; ".join, zip(*error.faults, strict=True))) from None
        return packet

    async def _converse(self, packet: Packet, dialogue: Dialogue, seen: Seen) -> int:
        """Send until the device reacts, then wait for the end; give the number of resends."""
        settings = self._gateway.settings
        key = self._key_for(packet, seen)
        resent = -1
        while resent < settings.resends:
            resent += 1
            if seen.connection is not None:
                self._gateway.send(seen.connection, packet, key)
            if await _stirs(dialogue, settings.over_time):
                break
        else:
            return settings.resends
        for _ in range(_PATIENCE):
            if dialogue.ended or not await _stirs(dialogue, settings.over_time):
                break
        return resent

    def _key_for(self, packet: Packet, seen: Seen) -> bytes | None:
        settings = self._gateway.settings
        held = settings.keys.keys_of(packet.mn)
        return held[0] if held and seen.encrypted and settings.assumptions.encrypts(packet.cn) else None

    def _remember(self, packet: Packet, seen: Seen, *, answered: bool) -> None:
        self._gateway.metrics.count("requests_total", "answered" if answered else "unanswered")
        items = " ".join(f"{name}={text}" for name, text in masked(packet))
        seen.answered(f"{packet.cn} {items}".strip(), answered=answered)
        if not answered and not changes_device(packet.cn):
            raw = encode(packet, self._key_for(packet, seen), self._gateway.settings.assumptions)
            self._gateway.note(own_entry(raw, UNANSWERED, now_us()))

    def expects(self, message: Message) -> bool:
        """Whether a request waits for packets of this device."""
        return message.mn in self._open

    def heard(self, message: Message) -> None:
        """Give a packet to the request it belongs to."""
        for dialogue in self._open.get(message.mn or "", ()):
            if _belongs(message, dialogue):
                _take(message, dialogue)
                dialogue.stirred.set()

    async def _record(self, what: str, packet: Packet, reason: str | None, **more: object) -> None:
        """Write it down; a change that cannot be recorded is not sent."""
        folder, durably = self._gateway.settings.folder, changes_device(packet.cn)
        try:
            await asyncio.to_thread(write_order, folder, what, packet, reason, more, durably=durably)
        except OSError as error:
            if what == "order":
                raise AskError(
                    f"无法记录，未下发：{error}", f"cannot be recorded, so it was not sent: {error}"
                ) from None


async def _stirs(dialogue: Dialogue, seconds: float) -> bool:
    """Whether anything comes within so many seconds."""
    try:
        await asyncio.wait_for(dialogue.stirred.wait(), seconds)
    except TimeoutError:
        return False
    dialogue.stirred.clear()
    return True


def _belongs(message: Message, dialogue: Dialogue) -> bool:
    if message.cn in ANSWERS:
        return dialogue.qn in {message.qn, message.first("QN")}
    return message.cn == dialogue.cn


def _take(message: Message, dialogue: Dialogue) -> None:
    if message.cn == "9011":
        dialogue.ready = _number(message.first("QnRtn"))
    elif message.cn == "9012":
        dialogue.done = _number(message.first("ExeRtn"))
    elif message.cn == "9013":
        dialogue.noticed = True
    elif message.cn == dialogue.cn and len(dialogue.uploads) < _MOST_UPLOADS:
        dialogue.uploads.append(to_json(message))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 100
