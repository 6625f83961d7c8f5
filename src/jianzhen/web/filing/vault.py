"""Files as they arrived, each under its digest: outside of what the web server serves, never run, never changed."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from jianzhen.lake.durable import sync_folder

FOLDER = "uploads"
"""Below the data folder."""
_PIECE = 1 << 20


class BrokenFileError(Exception):
    """A kept file is gone, or not what its digest says."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept."""

    sha256: str
    size: int


def home() -> Path:
    """Where the files are."""
    return Path(settings.OPTIONS.data) / FOLDER


def place(sha256: str) -> Path:
    """Where a file is, by its digest."""
    return home() / sha256[:2] / sha256


def keep(pieces: Iterable[bytes], look: Callable[[Path], object] | None = None) -> Kept:
    """Keep bytes; the same bytes twice are one file.

    Args:
        pieces: The bytes.
        look: Told where they stand before they are kept; what it raises is raised, and nothing is kept.

    Raises:
        OSError: They cannot be written; nothing is kept.
    """
    home().mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = home() / f".{os.getpid()}-{os.urandom(8).hex()}"
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if look is not None:
            look(unfinished)
        target = place(digest.hexdigest())
        target.parent.mkdir(exist_ok=True, mode=0o700)
        unfinished.replace(target)
        sync_folder(target.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    return Kept(digest.hexdigest(), size)


def keep_file(path: Path) -> Kept:
    """Keep a copy of a file."""
    with path.open("rb") as file:
        return keep(iter(lambda: file.read(_PIECE), b""))


def stale(before: float) -> list[str]:
    """Digests of files that arrived before a moment (seconds since 1970), and leftovers of broken uploads."""
    return [path.name for path in home().glob("*/*") if path.stat().st_mtime < before] if home().is_dir() else []


def forget(digests: Collection[str], before: float) -> None:
    """Delete files that nobody refers to, and what broken uploads left; one that arrived again meanwhile stays."""
    for path in [*(place(sha256) for sha256 in digests), *home().glob(".*")]:
        if path.is_file() and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def copy_to(sha256: str, target: Path) -> None:
    """Copy a kept file out, and make sure that it is what its digest says.

    Raises:
        BrokenFileError: It is gone or was changed.
    """
    try:
        shutil.copyfile(place(sha256), target)
        with target.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BrokenFileError(f"{sha256}: {error.strerror}") from error
    if found != sha256:
        raise BrokenFileError(f"{sha256}: found {found}")
