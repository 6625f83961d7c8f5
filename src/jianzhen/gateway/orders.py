"""The record of what was asked of devices: one JSON line for each order and outcome, without keys and passwords."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from jianzhen.gateway.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jianzhen.hj212 import Packet
    from jianzhen.hj212.message import Item

_SECRET = frozenset({"NewSK", "NewPW"})


def masked(packet: Packet) -> list[Item]:
    """The items of a request, keys and passwords left out."""
    return [(name, "***" if name in _SECRET else text) for group in packet.cp for name, text in group]


def write_order(
    folder: Path, what: str, packet: Packet, reason: str | None, more: Mapping[str, object], *, durably: bool
) -> None:
    """Add a line to ``orders.jsonl``; ``durably`` it is on disk when this returns.

    Raises:
        OSError: It could not be written.
    """
    line = {
        "at": now().isoformat(timespec="milliseconds"), "what": what, "mn": packet.mn, "cn": packet.cn,
        "qn": packet.qn, "items": masked(packet), "reason": reason, **more,
    }  # fmt: skip
    with (folder / "orders.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        if durably:
            os.fsync(file.fileno())
