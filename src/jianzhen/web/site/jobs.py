"""Housekeeping."""

from __future__ import annotations

from django.core.management import call_command

from jianzhen.web.serving.jobs import every


@every(hours=24)
def clear_sessions() -> None:
    """Forget sessions that have run out."""
    call_command("clearsessions")
