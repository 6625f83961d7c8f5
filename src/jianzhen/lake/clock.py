"""Beijing time, whatever the machine's time zone."""

from __future__ import annotations

import datetime as dt

_BEIJING = dt.timezone(dt.timedelta(hours=8))


def beijing_now() -> dt.datetime:
    """The time in Beijing, without a zone, as all facts have it."""
    return dt.datetime.now(_BEIJING).replace(tzinfo=None)
