"""Small files that appear whole, stay when the power goes, and are never overwritten unawares."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable
from pathlib import Path


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet; it appears complete and on disk, or not at all.

    Raises:
        FileExistsError: There is one already; it is left as it is.
        OSError: It cannot be written.
    """
    unfinished = _written(path, content)
    try:
        # A link, unlike a rename, refuses a name that is taken.
        os.link(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)


def write_over(path: Path, content: bytes) -> None:
    """Write a file in place of the one of that name, if any; at every moment one of both is there."""
    unfinished = _written(path, content)
    try:
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_files(files: Iterable[Path]) -> None:
    """Bring files and the folders that name them to the disk."""
    folders = set()
    for path in files:
        _sync(path, os.O_RDONLY)
        folders.add(path.parent)
    for folder in sorted(folders):
        sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk."""
    _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def _written(path: Path, content: bytes) -> Path:
    unfinished = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return unfinished


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
