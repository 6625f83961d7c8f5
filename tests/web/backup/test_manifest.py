"""What an archive may say, and what it may not."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jianzhen.web.backup.errors import BackupError
from jianzhen.web.backup.manifest import FORMAT, Manifest, Member, is_safe, read

DIGEST = "0" * 64
MEMBERS = (Member("database.sqlite3", 9, DIGEST), Member("data/runs/a/run.json", 2, DIGEST))
SAID = Manifest("0.1.0", "2026-06-01T08:00:00", ("audit.0001_initial",), "none", MEMBERS)


def test_it_reads_what_it_writes() -> None:
    assert read(SAID.text().encode()) == SAID
    assert (SAID.size, SAID.database) == (11, "database.sqlite3")


@pytest.mark.parametrize(
    "name",
    [
        "data/../../etc/passwd", "data/..", "data/", "data", "/etc/passwd", "data//etc/passwd", "keys/../x", "x/y",
        "data/./x", "manifest.json", "", "database.sqlite3/x", "data/a/../b", "data/a/", "data/x\0y", "keys",
        "../keys/x", "data/keys/secret_key",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert not is_safe(name)
    said = json.loads(SAID.text())
    said["members"].append({"name": name, "size": 1, "sha256": DIGEST})
    with pytest.raises(BackupError):
        read(json.dumps(said).encode())


@pytest.mark.parametrize("name", ["data/a", "data/a/b c.parquet", "keys/secret_key", "keys/audit/a.pem", "keys.sealed",
                                  "data/报告 1:2\\3.xlsx", "data/a..b"])  # fmt: skip
def test_ordinary_names_are_taken(name: str) -> None:
    assert is_safe(name)


@pytest.mark.parametrize(
    "change",
    [
        {"members": []},
        {"members": [{"name": "data/a", "size": 1, "sha256": DIGEST}]},
        {"members": json.loads(SAID.text())["members"] * 2},
        {"members": [{"name": "database.sqlite3", "size": -1, "sha256": DIGEST}]},
        {"members": [{"name": "database.sqlite3", "size": 1, "sha256": "Z" * 64}]},
        {"members": [{"name": "database.sqlite3"}]},
        {"members": 7},
        {"keys": "sealed"},
        {"keys": "plain"},
        {"keys": "other"},
        {"migrations": 7},
    ],
)
def test_what_contradicts_itself_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(BackupError, match="not a whole backup"):
        read(json.dumps(json.loads(SAID.text()) | change).encode())


def test_another_form_is_told() -> None:
    with pytest.raises(BackupError, match="jianzhen-backup/9"):
        read(json.dumps(json.loads(SAID.text()) | {"format": "jianzhen-backup/9"}).encode())
    assert FORMAT == "jianzhen-backup/1"


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=200) | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(
    lambda value: json.dumps(value).encode()))  # fmt: skip
def test_rubbish_is_refused_in_words(text: bytes) -> None:
    with pytest.raises(BackupError):
        read(text)
