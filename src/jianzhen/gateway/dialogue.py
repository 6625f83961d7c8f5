"""What a packet of a device is answered with (HJ 212-2017, 6.3 and 6.6; 2025 as far as public sources quote it)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.hj212.answers import data_answer, notice_answer
from jianzhen.hj212.commands import assign_number, hardware_of

if TYPE_CHECKING:
    from jianzhen.gateway.register import Register
    from jianzhen.hj212 import Message, Packet

ANSWERS = frozenset({"9011", "9012", "9013", "9014"})
HARMLESS = frozenset(
    {"1011", "1061", "1063", "2011", "2012", "2013", "2021", "2022", "2031", "2041", "2051", "2052", "2061", "2062",
     "3017", "3018", "3019", "3020"}
)  # fmt: skip
"""Commands that only ask a device for something it knows, or start and stop its telling. Every other one changes the
device, makes it do something, or is of no standard and may do anything: it needs permission and a reason."""


def changes_device(cn: str | None) -> bool:
    """Whether a command is anything but a harmless question."""
    return cn not in HARMLESS


_DAMAGE = frozenset(
    {"crc.absent", "crc.mismatch", "crc.impossible", "frame.truncated", "frame.too_long", "frame.no_head",
     "frame.foreign", "length.absent"}
)  # fmt: skip

_UNREAD = frozenset({"cipher.no_key", "cipher.wrong_key"})


def is_damaged(message: Message) -> bool:
    """Whether the bytes are not what the device sent, so that it should send them again.

    A data area that cannot be opened for want of the key is no damage, and neither is odd content. But since the
    checksum of cipher text tells nothing then, its length must be right: bytes of two packets that ran into one
    another would be acknowledged otherwise, and both be lost.
    """
    codes = {one.code for one in message.diagnostics}
    return bool(codes & _DAMAGE) or ("length.wrong" in codes and bool(codes & _UNREAD))


def answers_to(message: Message, register: Register) -> list[Packet]:
    """The packets that answer one that is on disk.

    1013 is a notice and always answered; everything else that is no answer itself has 9014 if its Flag asks for it.
    To 1001 follows 1002, if a number is set aside for the hardware.
    """
    if message.cn is None or message.cn in ANSWERS:
        return []
    if message.cn == "1013":
        return [notice_answer(message)]
    found = [data_answer(message)] if message.answer_wanted else []
    hardware = hardware_of(message)
    mn = register.number_of(hardware.logger_id) if hardware else None
    return [*found, assign_number(message, mn)] if mn else found
