"""A log in a database file, and in a PostgreSQL database, new for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from pytest_django.plugin import DjangoDbBlocker
from tests.support import postgresql
from tests.support.audit_log import Log

from jianzhen.seal.merkle.keyring import KeyRing
from jianzhen.web.audit import triggers
from jianzhen.web.audit.opening import open_log
from jianzhen.web.database import database

USING = "log"


@contextmanager
def connected(url: str) -> Iterator[None]:
    """Django's connection ``log`` goes to this database."""
    usual, wanted = connections.settings["default"], dict(database(url))
    if "init_command" in wanted["OPTIONS"]:
        # No test cuts the power.
        wanted["OPTIONS"] = {**wanted["OPTIONS"], "init_command": "PRAGMA journal_mode = wal; PRAGMA synchronous = off"}
    connections.settings[USING] = {**usual, "HOST": "", "USER": "", **wanted, "CONN_MAX_AGE": 0}
    try:
        yield
    finally:
        connections[USING].close()
        del connections[USING], connections.settings[USING]


def make_tables() -> None:
    executor = MigrationExecutor(connections[USING])
    executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] == "audit"])


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    path = tmp_path_factory.mktemp("log") / "empty.sqlite3"
    with django_db_blocker.unblock(), connected(f"sqlite:///{path}"):
        make_tables()
    return path


@pytest.fixture
def file_log(empty_file: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Log]:
    """On SQLite, in a file."""
    path = tmp_path / "log.sqlite3"
    shutil.copy(empty_file, path)
    with django_db_blocker.unblock(), connected(f"sqlite:///{path}"):
        open_log(USING)
        yield Log(USING, KeyRing(tmp_path / "keys"), path)


@pytest.fixture(scope="session")
def postgresql_database(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with postgresql.server() as folder:
        url = postgresql.url(folder, "postgres")
        with django_db_blocker.unblock(), connected(url):
            make_tables()
        yield url


@pytest.fixture
def server_log(postgresql_database: str, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Log]:
    """On PostgreSQL, in a database that is emptied first."""
    with django_db_blocker.unblock(), connected(postgresql_database):
        connection = connections[USING]
        triggers.remove(connection)
        connection.cursor().execute(f"TRUNCATE {', '.join(triggers.TABLES)}")
        open_log(USING)
        yield Log(USING, KeyRing(tmp_path / "keys"), None)


@pytest.fixture(params=["file_log", "server_log"], ids=["sqlite", "postgresql"])
def log(request: pytest.FixtureRequest) -> Log:
    """On both."""
    found: Log = request.getfixturevalue(request.param)
    return found
