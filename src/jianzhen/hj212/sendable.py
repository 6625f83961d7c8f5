"""Why a packet cannot be written: names or texts that would be read back as something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jianzhen.hj212.data_area import RUN_ON
from jianzhen.words import Words

if TYPE_CHECKING:
    from jianzhen.hj212.message import Packet

_HEADER_VALUE = re.compile(r"[^;,=&\s]*")
_NAME = re.compile(r"[^;,=&\s](?:[^;,=&\r\n]*[^;,=&\s])?")
_HEADER_NAME = re.compile(r"[^;,=&\s#]+")
_TEXT = re.compile(r"[^;,]*")
_LOG = re.compile(r"//((?!//).)*//", re.DOTALL)


def faults_of(packet: Packet) -> list[Words]:
    """List everything that keeps the packet from being sent; empty if nothing does."""
    return [*_header_faults(packet), *_number_faults(packet), *_data_faults(packet)]


def _header_faults(packet: Packet) -> list[Words]:
    named = [("QN", packet.qn), ("ST", packet.st), ("CN", packet.cn), ("PW", packet.pw), ("MN", packet.mn)]
    faults = [
        Words(f"字段 {name}={value} 含有 ; , = & 或空白", f"field {name}={value} holds one of ; , = & or a blank")
        for name, value in [*named, *packet.extra]
        if value is not None and not _HEADER_VALUE.fullmatch(value)
    ]
    faults += [
        Words(f"字段名 {name!r} 无法写出", f"field name {name!r} cannot be written")
        for name, _ in packet.extra
        if not _HEADER_NAME.fullmatch(name) or name == "CP"
    ]
    return faults


def _number_faults(packet: Packet) -> list[Words]:
    numbers = (("Flag", packet.flag, 0, 255), ("PNUM", packet.pnum, 1, 9999), ("PNO", packet.pno, 1, 9999))
    faults = [
        Words(
            f"{name}={value}：应为 {low} 至 {high} 的整数",
            f"{name}={value}: a whole number of {low} to {high} expected",
        )
        for name, value, low, high in numbers
        if value is not None and not (type(value) is int and low <= value <= high)
    ]
    if (packet.pnum is None) != (packet.pno is None):
        faults.append(Words("PNUM 和 PNO 应同时有或同时无", "PNUM and PNO must come together"))
    if packet.rf not in {None, 1}:
        faults.append(Words(f"RF={packet.rf}：补传标记只有 RF=1", f"RF={packet.rf}: the only back-fill mark is RF=1"))
    return faults


def _data_faults(packet: Packet) -> list[Words]:
    faults = [Words("数据区有空组", "the data area holds an empty group")] if [] in packet.cp else []
    for name, text in (item for group in packet.cp for item in group):
        if not _NAME.fullmatch(name):
            faults.append(Words(f"数据项名 {name!r} 无法写出", f"item name {name!r} cannot be written"))
        if not _is_writable(text):
            faults.append(
                Words(
                    f"{name} 的值 {text!r} 含分隔符；日志文本应写在 // 与 // 之间",
                    f"the text {text!r} of {name} holds a separator; log text stands between // and //",
                )
            )
    return faults


def _is_writable(text: str) -> bool:
    if "&&" in text or text.startswith("&") or text.endswith("&"):
        return False
    if text.startswith("//"):
        return _LOG.fullmatch(text) is not None
    return _TEXT.fullmatch(text) is not None and RUN_ON.fullmatch(text) is None
