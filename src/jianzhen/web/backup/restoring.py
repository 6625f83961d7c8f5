"""Takes an archive back into an empty folder: everything or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jianzhen.web.backup import databases, manifest
from jianzhen.web.backup.errors import BackupError
from jianzhen.web.backup.manifest import Manifest
from jianzhen.web.backup.reading import content, extract, verified
from jianzhen.web.backup.sealing import opened

DATABASE_FILE = "jianzhen.sqlite3"
_SPARE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was found whole, and its keys, opened."""

    path: Path
    said: Manifest
    keys: Mapping[str, bytes]


def opened_archive(path: Path, ask: Callable[[], str]) -> Archive:
    """Verify an archive and open its keys; writes nothing.

    Args:
        path: The archive.
        ask: Gives the passphrase, if the keys are sealed.

    Raises:
        BackupError: It is not whole, or the passphrase is another.
        OSError: It cannot be read.
    """
    said = verified(path)
    keys: dict[str, bytes] = {}
    if said.keys == "sealed":
        keys = opened(content(path, said, manifest.SEALED), ask())
        if not all(manifest.is_safe(f"{manifest.KEYS}{name}") for name in keys):
            raise BackupError("密钥的名称有误", "a key has a name that leads elsewhere")
    return Archive(path, said, keys)


def refuse_place(archive: Archive, target: Path, url: str) -> None:
    """Only an empty place takes a backup, and only one of its own kind.

    Args:
        archive: What is to be restored.
        target: The data folder to be.
        url: ``DATABASE_URL``; empty for a file in the data folder.

    Raises:
        BackupError: The folder or the database holds something, is of another kind, or there is too little room.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupError(
            f"{target} 不是空文件夹；用 JIANZHEN_DATA 指定一个新文件夹",
            f"{target} is not an empty folder; name a new one with JIANZHEN_DATA",
        )
    of_server = archive.said.database == manifest.POSTGRESQL
    if of_server != bool(url) or (url and not databases.is_postgresql(url)):
        kind = "PostgreSQL" if of_server else "SQLite"
        raise BackupError(
            f"这份备份的数据库是 {kind}，DATABASE_URL 必须与之相符（PostgreSQL：一个空数据库；SQLite：不设）",
            f"the database of this backup is {kind} and DATABASE_URL has to fit"
            " (PostgreSQL: an empty database; SQLite: not set)",
        )
    if of_server:
        databases.refuse_filled(url)
    room = shutil.disk_usage(_existing(target)).free
    if room < archive.said.size + _SPARE_BYTES:
        raise BackupError(
            f"磁盘空间不足：需要 {archive.said.size:,} 字节，还有 {room:,}",
            f"too little room: {archive.said.size:,} bytes are needed, {room:,} are free",
        )


@contextmanager
def staged(archive: Archive, target: Path) -> Iterator[Path]:
    """The data folder beside its place, moved there when nothing failed, else removed.

    Raises:
        BackupError: The archive changed since it was verified.
        OSError: A file cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
    try:
        extract(archive.path, archive.said, _places(archive.said, stage))
        for name, text in sorted(archive.keys.items()):
            _keep(stage / manifest.KEYS / name, text)
        if archive.keys or archive.said.keys == "plain":
            (stage / manifest.KEYS).chmod(0o700)
        yield stage
        if target.exists():
            target.rmdir()
        stage.rename(target)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def dump_in(stage: Path) -> Path:
    """Where the dump of a PostgreSQL database waits to be loaded."""
    return stage / f".{manifest.POSTGRESQL}"


def _places(said: Manifest, stage: Path) -> dict[str, Path]:
    places = {manifest.SQLITE: stage / DATABASE_FILE, manifest.POSTGRESQL: dump_in(stage)}
    found = {}
    for member in said.members:
        if member.name in places:
            found[member.name] = places[member.name]
        elif member.name.startswith(manifest.DATA):
            found[member.name] = stage / member.name.removeprefix(manifest.DATA)
        elif member.name.startswith(manifest.KEYS):
            found[member.name] = stage / member.name
    return found


def _keep(path: Path, text: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)


def _existing(path: Path) -> Path:
    return next(one for one in (path, *path.parents) if one.exists())
