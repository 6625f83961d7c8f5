"""From what a packet says to the bytes on the wire: fields in the standard's order, right Flag bits, right checksum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.hj212.assumptions import DEFAULT
from jianzhen.hj212.cipher import encrypt, to_hex_text
from jianzhen.hj212.crc import crc
from jianzhen.hj212.header import ORDER
from jianzhen.hj212.message import NUMBERED, Packet
from jianzhen.hj212.sendable import faults_of
from jianzhen.words import Words

if TYPE_CHECKING:
    from jianzhen.hj212.assumptions import Assumptions
    from jianzhen.hj212.message import Group

LONGEST_SEGMENT = 1024
"""Bytes of data segment one packet may carry; what is longer is split."""

LONGEST_DECLARED = 9999
"""Bytes that the four digits of the length field can declare."""


class EncodeError(ValueError):
    """The packet cannot be put on the wire; ``faults`` lists every reason."""

    def __init__(self, faults: list[Words]) -> None:
        super().__init__("; ".join(fault.en for fault in faults))
        self.faults = faults


def encode(packet: Packet, key: bytes | None = None, assumptions: Assumptions = DEFAULT) -> bytes:
    """Encode one packet as one frame, however long its segment is; `encode_parts` splits.

    Bit 1 of a numeric Flag is set to say whether PNUM is there. With ``key`` the data area is encrypted (SM4, 2025).

    Raises:
        EncodeError: A name or text holds what the protocol has no way to write, or the segment is over 9,999 bytes.
    """
    faults = faults_of(packet)
    if faults:
        raise EncodeError(faults)
    return _frame(_header(packet), body_of(packet.cp), key, assumptions)


def _frame(header: bytes, body: bytes, key: bytes | None, assumptions: Assumptions) -> bytes:
    segment = b"%bCP=&&%b&&" % (header, body)
    if len(segment) > LONGEST_DECLARED:
        raise EncodeError(
            [
                Words(
                    f"数据段 {len(segment)} 字节，长度字段最多写 9999：请拆成多包",
                    f"segment of {len(segment)} bytes, the length field holds 9999 at most: split it",
                )
            ]
        )
    checksum = crc(segment)
    size = len(segment)
    if key is not None:
        secret = encrypt(body, key)
        body = to_hex_text(secret) if assumptions.cipher_form == "hex" else secret
        segment = b"%bCP=&&%b&&" % (header, body)
    return b"##%04d%b%04X\r\n" % (size, segment, checksum)


def _header(packet: Packet) -> bytes:
    flag = packet.flag
    if type(flag) is int:
        flag = flag & ~NUMBERED | (NUMBERED if packet.pnum is not None else 0)
    values = (packet.qn, packet.st, packet.cn, packet.pw, packet.mn, flag, packet.pnum, packet.pno, packet.rf)
    fields = [(name, value) for name, value in zip(ORDER, values, strict=True) if value is not None]
    return "".join(f"{name}={value};" for name, value in [*fields, *packet.extra]).encode("utf-8", "surrogateescape")


def body_of(cp: list[Group]) -> bytes:
    """Write the data area between the two ``&&``, in UTF-8; bytes that were no text come back as they were."""
    text = ";".join(",".join(f"{name}={value}" for name, value in group) for group in cp)
    return text.encode("utf-8", "surrogateescape")


def segment_size(packet: Packet) -> int:
    """Bytes of the data segment this packet would have."""
    return len(_header(packet)) + len("CP=&&&&") + len(body_of(packet.cp))
