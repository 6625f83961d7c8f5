"""Splitting a long packet into numbered parts, and putting the parts of a device together again.

Each part is a full packet with its own QN, length and checksum; it repeats DataTime and holds whole groups (HJ
212-2017, Tables C.47 to C.50). So a part can be used and stored as it comes; joining is for those who want the whole.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from jianzhen.hj212.assumptions import DEFAULT
from jianzhen.hj212.diagnostics import Diagnostic
from jianzhen.hj212.encode import LONGEST_SEGMENT, EncodeError, encode, segment_size
from jianzhen.hj212.message import EDITIONS, NUMBERED, Packet
from jianzhen.hj212.times import moment, request_number
from jianzhen.words import Words

if TYPE_CHECKING:
    from jianzhen.hj212.assumptions import Assumptions
    from jianzhen.hj212.message import Group, Message

_MOST_PARTS = 9999
_QN_DIGITS = 17


def encode_parts(
    packet: Packet, key: bytes | None = None, assumptions: Assumptions = DEFAULT, longest: int = LONGEST_SEGMENT
) -> list[bytes]:
    """Encode a packet, split into as many frames as keep every segment within ``longest`` bytes.

    Raises:
        EncodeError: See `encode`; or one group alone is too long, QN has no room to count up, or 2025 would need more
            parts than its one-digit packet number can count.
    """
    if segment_size(packet) <= longest or packet.pnum is not None:
        return [encode(packet, key, assumptions)]
    return [encode(part, key, assumptions) for part in split(packet, assumptions, longest)]


def split(packet: Packet, assumptions: Assumptions = DEFAULT, longest: int = LONGEST_SEGMENT) -> list[Packet]:
    """Split a packet into numbered parts of whole groups.

    Raises:
        EncodeError: See `encode_parts`.
    """
    most = assumptions.most_parts if _is_2025(packet) else _MOST_PARTS
    shares: list[list[Group]] = []
    for digits in range(1, len(str(_MOST_PARTS)) + 1):
        shares = _shares(packet, 10**digits - 1, longest)
        if len(shares) < 10**digits:
            break
    if len(shares) > most:
        text = Words("要拆成 {0} 包，最多 {1} 包", "{0} parts needed, {1} at most")
        raise EncodeError([Words(text.zh.format(len(shares), most), text.en.format(len(shares), most))])
    return [_part(packet, number, len(shares), share) for number, share in enumerate(shares, 1)]


def _is_2025(packet: Packet) -> bool:
    return packet.rf is not None or (type(packet.flag) is int and packet.flag >> 2 == EDITIONS.index("2025"))


def _part(packet: Packet, number: int, total: int, cp: list[Group]) -> Packet:
    flag = packet.flag | NUMBERED if isinstance(packet.flag, int) else packet.flag
    qn = _counted_up(packet.qn, number - 1)
    return Packet(
        qn, packet.st, packet.cn, packet.pw, packet.mn, flag, total, number, packet.rf, cp, list(packet.extra)
    )  # fmt: skip


def _counted_up(qn: str | None, steps: int) -> str | None:
    if qn is None or steps == 0:
        return qn
    at = moment(qn) if len(qn) == _QN_DIGITS else None
    if at is None:
        raise EncodeError(
            [Words(f"请求编码 {qn} 不是 17 位时间，无法为各包编号", f"QN {qn} is no time of 17 digits to count up")]
        )
    return request_number(at + timedelta(milliseconds=steps))


def _shares(packet: Packet, total: int, longest: int) -> list[list[Group]]:
    """Deal the groups out, each share opening with what its groups need to be read alone: DataTime and PolId."""
    shares: list[list[Group]] = []
    context: dict[str, Group] = {}
    share: list[Group] = []
    fresh = True
    for group in packet.cp:
        if not fresh and segment_size(_part(packet, 1, total, [*share, group])) > longest:
            shares.append(share)
            share, fresh = list(context.values()), True
        opens = group[0][0] if len(group) == 1 and group[0][0] in {"DataTime", "PolId"} else None
        if opens:
            context[opens] = group
        if not (opens and group in share):
            share = [*share, group]
        fresh = fresh and opens is not None
        if segment_size(_part(packet, 1, total, share)) > longest:
            raise EncodeError([Words("一组数据超过一包的长度，无法拆开", "one group alone is too long for a packet")])
    return [*shares, share]


Key = tuple[str | None, str | None, str | None, int]
"""What the parts of one packet share: MN, CN, DataTime, PNUM. QN differs from part to part."""


def key_of(message: Message) -> Key | None:
    """Name the packet this part belongs to; None for a packet that is no part."""
    if type(message.pnum) is not int or type(message.pno) is not int:
        return None
    return message.mn, message.cn, message.first("DataTime"), message.pnum


class Joiner:
    """Holds parts until their packet is whole. Every part is usable before that; nothing waits for the joiner.

    Holds at most ``most`` unfinished packets and lets the oldest go first.
    """

    def __init__(self, most: int = 1024) -> None:
        self._most = most
        self._open: dict[Key, dict[int, Message]] = {}

    def add(self, message: Message) -> Packet | None:
        """Take a part; give the joined packet once its last part is in, with the QN of its first part.

        A part whose number is outside the total, or that came before with other content, gets a diagnostic and is
        left out.
        """
        key = key_of(message)
        if key is None:
            return None
        total, number = key[3], message.pno
        if type(number) is not int or not 1 <= number <= total <= _MOST_PARTS:
            message.diagnostics.append(Diagnostic("part.outside", 0, (str(number), total)))
            return None
        held = self._held(key)
        if number in held and held[number].cp != message.cp:
            message.diagnostics.append(Diagnostic("part.conflict", 0, (number,)))
            return None
        held[number] = message
        if len(held) < total:
            return None
        del self._open[key]
        return _joined([held[one] for one in sorted(held)])

    def missing(self) -> dict[Key, list[int]]:
        """List the part numbers still missing, by packet; a total beyond what was seen is given up to 9,999."""
        return {
            key: [number for number in range(1, min(key[3], _MOST_PARTS) + 1) if number not in held]
            for key, held in self._open.items()
        }

    def _held(self, key: Key) -> dict[int, Message]:
        if key not in self._open:
            while len(self._open) >= self._most:
                del self._open[next(iter(self._open))]
            self._open[key] = {}
        return self._open[key]


def _joined(messages: list[Message]) -> Packet:
    first = messages[0]
    cp = list(first.cp)
    opening = {name: text for group in cp for name, text in group if name in {"DataTime", "PolId"}}
    for message in messages[1:]:
        for group in message.cp:
            name, text = group[0]
            if len(group) == 1 and opening.get(name) == text:
                continue
            if len(group) == 1 and name in {"DataTime", "PolId"}:
                opening[name] = text
            cp.append(group)
    flag = first.flag & ~NUMBERED if isinstance(first.flag, int) else first.flag
    return Packet(first.qn, first.st, first.cn, first.pw, first.mn, flag, None, None, first.rf, cp, list(first.extra))
