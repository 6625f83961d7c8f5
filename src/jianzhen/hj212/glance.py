"""The header of a packet that is beyond doubt, without its data area: all a gateway needs to store and answer it.

What a glance tells is what `decode` would tell; where that cannot be known without reading the data area, it tells
nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jianzhen.hj212.crc import TABLE, crc
from jianzhen.hj212.editions import COMMANDS_2025, SYSTEMS_2025
from jianzhen.hj212.message import EDITIONS, NUMBERED, Crc, Length, Message

if TYPE_CHECKING:
    from jianzhen.hj212.framer import Frame

# A packet of 2017 to the letter, from a device number of that edition.
_PLAIN = re.compile(
    rb"##([0-9]{4})QN=([0-9]{17});ST=([0-9A-Z]{2});CN=([0-9]{4});PW=([!-%'-+\--:<>-~]{6});MN=([0-9A-Fa-f]{24});"
    rb"Flag=([4-7]);(?:PNUM=([1-9][0-9]{0,3});PNO=([1-9][0-9]{0,3});)?CP=&&([^{]*)&&([0-9A-F]{4})"
)
_MARK_OF_2025 = re.compile(rb"[dp][0-9]{5}|i2300[5-8]")
_VERSION_2017 = EDITIONS.index("2017") << 2
_AROUND_SEGMENT = 10
_HEX_OF = {value: b"%04X" % value for value in TABLE}
_ANSWER = b"QN=%b;ST=91;CN=9014;PW=%b;MN=%b;Flag=%d;CP=&&&&"


def glance(frame: Frame) -> Message | None:
    """Read the header; None for a packet that has to be decoded.

    The ``cp`` of the message is empty, and notes about the data area and about noise before the packet are left out.
    """
    raw = frame.raw
    match = _PLAIN.fullmatch(raw) if raw.isascii() else None
    if match is None:
        return None
    length, qn, st, cn, pw, mn, flag_text, pnum, pno, body, given = match.groups()
    size = len(raw) - _AROUND_SEGMENT
    flag, system, command = int(flag_text), st.decode(), cn.decode()
    if int(length) != size or _HEX_OF.get(crc(raw[6:-4])) != given or bool(flag & NUMBERED) != bool(pnum):
        return None
    if system in SYSTEMS_2025 or command in COMMANDS_2025 or _MARK_OF_2025.search(body):
        return None
    checksum = given.decode()
    return Message(
        qn.decode(), system, command, pw.decode(), mn.decode(), flag, int(pnum) if pnum else None,
        int(pno) if pno else None, None, [], [], "2017", Crc(checksum, checksum, "hj212"), Length(size, size), [], raw,
        None,
    )  # fmt: skip


def encoded_answer(message: Message) -> bytes:
    """The bytes of the 9014 to a packet that `glance` could read."""
    qn, pw, mn = (message.qn or "").encode(), (message.pw or "").encode(), (message.mn or "").encode()
    segment = _ANSWER % (qn, pw, mn, _VERSION_2017)
    return b"##%04d%b%b\r\n" % (len(segment), segment, _HEX_OF[crc(segment)])
