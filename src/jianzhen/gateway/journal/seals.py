"""The seals of full segments: one JSON line each, every line naming the digest of the line before it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from jianzhen.gateway.durable import write_durably

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "seals.jsonl"
MOST_HOURS = 5000


@dataclass(frozen=True, slots=True)
class Seal:
    """What is fixed about a full segment.

    Attributes:
        opening_link: Link of the last frame of the segment before, hex.
        closing_link: Link of its own last frame, hex.
        hours: The hours its QN name, to find resends; None if there are too many to list.
        previous: SHA-256 of the seal line before, hex; empty for the first.
    """

    number: int
    first: int
    last: int
    opening_link: str
    closing_link: str
    sealed_at: str
    hours: list[str] | None
    previous: str

    def line(self) -> str:
        """The seal as it stands in the file."""
        return json.dumps(asdict(self), sort_keys=True)

    def digest(self) -> str:
        """SHA-256 of the line."""
        return sha256(self.line().encode()).hexdigest()


def read_seals(folder: Path) -> list[Seal]:
    """Read the seals of a journal.

    Raises:
        ValueError: A line is no seal.
    """
    path = folder / _NAME
    if not path.exists():
        return []
    try:
        return [Seal(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    except TypeError as error:
        raise ValueError(str(error)) from None


def write_seals(folder: Path, seals: list[Seal]) -> None:
    """Write all seals anew.

    Raises:
        OSError: The disk is full or fails; the old seals stand.
    """
    write_durably(folder / _NAME, "".join(f"{seal.line()}\n" for seal in seals).encode())
