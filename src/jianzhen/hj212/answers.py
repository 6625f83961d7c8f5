"""The answers of the dialogue: 9011 to a request, 9012 after it, 9013 to a notice, 9014 to data.

Answers of 2017 and 2025 go under ST=91 with the QN of what they answer in the header. Those of 2005 carry it inside
CP, together with the CN, as devices of that edition were seen to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.hj212.message import Packet, flag_of

if TYPE_CHECKING:
    from jianzhen.hj212.message import Group, Message

_SYSTEM = "91"


def data_answer(message: Message) -> Packet:
    """Answer an upload with 9014. It has no code: data cannot be refused, only left unanswered."""
    return _answer(message, "9014", [])


def notice_answer(message: Message) -> Packet:
    """Answer a notice with 9013."""
    return _answer(message, "9013", [])


def request_answer(message: Message, code: int) -> Packet:
    """Answer a request with 9011 and a QnRtn code: 1 ready, 2 refused, 9 checksum wrong, 100 unknown ..."""
    return _answer(message, "9011", [[("QnRtn", str(code))]])


def result_answer(message: Message, code: int) -> Packet:
    """Report a request as carried out with 9012 and an ExeRtn code: 1 done, 2 failed, 100 no data ..."""
    return _answer(message, "9012", [[("ExeRtn", str(code))]])


def _answer(message: Message, cn: str, cp: list[Group]) -> Packet:
    if message.edition == "2005":
        about: list[Group] = [[("QN", message.qn)]] if message.qn else []
        if cn == "9014" and message.cn:
            about.append([("CN", message.cn)])
        return Packet(None, _SYSTEM, cn, message.pw, message.mn, cp=[*about, *cp])
    return Packet(message.qn, _SYSTEM, cn, message.pw, message.mn, flag_of(message.edition), cp=cp)
