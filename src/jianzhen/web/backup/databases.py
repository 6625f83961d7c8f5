"""The database as one file, consistent while others write, and back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from jianzhen.web.backup import manifest
from jianzhen.web.backup.errors import BackupError
from jianzhen.web.database import POSTGRESQL, database

_DEBIAN = Path("/usr/lib/postgresql")
_BUSY_SECONDS = 20


def is_postgresql(url: str) -> bool:
    """Whether the address is that of a PostgreSQL server."""
    return bool(database(url)["ENGINE"] == POSTGRESQL)


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite database."""
    return None if is_postgresql(url) else Path(database(url)["NAME"])


def member_for(url: str) -> str:
    """What the database is called in an archive."""
    return manifest.POSTGRESQL if is_postgresql(url) else manifest.SQLITE


def snapshot(url: str, target: Path) -> None:
    """Write the database as it is at one moment to a file.

    Raises:
        BackupError: It cannot be read.
    """
    source = sqlite_file(url)
    if source is None:
        _pg("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    else:
        _copy(source, target)


def _copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise BackupError(
            f"没有数据库 {source}；先运行 jianzhen init", f"no database {source}; run jianzhen init first"
        )
    try:
        with closing(sqlite3.connect(source, timeout=_BUSY_SECONDS)) as here, closing(sqlite3.connect(target)) as there:
            here.backup(there)
            # One file, without a journal beside it.
            there.execute("PRAGMA journal_mode = delete")
            told = there.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise BackupError(f"无法读取数据库 {source}：{error}", f"cannot read the database {source}: {error}") from None
    if told != "ok":
        raise BackupError(
            f"数据库 {source} 已损坏（{told}）；用之前的备份恢复",
            f"the database {source} is damaged ({told}); restore an earlier backup",
        )


def migrations_in(url: str, copy: Path) -> tuple[str, ...]:
    """``app.name`` of every step the database has gone."""
    question = "SELECT app, name FROM django_migrations ORDER BY app, name"
    if is_postgresql(url):
        import psycopg  # noqa: PLC0415 - an extra, only on PostgreSQL

        with psycopg.connect(url) as server:
            rows: list[Any] = server.execute(question).fetchall()
    else:
        with closing(sqlite3.connect(copy)) as file:
            rows = file.execute(question).fetchall()
    return tuple(f"{app}.{name}" for app, name in rows)


def refuse_filled(url: str) -> None:
    """Only an empty database takes a backup back.

    Raises:
        BackupError: There are tables in it, or it cannot be reached.
    """
    import psycopg  # noqa: PLC0415

    question = "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    try:
        with psycopg.connect(url) as server:
            row = server.execute(question).fetchone()
    except psycopg.Error as error:
        raise BackupError(f"无法连接 DATABASE_URL：{error}", f"cannot reach DATABASE_URL: {error}") from None
    if row is None or row[0]:
        raise BackupError(
            "DATABASE_URL 的数据库里已有表；只能恢复到空数据库",
            "the database of DATABASE_URL has tables; a backup is restored into an empty one only",
        )


def load_dump(url: str, dump: Path) -> None:
    """Fill an empty PostgreSQL database: everything or nothing.

    Raises:
        BackupError: The server refused.
    """
    _pg("pg_restore", url, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(dump))


def _pg(program: str, url: str, *words: str) -> None:
    from psycopg.conninfo import conninfo_to_dict, make_conninfo  # noqa: PLC0415

    said = conninfo_to_dict(url)
    password = said.pop("password", None)
    # Not among the words of the command, which everybody on the machine can read.
    secret = {"PGPASSWORD": str(password)} if password else {}
    where = f"--dbname={make_conninfo(**said)}"  # type: ignore[arg-type]  # what came from there goes back
    done = _run([_found(program), "--no-password", where, *words], secret)
    if done.returncode:
        told = done.stderr.strip()
        raise BackupError(f"{program} 失败：{told}", f"{program} failed: {told}")


def _run(command: Sequence[str], secret: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        command, env={**os.environ, **secret}, check=False, capture_output=True, text=True
    )


def _found(program: str) -> str:
    """The newest there is: an older one does not speak to a newer server."""
    versions = sorted(_DEBIAN.glob(f"*/bin/{program}"), key=lambda path: path.parts[-3].zfill(4))
    found = str(versions[-1]) if versions else shutil.which(program)
    if not found:
        raise BackupError(
            f"没有 {program}；安装系统软件包 postgresql-client", f"no {program}; install the package postgresql-client"
        )
    return found
