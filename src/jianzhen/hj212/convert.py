"""A message of one edition as a packet of another, where nothing is lost by it; where something would be, why not.

Header, codes and Flag change; numbers, texts and their order stay as sent. What the packet says about time stays too:
devices of 2005 often send the end of an interval as DataTime and those of 2017 its start, and nothing in a packet
tells which, so that this is neither mended nor held against it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jianzhen.hj212.assumptions import DEFAULT
from jianzhen.hj212.catalogue import editions_of, factor_of
from jianzhen.hj212.diagnostics import Severity
from jianzhen.hj212.encode import LONGEST_SEGMENT, segment_size
from jianzhen.hj212.forms import MN_SIZES, mn_fits
from jianzhen.hj212.message import ANSWER, NUMBERED, Packet, flag_of
from jianzhen.hj212.names import NEW, NEWEST, OLD, split, style_of
from jianzhen.words import Words

if TYPE_CHECKING:
    from jianzhen.hj212.assumptions import Assumptions
    from jianzhen.hj212.message import Group, Item, Message

_SUFFIXES_2005 = frozenset({"Rtd", "Min", "Avg", "Max", "ZsRtd", "ZsMin", "ZsAvg", "ZsMax", "Cou", "Flag", "RS", "RT"})
"""Suffixes that devices of 2005 send."""

_STYLES = {"2005": OLD, "2017": NEW, "2025": NEW | NEWEST}
_NOISE = re.compile(r"L(?:A|[0-9]{1,2}|eq|dn|d|n|Mx|Mn)")
_FLAGS_AS = {"2005": "2005", "2017": "2017", "2025": "2017"}
"""The list of data flags an edition goes by; that of 2025 was not found, and the one of 2017 stands in for it."""


class ConvertError(ValueError):
    """The packet cannot be written in the other edition without loss; ``faults`` lists every reason."""

    def __init__(self, faults: list[Words]) -> None:
        super().__init__("; ".join(fault.en for fault in faults))
        self.faults = faults


def convert(message: Message, edition: str, mn: str | None = None, assumptions: Assumptions = DEFAULT) -> Packet:
    """Say what a message says in the words of another edition.

    ``mn`` is the device's number there, if it is another one.

    Raises:
        ConvertError: Something would be lost, or the message is damaged.
    """
    if any(one.severity is not Severity.NOTE for one in message.diagnostics):
        raise ConvertError([Words("报文有损坏或无法解开", "the packet is damaged or cannot be opened")])
    number = mn or message.mn or ""
    faults = [*_header_faults(message, edition, number, assumptions)]
    groups = [[_item(item, message, edition, faults) for item in group] for group in message.cp]
    faults += _flag_faults(message, edition)
    packet = _packet(message, edition, number, groups)
    if segment_size(packet) > LONGEST_SEGMENT >= segment_size(message):
        faults.append(Words("数据段将超过 1024 字节", "the segment would be longer than 1,024 bytes"))
    if faults:
        raise ConvertError(list(dict.fromkeys(faults)))
    return packet


def _packet(message: Message, edition: str, mn: str, groups: list[Group]) -> Packet:
    bits = message.flag if isinstance(message.flag, int) else 0
    flag = flag_of(edition, answer=bool(bits & ANSWER), numbered=bool(bits & NUMBERED))
    return Packet(
        message.qn, message.st, message.cn, message.pw, mn, flag, message.pnum, message.pno, message.rf, groups,
        message.extra,
    )  # fmt: skip


def _header_faults(message: Message, edition: str, mn: str, assumptions: Assumptions) -> list[Words]:
    faults = []
    if not mn_fits(mn, edition):
        size = MN_SIZES[edition]
        faults.append(
            Words(
                f"设备标识 {mn} 不是 {edition} 版的 {size} 位，须给出对应的设备标识",
                f"device number {mn} has not the {size} characters of {edition}: give the number it has there",
            )
        )
    for kind, code, zh, en in (("commands", message.cn, "命令", "command"), ("systems", message.st, "系统", "system")):
        if edition not in editions_of(kind, code):
            faults.append(Words(f"{edition} 版没有{zh}编码 {code}", f"{edition} has no {en} {code}"))
    if message.rf is not None and edition != "2025":
        faults.append(Words(f"{edition} 版没有补传标记 RF", f"{edition} has no mark RF for data sent later"))
    most = assumptions.most_parts
    if edition == "2025" and isinstance(message.pnum, int) and message.pnum > most:
        faults.append(Words(f"2025 版最多拆 {most} 包", f"2025 splits into {most} parts at most"))
    return faults


def _item(item: Item, message: Message, edition: str, faults: list[Words]) -> Item:
    """The item as the other edition writes it; a fault if it cannot."""
    name, text = item
    factor, suffix = split(name)
    if name == "PolId":
        return name, _factor(text, text, edition, faults)
    if edition == message.edition or not factor or _NOISE.fullmatch(factor):
        return item
    if edition == "2005" and suffix not in _SUFFIXES_2005:
        faults.append(Words(f"2005 版没有 {name}", f"2005 has no {name}"))
        return item
    return f"{_factor(factor, name, edition, faults)}-{suffix}", text


def _factor(factor: str, name: str, edition: str, faults: list[Words]) -> str:
    style = style_of(f"{factor}-")
    if not style or style & _STYLES[edition]:
        return factor
    code = _code(factor, edition)
    if code is None:
        faults.append(Words(f"{edition} 版没有 {name}", f"{edition} has no {name}"))
    return code or factor


def _code(factor: str, edition: str) -> str | None:
    """The factor's code in the other edition, if each of the two leads to the other alone."""
    found = factor_of(factor)
    if found is None or not found.old:
        return None
    back = factor_of(found.old)
    if back is None or back.code != found.code:
        return None
    return found.old if edition == "2005" else found.code


def _flag_faults(message: Message, edition: str) -> list[Words]:
    if _FLAGS_AS[edition] == _FLAGS_AS[message.edition] and edition != "2017":
        return []
    flags = {text for group in message.cp for name, text in group if name.endswith("-Flag")}
    unknown = sorted(flag for flag in flags if _FLAGS_AS[edition] not in editions_of("flags", flag))
    return [Words(f"{edition} 版没有数据标记 {flag}", f"{edition} has no data flag {flag}") for flag in unknown]
