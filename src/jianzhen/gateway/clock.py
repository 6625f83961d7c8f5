"""The time of day as the gateway keeps it: naive Beijing time, and whole microseconds of it in the journal."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

_EPOCH = datetime(1970, 1, 1)
_BEIJING_US = 8 * 3600 * 1_000_000


def now_us() -> int:
    """Microseconds of Beijing time since 1970-01-01 00:00 there."""
    return time.time_ns() // 1000 + _BEIJING_US


def at_of(us: int) -> datetime:
    """The naive Beijing time of a count of microseconds."""
    return _EPOCH + timedelta(microseconds=us)


def now() -> datetime:
    """Naive Beijing time."""
    return at_of(now_us())
