"""Where the database is: ``DATABASE_URL`` as Django's settings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"
SQLITE_FORM = "sqlite:///folder/file.sqlite3"
POSTGRESQL_FORM = "postgresql://user:password@host:5432/name"
_BUSY_SECONDS = 20
_REUSED_SECONDS = 600


def database(url: str) -> Mapping[str, Any]:
    """Django's entry for one database.

    Raises:
        ValueError: The address is of neither form; the message says which forms there are.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts)
    raise ValueError(f"expected {SQLITE_FORM} or {POSTGRESQL_FORM}")


def _sqlite(parts: SplitResult) -> Mapping[str, Any]:
    """One file; three slashes for a relative path, four for an absolute one."""
    if parts.netloc or not parts.path.strip("/"):
        raise ValueError(f"expected {SQLITE_FORM}")
    return {
        "ENGINE": SQLITE,
        "NAME": Path(unquote(parts.path.removeprefix("/"))),
        "OPTIONS": {
            # A writer takes its place in the queue at once: two that read first and write later would
            # both be refused. What is committed is on the disk, as the log of acts promises.
            "transaction_mode": "IMMEDIATE",
            "timeout": _BUSY_SECONDS,
            "init_command": "PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA mmap_size = 268435456",
        },
    }


def _postgresql(parts: SplitResult) -> Mapping[str, Any]:
    """A server; what follows ``?`` goes to libpq as it is (``sslmode=verify-full``)."""
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise ValueError(f"expected {POSTGRESQL_FORM}")
    return {
        "ENGINE": POSTGRESQL,
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": _REUSED_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
