"""A batch: what one act of one person did to the lake, and the seal that binds it to the batch before."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from jianzhen.seal.digest import canonical

FORMAT = "jianzhen-batch/1"
FIRST = "0" * 64
"""Stands for the digest of the batch before the first."""


class Did(StrEnum):
    """What a batch does."""

    ADD = "add"
    WITHDRAW = "withdraw"
    COMPACT = "compact"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that rows came from."""

    name: str
    sha256: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, and why."""

    who: str
    reason: str = ""
    sources: tuple[Source, ...] = ()
    faults: Mapping[str, int] = field(default_factory=dict)
    """Faults of the input by kind, counted when it was read."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a batch did to one table; counts are rows."""

    version_before: int | None
    """Delta version that counted before; None when the batch before knows no such table."""
    version: int
    read: int = 0
    added: int = 0
    """Rows with a key that the lake had not."""
    corrected: int = 0
    """Rows that take the place of others with the same key."""
    repeated: int = 0
    """Rows that the lake had word for word; not stored again."""
    withdrawn: int = 0
    row_sum: str = "0"
    """Sum over the rows stored by this batch of a 64-bit digest of id and revision; order does not matter."""

    @property
    def stored(self) -> int:
        """Rows that the batch put into the table."""
        return self.added + self.corrected + self.withdrawn

    @property
    def revises(self) -> bool:
        """Whether some rows of earlier batches no longer count."""
        return bool(self.corrected or self.withdrawn)


@dataclass(frozen=True, slots=True)
class Batch:
    """One entry of the log."""

    number: int
    did: Did
    at: dt.datetime
    act: Act
    previous: str
    """SHA-256 of the entry before, as the bytes of its file."""
    manifest: str
    """SHA-256 of the file that lists the data files of this batch."""
    changes: Mapping[str, Change]
    versions: Mapping[str, int]
    """Delta version of every table after this batch."""


def to_bytes(batch: Batch) -> bytes:
    """The entry's file: JSON whose last line is the digest of all the rest."""
    said = _plain(batch)
    return json.dumps(said | {"sha256": _seal(said)}, ensure_ascii=False, indent=1).encode() + b"\n"


def from_bytes(content: bytes) -> Batch:
    """Read an entry's file.

    Raises:
        ValueError: It is no entry, or was changed after it was written.
    """
    try:
        said = json.loads(content)
        sealed = said.pop("sha256")
        batch = _batch(said)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a batch entry: {error!r}") from None
    # Written again it must be the same bytes: spacing and order are under the seal too.
    if sealed != _seal(said) or to_bytes(batch) != content:
        raise ValueError("content and digest disagree")
    return batch


def digest(content: bytes) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(content).hexdigest()


def _seal(said: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(said)).hexdigest()


def _plain(batch: Batch) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "batch": batch.number,
        "did": batch.did.value,
        "at": batch.at.isoformat(timespec="microseconds"),
        "who": batch.act.who,
        "reason": batch.act.reason,
        "previous": batch.previous,
        "manifest": batch.manifest,
        "sources": [dataclasses.asdict(source) for source in batch.act.sources],
        "faults": dict(batch.act.faults),
        "changes": {name: dataclasses.asdict(change) for name, change in batch.changes.items()},
        "versions": dict(batch.versions),
    }


def _batch(said: Mapping[str, Any]) -> Batch:
    if said["format"] != FORMAT:
        raise ValueError(f"format {said['format']}, expected {FORMAT}")
    sources = tuple(Source(**source) for source in said["sources"])
    return Batch(
        number=said["batch"],
        did=Did(said["did"]),
        at=dt.datetime.fromisoformat(said["at"]),
        act=Act(said["who"], said["reason"], sources, said["faults"]),
        previous=said["previous"],
        manifest=said["manifest"],
        changes={name: Change(**change) for name, change in said["changes"].items()},
        versions=said["versions"],
    )
