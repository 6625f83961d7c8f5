"""Housekeeping of the registers."""

from __future__ import annotations

import datetime as dt

from jianzhen.web.registers.services.importing import forget_old
from jianzhen.web.serving.jobs import every


@every(hours=6)
def forget_old_imports() -> None:
    """Drop workbooks nobody came back for."""
    forget_old(dt.datetime.now())
