"""How far each relay has come: one small file per upper platform, written by the relay, read by everybody."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from jianzhen.gateway.clock import now
from jianzhen.gateway.durable import write_durably

if TYPE_CHECKING:
    from pathlib import Path

_PREFIX = "relay-"


@dataclass(slots=True)
class RelayState:
    """What stands in the file.

    Attributes:
        acknowledged: Every packet up to this sequence number is settled: acknowledged by the upper platform, or none
            of its business, or set aside.
        connected: Whether the upper platform is there and answers.
        per_second: Packets a second that it acknowledged lately.
        set_aside: Packets that could not be re-encoded without loss; the file ``relay-NAME-set-aside.jsonl`` has them.
        trouble: What went wrong last, if the upper platform is away.
    """

    acknowledged: int = 0
    connected: bool = False
    per_second: float = 0.0
    set_aside: int = 0
    trouble: str = ""
    at: str = ""

    def write(self, path: Path) -> None:
        """Write the file; when this returns it is on disk.

        Raises:
            OSError: It could not be written.
        """
        self.at = now().isoformat(timespec="seconds")
        write_durably(path, json.dumps(asdict(self)).encode())


def state_path(folder: Path, name: str) -> Path:
    """Where the state of a relay stands."""
    return folder / f"{_PREFIX}{name}.json"


def read_state(path: Path) -> RelayState:
    """Read it; a fresh one if there is none.

    Raises:
        ValueError: The file is none.
    """
    if not path.exists():
        return RelayState()
    try:
        return RelayState(**json.loads(path.read_text(encoding="utf-8")))
    except TypeError:
        raise ValueError(f"{path}: 不是转发进度文件 / not the state of a relay") from None


def relays_of(folder: Path, head: int) -> dict[str, dict[str, Any]]:
    """The state of every relay of a gateway, and how many packets of the journal it is ``behind``."""
    found = {}
    for path in sorted(folder.glob(f"{_PREFIX}*.json")):
        try:
            state = read_state(path)
        except (OSError, ValueError):
            continue
        found[path.stem.removeprefix(_PREFIX)] = asdict(state) | {"behind": max(0, head - state.acknowledged)}
    return found
