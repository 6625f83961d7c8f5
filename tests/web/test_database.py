from __future__ import annotations

from pathlib import Path

import pytest

from jianzhen.web.database import POSTGRESQL, SQLITE, database


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:///data/office.sqlite3", Path("data/office.sqlite3")),
        ("sqlite:////var/lib/office.sqlite3", Path("/var/lib/office.sqlite3")),
        ("sqlite:////var/lib/a%20b.sqlite3", Path("/var/lib/a b.sqlite3")),
    ],
)
def test_sqlite_is_a_file(url: str, name: Path) -> None:
    entry = database(url)
    assert entry["ENGINE"] == SQLITE
    assert entry["NAME"] == name


def test_a_writer_of_sqlite_queues_at_once() -> None:
    assert database("sqlite:///a")["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_is_a_server() -> None:
    entry = database("postgresql://clerk:p%40ss@db.example:5433/office?sslmode=verify-full")
    assert entry["ENGINE"] == POSTGRESQL
    assert {name: entry[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "office",
        "USER": "clerk",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
    }
    assert entry["OPTIONS"] == {"sslmode": "verify-full"}


@pytest.mark.parametrize(
    "url", ["", "office.sqlite3", "sqlite://", "sqlite:///", "sqlite://host/file", "mysql://a/b", "postgresql://host/"]
)
def test_any_other_address_is_refused_with_the_forms_there_are(url: str) -> None:
    with pytest.raises(ValueError, match=r"expected (sqlite:///|postgresql://)"):
        database(url)
