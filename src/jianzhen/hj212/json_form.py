"""Messages as JSON objects, one per message, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jianzhen.hj212.message import Packet

if TYPE_CHECKING:
    from jianzhen.hj212.message import Group, Item, Message

FIELDS = ("qn", "st", "cn", "pw", "mn", "flag", "pnum", "pno", "rf", "cp")
"""What encoding reads of an object; ``extra`` besides, if it is there. The rest is what decoding found out."""

_READ = frozenset({*FIELDS, "extra", "edition", "crc", "length", "diagnostics", "sha256"})
_TEXTS = ("qn", "st", "cn", "pw", "mn")
_NUMBERS = ("flag", "pnum", "pno", "rf")
_PAIR = 2
_HALF = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Surrogates but those that stand for bytes which were no text (surrogateescape)."""


def to_json(message: Message) -> dict[str, Any]:
    """Give the object of a message. ``extra`` is there only if the packet had header fields the standard lacks."""
    extra = {"extra": [list(item) for item in message.extra]} if message.extra else {}
    return {
        "edition": message.edition,
        "qn": message.qn,
        "st": message.st,
        "cn": message.cn,
        "pw": message.pw,
        "mn": message.mn,
        "flag": message.flag,
        "pnum": message.pnum,
        "pno": message.pno,
        "rf": message.rf,
        "cp": [[list(item) for item in group] for group in message.cp],
        **extra,
        "crc": message.crc._asdict(),
        "length": message.length._asdict(),
        "diagnostics": [
            {"code": one.code, "message": f"{one.words.zh} / {one.words.en}", "at": one.at}
            for one in message.diagnostics
        ],
        "sha256": message.sha256,
    }


class JsonFormError(ValueError):
    """The object is no message; ``faults`` lists every reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def from_json(value: object) -> Packet:
    """Read the packet out of such an object; length, checksum and digest are made anew when it is encoded.

    Raises:
        JsonFormError: Not such an object.
    """
    if not isinstance(value, dict):
        raise JsonFormError([f"应为一个对象 / an object expected, found {type(value).__name__}"])
    faults = [f"未知字段 / unknown field {name!r}" for name in value if name not in _READ]
    texts = [name for name in _TEXTS if not _is_text_or_null(value.get(name))]
    faults += [f"{name}: 应为文本或 null / a text or null expected" for name in texts]
    numbers = [name for name in _NUMBERS if not _is_number_or_null(value.get(name))]
    faults += [f"{name}: 应为整数或 null / a whole number or null expected" for name in numbers]
    cp = value.get("cp", [])
    if not (isinstance(cp, list) and all(_is_group(group) for group in cp)):
        faults.append("cp: 应为组的列表，每组列出 [名称, 文本] / a list of groups expected, each of [name, text]")
    if not _is_group(value.get("extra", [])):
        faults.append("extra: 应为 [名称, 文本] 的列表 / a list of [name, text] expected")
    if faults:
        raise JsonFormError(faults)
    fields = {name: value.get(name) for name in (*_TEXTS, *_NUMBERS)}
    return Packet(**fields, cp=[_group(group) for group in cp], extra=_group(value.get("extra", [])))


def _is_text_or_null(value: object) -> bool:
    return value is None or _is_text(value)


def _is_text(value: object) -> bool:
    """Whether it is a text that bytes can stand for; JSON can spell halves of characters, for which none do."""
    return isinstance(value, str) and not _HALF.search(value)


def _is_number_or_null(value: object) -> bool:
    return value is None or type(value) is int


def _is_group(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, list) and len(item) == _PAIR and all(_is_text(part) for part in item) for item in value
    )


def _group(items: list[list[str]]) -> Group:
    group: list[Item] = [(name, text) for name, text in items]
    return group
