"""Times as the protocol writes them, in Beijing time."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

_EPOCH_IN_BEIJING = datetime(1970, 1, 1, 8)
_UNIX_MILLISECONDS = 13
_TO_SECOND = 14
_TO_MILLISECOND = 17


def moment(text: str) -> datetime | None:
    """Read YYYYMMDDhhmmss, the same with milliseconds, or 13 digits of Unix milliseconds.

    Returns:
        None for any other form and for a date that does not exist.
    """
    if len(text) > _TO_MILLISECOND or not (text.isascii() and text.isdigit()):
        return None
    return _moment(text)


@lru_cache(maxsize=4096)
def _moment(text: str) -> datetime | None:
    if len(text) == _UNIX_MILLISECONDS:
        return _EPOCH_IN_BEIJING + timedelta(milliseconds=int(text))
    if len(text) not in {_TO_SECOND, _TO_MILLISECOND}:
        return None
    try:
        second = datetime(
            int(text[:4]), int(text[4:6]), int(text[6:8]), int(text[8:10]), int(text[10:12]), int(text[12:14])
        )
    except ValueError:
        return None
    return second + timedelta(milliseconds=int(text[14:] or 0))


def stamp(at: datetime) -> str:
    """Write YYYYMMDDhhmmss."""
    return f"{at:%Y%m%d%H%M%S}"


def request_number(at: datetime) -> str:
    """Write the 17 digits of a QN."""
    return f"{at:%Y%m%d%H%M%S}{at.microsecond // 1000:03d}"
