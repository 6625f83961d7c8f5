"""From what the user names, a file, a folder or an archive, to a list of files."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from jianzhen.intake.faults import Fault, Severity, shorten
from jianzhen.intake.formats import archives
from jianzhen.intake.formats.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterator


class Gathering:
    """The files found below one path, in a fixed order, and the archives that were refused."""

    def __init__(self, src: Path, work: Path) -> None:
        """Walk ``src``; archives are unpacked below ``work``."""
        self.sources: list[Source] = []
        self.faults: list[Fault] = []
        self._work = work
        for name, path in _walk(src):
            self._take(name, path)

    def _take(self, name: str, path: Path) -> None:
        if not archives.kind(path):
            self.sources.append(describe(name, path))
            return
        into = self._work / f"{len(self.sources):06d}-{len(self.faults)}"
        into.mkdir()
        try:
            members = archives.unpack(path, into)
        except archives.ArchiveError as error:
            self._refuse(name, error)
            return
        for member, place in sorted(members):
            if _wanted(member):
                self.sources.append(describe(f"{name}/{member}", place))

    def _refuse(self, name: str, error: archives.ArchiveError) -> None:
        found = shorten(error.found)
        self.faults.append(
            Fault(Severity.FAULT, error.code, name, "", None, "", found, error.expected, error.remedy)
        )  # fmt: skip


def describe(name: str, path: Path) -> Source:
    """Digest a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Source(name, path, digest, path.stat().st_size)


def _walk(src: Path) -> Iterator[tuple[str, Path]]:
    if not src.is_dir():
        yield src.name, src
        return
    for folder, folders, files in os.walk(src):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            path = Path(folder, file)
            if _wanted(file) and path.is_file():
                yield path.relative_to(src).as_posix(), path


def _wanted(name: str) -> bool:
    """Hidden files and the lock files of open workbooks are nobody's delivery."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return bool(last) and not last.startswith((".", "~$")) and not name.startswith("__MACOSX/")
