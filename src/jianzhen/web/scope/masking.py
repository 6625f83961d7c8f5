"""Personal data as everybody sees them: enough to tell two people apart, not enough to reach one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_STAR = "*"
_PHONE_HEAD, _PHONE_TAIL = 3, 4
_ID_HEAD, _ID_TAIL = 6, 2


def name(text: str) -> str:
    """The family name stays."""
    return text[:1] + _STAR * max(1, len(text) - 1) if text else ""


def phone(text: str) -> str:
    """Three digits, stars, four digits; of a short number nothing."""
    return _middle(text, _PHONE_HEAD, _PHONE_TAIL)


def identity(text: str) -> str:
    """The region of the first registration and the last two digits."""
    return _middle(text, _ID_HEAD, _ID_TAIL)


def email(text: str) -> str:
    """The first letter and the host."""
    local, at, host = text.rpartition("@")
    return f"{local[:1]}{_STAR * 3}@{host}" if at and local else _STAR * len(text)


def _middle(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return _STAR * len(text)
    return text[:head] + _STAR * (len(text) - head - tail) + text[-tail:]


MASKS: Mapping[str, Callable[[str], str]] = {"name": name, "phone": phone, "identity": identity, "email": email}
