"""Structured logs: one JSON object per line, with device numbers and addresses and never a data area or password."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING, Any

from jianzhen.gateway.clock import now

if TYPE_CHECKING:
    from typing import TextIO

LOG = logging.getLogger("jianzhen.gateway")
_SAME_AGAIN = 60.0
_MOST_REMEMBERED = 10_000


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {"at": f"{now():%Y-%m-%dT%H:%M:%S.%f}"[:-3], "level": record.levelname.lower()}
        said |= {"event": record.getMessage()} | getattr(record, "about", {})
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def to_stream(stream: TextIO, level: str = "INFO") -> None:
    """Write the gateway's log to a stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Json())
    LOG.handlers[:] = [handler]
    LOG.propagate = False
    LOG.setLevel(level)


def tell(level: int, event: str, **about: object) -> None:
    """Log an event with what it is about."""
    LOG.log(level, event, extra={"about": about})


class Seldom:
    """Logs the same event about the same one at most once a minute, so that a flood does not fill the disk."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], float] = {}

    def tell(self, event: str, who: str, **about: object) -> None:
        """Warn of an event, unless that was done within the last minute."""
        at = time.monotonic()
        if at - self._told.get((event, who), -_SAME_AGAIN) < _SAME_AGAIN:
            return
        if len(self._told) >= _MOST_REMEMBERED:
            self._told.clear()
        self._told[event, who] = at
        tell(logging.WARNING, event, who=who, **about)
