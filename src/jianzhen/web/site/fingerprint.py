"""One short name for the contents of a folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

_DIGITS = 12


def fingerprint(folder: Path) -> str:
    """Hex digits that change when a file of the folder changes, comes or goes."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()}\n{content}\n".encode())
    return digest.hexdigest()[:_DIGITS]
