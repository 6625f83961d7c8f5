"""What the scheduler does for the log."""

from __future__ import annotations

from jianzhen.web.audit.roots import keyring, sign_daily
from jianzhen.web.serving.jobs import every


@every(hours=1)
def sign_root_of_the_day() -> None:
    """Sign today's root if there is none yet."""
    sign_daily(keyring())
