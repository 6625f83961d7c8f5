"""Housekeeping of the desk of leads."""

from __future__ import annotations

from jianzhen.web.leads.services.tallying import sum_up
from jianzhen.web.serving.jobs import every


@every(hours=1)
def sum_up_tallies() -> None:
    """Keep the table of counts short."""
    sum_up()
