"""The moment, as people read it and as receipts print it."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Beijing time to the second."""
    return dt.datetime.now().replace(microsecond=0)
