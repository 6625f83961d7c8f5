"""The scheduler's process: looks for due jobs until it is told to stop."""

from __future__ import annotations

import logging
import os
import signal
import threading
from datetime import datetime
from types import FrameType

LOOK_SECONDS = 15.0
log = logging.getLogger(__name__)


def main() -> None:
    """Run until SIGTERM or SIGINT."""
    import django  # noqa: PLC0415 - settings first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianzhen.web.settings")
    django.setup()
    from jianzhen.web.operations.beating import beating  # noqa: PLC0415

    stop = threading.Event()

    def asked(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    signal.signal(signal.SIGTERM, asked)
    signal.signal(signal.SIGINT, asked)
    with beating("scheduler"):
        loop(stop, LOOK_SECONDS)


def loop(stop: threading.Event, look_seconds: float) -> None:
    """Look again and again; a database that is away for a while is waited for."""
    from django.db import DatabaseError, close_old_connections  # noqa: PLC0415

    from jianzhen.web.serving.jobs import registered, run_due  # noqa: PLC0415

    jobs = registered()
    while not stop.is_set():
        close_old_connections()
        try:
            run_due(jobs, datetime.now())
        except DatabaseError:
            log.exception("the database did not answer; trying again")
        stop.wait(look_seconds)


if __name__ == "__main__":
    main()
