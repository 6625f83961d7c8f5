"""Housekeeping of the desk of people."""

from __future__ import annotations

import datetime as dt

from jianzhen.web.accounts.services.limits import forget_full
from jianzhen.web.serving.jobs import every


@every(hours=6)
def forget_full_buckets() -> None:
    """Drop buckets that are full again."""
    forget_full(dt.datetime.now())
