"""The files that were read: name below DATA, digest and size."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read; ``name`` is its path below DATA with ``/``."""

    name: str
    sha256: str
    size: int
    """Bytes."""


def source_file(path: Path, name: str) -> SourceFile:
    """Digest a file without holding it in memory.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return SourceFile(name, digest, path.stat().st_size)
