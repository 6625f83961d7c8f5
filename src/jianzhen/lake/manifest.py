"""The list of a batch's files: every data file and every Delta commit, with digest and size."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from jianzhen.seal.digest import canonical, sha256_of_file


@dataclass(frozen=True, slots=True)
class FileSeal:
    """What a file was when its batch was written."""

    sha256: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The files of one table that a batch wrote; paths are relative to the table's folder."""

    data: Mapping[str, FileSeal] = field(default_factory=dict)
    commits: Mapping[str, FileSeal] = field(default_factory=dict)
    replaced: tuple[str, ...] = ()
    """Data files of earlier batches whose rows now stand in the files of this one."""


Manifest = Mapping[str, TableFiles]


def seal_file(path: Path) -> FileSeal:
    """Digest a file as it is now.

    Raises:
        OSError: It cannot be read.
    """
    return FileSeal(sha256_of_file(path), path.stat().st_size)


def to_bytes(manifest: Manifest) -> bytes:
    """The manifest's file."""
    return canonical({name: asdict(files) for name, files in manifest.items()}) + b"\n"


def from_bytes(content: bytes) -> Manifest:
    """Read a manifest's file.

    Raises:
        ValueError: It is none.
    """
    try:
        return {name: _files(said) for name, said in json.loads(content).items()}
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a manifest: {error!r}") from None


def _files(said: Mapping[str, Mapping[str, Mapping[str, str | int]]]) -> TableFiles:
    data, commits = (
        {path: FileSeal(str(seal["sha256"]), int(seal["size"])) for path, seal in said[part].items()}
        for part in ("data", "commits")
    )
    return TableFiles(data, commits, tuple(said["replaced"]))
