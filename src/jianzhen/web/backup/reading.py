"""Reads an archive: every byte is compared with what the manifest says before anything is written."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from jianzhen.web.backup import manifest
from jianzhen.web.backup.errors import BackupError
from jianzhen.web.backup.manifest import Manifest, Member

_AT_ONCE = 1024 * 1024


def verified(path: Path) -> Manifest:
    """The manifest of an archive that is whole.

    Raises:
        BackupError: It is damaged, cut off, or holds something else than it says.
        OSError: It cannot be read.
    """
    with _archive(path) as archive:
        said = _manifest(archive)
        _compare_names(archive, said)
        for member in said.members:
            _read(archive, member, None)
    return said


def extract(path: Path, said: Manifest, to: dict[str, Path]) -> None:
    """Write members to files, compared once more with the manifest.

    Raises:
        BackupError: The archive is no longer what it was when it was verified.
        OSError: A file cannot be written.
    """
    with _archive(path) as archive:
        for member in said.members:
            if member.name in to:
                target = to[member.name]
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with target.open("xb") as file:
                    target.chmod(0o600)
                    _read(archive, member, file)


def content(path: Path, said: Manifest, name: str) -> bytes:
    """A small member, whole.

    Raises:
        BackupError: It is not what the manifest says.
    """
    member = next(one for one in said.members if one.name == name)
    with _archive(path) as archive:
        text = archive.read(name)
    if len(text) != member.size or hashlib.sha256(text).hexdigest() != member.sha256:
        raise _damaged(name)
    return text


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError) as error:
        # RuntimeError: a member claims to be encrypted. NotImplementedError: to be packed in another way.
        raise _damaged(str(error) or type(error).__name__) from None


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        info = archive.getinfo(manifest.MANIFEST)
    except KeyError:
        raise _damaged(manifest.MANIFEST) from None
    if info.file_size > manifest.MOST_BYTES:
        raise _damaged(manifest.MANIFEST)
    return manifest.read(archive.read(info))


def _compare_names(archive: zipfile.ZipFile, said: Manifest) -> None:
    there = sorted(archive.namelist())
    expected = sorted([manifest.MANIFEST, *(member.name for member in said.members)])
    if there != expected:
        differ = sorted(set(there) ^ set(expected)) or there
        raise _damaged(differ[0])


def _read(archive: zipfile.ZipFile, member: Member, target: IO[bytes] | None) -> None:
    """Never more than it says it has: a small archive does not fill a disk."""
    digest, size = hashlib.sha256(), 0
    with archive.open(member.name) as source:
        while piece := source.read(min(_AT_ONCE, member.size - size + 1)):
            size += len(piece)
            if size > member.size:
                break
            digest.update(piece)
            if target is not None:
                target.write(piece)
    if size != member.size or digest.hexdigest() != member.sha256:
        raise _damaged(member.name)


def _damaged(what: str) -> BackupError:
    return BackupError(
        f"备份已损坏或不完整（{what}），什么也没有写入；换另一份备份",
        f"the backup is damaged or not whole ({what}), nothing was written; take another copy",
    )
