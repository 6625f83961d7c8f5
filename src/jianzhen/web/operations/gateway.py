"""Asks the gateway of the data folder, when there is one, how it does."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

GATEWAY = "gateway"
"""Below the data folder: the folder to start the gateway with when the platform is to show it."""
_SOCKET = "control.sock"
_PATIENCE_SECONDS = 1.0
_MOST_BYTES = 16 * 1024 * 1024


def is_set_up(data: Path) -> bool:
    """Whether the folder of a gateway is here."""
    return (data / GATEWAY).is_dir()


def status(data: Path) -> Mapping[str, Any] | None:
    """What it says of itself; None when it does not answer."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(_PATIENCE_SECONDS)
            line.connect(str(data / GATEWAY / _SOCKET))
            line.sendall(b'{"do": "status"}\n')
            with line.makefile("rb") as answer:
                said = json.loads(answer.readline(_MOST_BYTES))
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) else None
