"""What runs: each part is a command of its own, so that a large office can spread them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum

from jianzhen.web.options import Options

_GRACE_SECONDS = 20
_LINE = '%(h)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'
"""No query string: what somebody searched for is nobody else's business."""


class Part(StrEnum):
    """A process of the platform."""

    WEB = "web"
    WORKER = "worker"
    SCHEDULER = "scheduler"


def commands(options: Options, parts: Sequence[Part]) -> Mapping[Part, list[str]]:
    """The command line of each part."""
    known = {
        Part.WEB: _web(options),
        Part.WORKER: [sys.executable, "-m", "jianzhen.web.serving.worker"],
        Part.SCHEDULER: [sys.executable, "-m", "jianzhen.web.serving.scheduler"],
    }
    return {part: known[part] for part in parts}


def _web(options: Options) -> list[str]:
    address = f"[{options.host}]" if ":" in options.host else options.host
    settings = {
        "bind": f"{address}:{options.port}",
        "workers": options.processes,
        "threads": options.threads,
        "worker-class": "gthread",
        "graceful-timeout": _GRACE_SECONDS,
        "access-logfile": "-",
        "access-logformat": _LINE,
    }
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "jianzhen.web.wsgi",
        "--no-control-socket",
        *(f"--{name}={value}" for name, value in settings.items()),
    ]
