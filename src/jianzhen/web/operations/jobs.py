"""Housekeeping of running."""

from __future__ import annotations

import datetime as dt

from jianzhen.web.operations.beating import forget_dead
from jianzhen.web.serving.jobs import every


@every(hours=24)
def forget_dead_processes() -> None:
    """Drop hearts that stopped days ago."""
    forget_dead(dt.datetime.now())
