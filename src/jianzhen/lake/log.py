"""The log of batches: numbered files, each naming the digest of the one before.

The entry is the commit point. Whatever was written before it (rows, Delta versions, the
manifest) belongs to nobody until the entry stands, and the next writer clears it away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jianzhen.lake import entry, manifest
from jianzhen.lake.durable import write_new, write_over
from jianzhen.lake.entry import FIRST, Batch
from jianzhen.lake.errors import LakeDamagedError, UnknownRowError
from jianzhen.lake.manifest import Manifest
from jianzhen.lake.place import Lake
from jianzhen.words import Words

_ENTRY = re.compile(r"([0-9]{6,})\.json")
_WITNESS = "newest.json"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the lake that is not as recorded: the file, and what is wrong with it."""

    where: str
    """Path below the lake's folder."""
    what: Words


@dataclass(frozen=True, slots=True)
class Entry:
    """A batch and the digest of its file."""

    batch: Batch
    sha256: str


def entry_file(lake: Lake, number: int) -> Path:
    """The file of a batch's entry."""
    return lake.batches / f"{number:06d}.json"


def manifest_file(lake: Lake, number: int) -> Path:
    """The file that lists a batch's data files."""
    return lake.batches / f"{number:06d}.files.json"


def entries(lake: Lake) -> list[Entry]:
    """Every batch, oldest first; the chain of digests is followed.

    Raises:
        LakeDamagedError: An entry was changed or is missing.
    """
    good, faults = examine(lake)
    if faults:
        raise LakeDamagedError(
            Words(
                f"{lake.folder}: {faults[0].where}: {faults[0].what.zh}；用 jianzhen lake verify 全面检查",
                f"{lake.folder}: {faults[0].where}: {faults[0].what.en}; jianzhen lake verify checks everything",
            )
        )
    return good


def find(lake: Lake, number: int | None) -> tuple[list[Entry], Entry]:
    """All batches, and the one of a number; the newest for None.

    Raises:
        UnknownRowError: There is no such batch.
        LakeDamagedError: An entry was changed or is missing.
    """
    known = entries(lake)
    wanted = len(known) if number is None else number
    if not 1 <= wanted <= len(known):
        raise UnknownRowError(
            Words(
                f"{lake.folder}: 没有批次 {wanted}；现有 {len(known)} 个批次",
                f"{lake.folder}: no batch {wanted}; there are {len(known)}",
            )
        )
    return known, known[wanted - 1]


def examine(lake: Lake) -> tuple[list[Entry], list[Fault]]:
    """Read the log as far as it is sound, and list what is wrong with it."""
    good: list[Entry] = []
    faults: list[Fault] = []
    previous = FIRST
    for number, path in enumerate(_files(lake), 1):
        try:
            found = _read(path, number, previous)
        except (OSError, ValueError) as error:
            faults.append(
                Fault(
                    f"batches/{number:06d}.json",
                    Words(f"批次记录缺失或被改动：{error}", f"entry missing or changed: {error}"),
                )
            )
            break
        good.append(found)
        previous = found.sha256
    faults.extend(() if faults else _against_witness(lake, good))
    return good, faults


def append(lake: Lake, batch: Batch, files: bytes) -> Entry:
    """Write a batch into the log: afterwards it exists.

    Raises:
        FileExistsError: A batch of that number exists.
        OSError: It cannot be written; the batch does not exist.
    """
    content = entry.to_bytes(batch)
    write_over(manifest_file(lake, batch.number), files)
    write_new(entry_file(lake, batch.number), content)
    return Entry(batch, entry.digest(content))


def witness(lake: Lake, written: Entry) -> None:
    """Note beside the log how far it goes, so that a missing last entry is seen."""
    said = {"batch": written.batch.number, "sha256": written.sha256}
    write_over(lake.batches / _WITNESS, json.dumps(said).encode() + b"\n")


def read_manifest(lake: Lake, batch: Batch) -> Manifest:
    """The list of a batch's files.

    Raises:
        ValueError: It is not the one that the entry names.
        OSError: It cannot be read.
    """
    content = manifest_file(lake, batch.number).read_bytes()
    if entry.digest(content) != batch.manifest:
        raise ValueError("differs from the digest in the entry")
    return manifest.from_bytes(content)


def _files(lake: Lake) -> Sequence[Path]:
    """The files that should be there: one for each number up to the highest."""
    numbers = [
        int(match[1]) for path in lake.batches.glob("*.json") if (match := _ENTRY.fullmatch(path.name)) is not None
    ]
    return [entry_file(lake, number) for number in range(1, max(numbers, default=0) + 1)]


def _read(path: Path, number: int, previous: str) -> Entry:
    if not path.is_file():
        raise ValueError("缺失 missing")
    content = path.read_bytes()
    batch = entry.from_bytes(content)
    if batch.number != number:
        raise ValueError(f"says it is batch {batch.number}")
    if batch.previous != previous:
        raise ValueError("does not follow the entry before it")
    return Entry(batch, entry.digest(content))


def _against_witness(lake: Lake, good: Sequence[Entry]) -> Iterator[Fault]:
    path = lake.batches / _WITNESS
    if not path.exists():
        if len(good) > 1:  # after the very first batch a crash may come before the note
            yield Fault(f"batches/{_WITNESS}", Words("缺失", "missing"))
        return
    try:
        said = json.loads(path.read_bytes())
        number, sha256 = int(said["batch"]), said["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield Fault(f"batches/{_WITNESS}", Words(f"无法读取：{error}", f"cannot be read: {error}"))
        return
    if number > len(good):
        yield Fault(
            f"batches/{number:06d}.json",
            Words("批次记录缺失：最新的一条被移除", "missing: the newest entry was removed"),
        )
    elif number < max(1, len(good) - 1) or good[number - 1].sha256 != sha256:
        yield Fault(f"batches/{number:06d}.json", Words(f"与 {_WITNESS} 不符", f"differs from {_WITNESS}"))
