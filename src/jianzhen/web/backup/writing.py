"""Writes an archive: the database first, for it names files; files of a later moment do no harm."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from jianzhen import __version__
from jianzhen.web.backup import databases, files, manifest
from jianzhen.web.backup.errors import BackupError
from jianzhen.web.backup.manifest import Manifest, Member
from jianzhen.web.backup.reading import verified
from jianzhen.web.backup.sealing import SHORTEST, sealed
from jianzhen.web.options import Options

_AT_ONCE = 1024 * 1024
_PACKED = frozenset({".parquet", ".xlsx", ".zip", ".gz", ".png", ".jpg", ".jpeg", ".pdf", ".pgdump", ".sealed"})
"""Packing these again takes time and saves nothing."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and read back."""

    manifest: Manifest
    sha256: str
    size: int


def write(options: Options, target: Path, *, keys: str, passphrase: str = "") -> Written:
    """Write and read back an archive; under its name only when it is whole.

    Args:
        options: Where everything is.
        target: A file that does not exist.
        keys: ``sealed``, ``plain`` or ``none``.
        passphrase: For ``sealed``.

    Raises:
        BackupError: Something cannot be read, or the target exists.
        OSError: The archive cannot be written.
    """
    _refuse(target, keys, passphrase)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")  # readable by the owner alone
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            _fill(file, options, _key_members(options.data, keys, passphrase), keys, (target, unfinished))
            file.flush()
            os.fsync(file.fileno())
        said = verified(unfinished)
        # Not by renaming, which would take the place of a file that came meanwhile.
        os.link(unfinished, target)
    except FileExistsError:
        raise _taken(target) from None
    finally:
        unfinished.unlink(missing_ok=True)
    return Written(said, _digest(target), target.stat().st_size)


def _refuse(target: Path, keys: str, passphrase: str) -> None:
    if target.exists():
        raise _taken(target)
    if not target.parent.is_dir():
        raise BackupError(f"没有文件夹 {target.parent}", f"no folder {target.parent}")
    if keys == "sealed" and len(passphrase) < SHORTEST:
        raise BackupError(f"口令至少 {SHORTEST} 个字符", f"a passphrase has {SHORTEST} characters or more")


def _taken(target: Path) -> BackupError:
    return BackupError(f"{target} 已存在；换一个名字", f"{target} exists; choose another name")


def _key_members(data: Path, keys: str, passphrase: str) -> dict[str, bytes]:
    found = {path.relative_to(data / files.KEYS).as_posix(): path.read_bytes() for path in files.key_files(data)}
    if keys == "none" or not found:
        return {}
    if keys == "sealed":
        return {manifest.SEALED: sealed(found, passphrase)}
    return {f"{manifest.KEYS}{name}": content for name, content in found.items()}


def _fill(
    file: BinaryIO, options: Options, keys: dict[str, bytes], how: str, leave_out: Iterable[Path]
) -> None:  # fmt: skip
    made_at = dt.datetime.now().isoformat(timespec="seconds")
    with (
        zipfile.ZipFile(file, "w") as archive,
        tempfile.TemporaryDirectory(dir=options.data, prefix=".backup-") as work,
    ):
        copy = Path(work) / databases.member_for(options.database_url)
        databases.snapshot(options.database_url, copy)
        steps = databases.migrations_in(options.database_url, copy)
        members = [_add_file(archive, copy.name, copy)]
        members += [_add(archive, name, BytesIO(content)) for name, content in keys.items()]
        for path in files.data_files(options.data, *leave_out, *_own(options.database_url)):
            # What was deleted since it was listed is deleted.
            with suppress(FileNotFoundError):
                members.append(_add_file(archive, f"{manifest.DATA}{path.relative_to(options.data).as_posix()}", path))
        said = Manifest(__version__, made_at, steps, how if keys else "none", tuple(members))
        archive.writestr(manifest.MANIFEST, said.text(), zipfile.ZIP_DEFLATED)


def _own(url: str) -> list[Path]:
    """The files of the database, which are in the archive as one."""
    file = databases.sqlite_file(url)
    return [] if file is None else [file.with_name(file.name + end) for end in ("", "-wal", "-shm", "-journal")]


def _add_file(archive: zipfile.ZipFile, name: str, path: Path) -> Member:
    try:
        with path.open("rb") as source:
            return _add(archive, name, source)
    except PermissionError as error:
        raise BackupError(f"无法读取 {path}：{error.strerror}", f"cannot read {path}: {error.strerror}") from None
    except UnicodeEncodeError:
        raise BackupError(f"文件名不是文字：{path!r}；请改名", f"the name of {path!r} is no text; rename it") from None


def _add(archive: zipfile.ZipFile, name: str, source: BinaryIO) -> Member:
    """What is read is what is written and what is digested, also of a file that grows meanwhile."""
    info = zipfile.ZipInfo(name, dt.datetime.now().timetuple()[:6])
    info.compress_type = zipfile.ZIP_STORED if Path(name).suffix in _PACKED else zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    digest, size = hashlib.sha256(), 0
    with archive.open(info, "w", force_zip64=True) as target:
        while piece := source.read(_AT_ONCE):
            target.write(piece)
            digest.update(piece)
            size += len(piece)
    return Member(name, size, digest.hexdigest())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
