"""``jianzhen backup`` and ``jianzhen restore`` as an office runs them, on SQLite and on PostgreSQL."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.support import postgresql

from jianzhen.web.backup.errors import BackupError
from jianzhen.web.backup.reading import extract, verified

WORDS = (
    "--region",
    "640100",
    "--department",
    "ecology=示例市生态环境局",
    "--admin",
    "root_admin",
    "--admin-name",
    "张示例",
)
PASSPHRASE = "correct horse battery"


@dataclass
class Office:
    """A platform and how to call its verbs."""

    data: Path
    settings: dict[str, str] = field(default_factory=dict)

    def run(self, *words: object, **more: str) -> tuple[int, str]:
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith(("JIANZHEN_", "DJANGO_", "DATABASE_"))}  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", "from jianzhen.cli import main; main()", *map(str, words)],
            check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL,
            env={**kept, "JIANZHEN_DATA": str(self.data), "JIANZHEN_BACKUP_PASSPHRASE": PASSPHRASE,
                 "JIANZHEN_ADMIN_PASSWORD": "Founding-Horse-7", **self.settings, **more},
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout + done.stderr

    def made(self) -> Office:
        code, printed = self.run("init", *WORDS)
        assert code == 0, printed
        code, printed = self.run("audit", "sign")
        assert code == 0, printed
        (self.data / "runs" / "a").mkdir(parents=True)
        (self.data / "runs" / "a" / "rows.parquet").write_bytes(bytes(range(256)) * 40)
        (self.data / "lake" / "t" / "_delta_log").mkdir(parents=True)
        (self.data / "lake" / "t" / "_delta_log" / "0.json").write_text('{"add": "part-0"}')
        (self.data / "lake" / "t" / "part-0.parquet").write_bytes(b"rows")
        (self.data / ".unfinished").write_text("x")
        os.mkfifo(self.data / "door")
        (self.data / "backups").mkdir()
        (self.data / "settings.toml").write_text("port = 8123\n")
        return self


def files(data: Path) -> dict[str, bytes]:
    """What a backup keeps, but for the database."""
    return {
        path.relative_to(data).as_posix(): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file() and not path.name.startswith((".", "jianzhen.sqlite3")) and "backups" not in path.parts
    }


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office") / "data").made()


@pytest.fixture(scope="module")
def archive(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "office.zip"
    code, printed = office.run("backup", path, "--who", "张示例")
    assert code == 0, printed
    return path


def rebuilt(archive: Path, target: Path, change: dict[str, bytes | None], add: dict[str, bytes] | None = None) -> Path:
    """The archive with members exchanged, left out or added."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = change.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (add or {}).items():
            new.writestr(name, content)
    return target


def test_what_was_backed_up_comes_back_and_proves_its_log(office: Office, archive: Path, tmp_path: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600
    again = Office(tmp_path / "again")
    code, printed = again.run("restore", archive)
    assert code == 0, printed
    assert files(again.data) == files(office.data)
    assert {path.stat().st_mode & 0o077 for path in (again.data / "keys").rglob("*") if path.is_file()} == {0}
    code, printed = again.run("audit", "verify")
    assert code == 0, printed
    code, printed = again.run("audit", "sign")
    assert code == 0, "the signing key came back"
    with closing(sqlite3.connect(again.data / "jianzhen.sqlite3")) as database:
        kinds = [kind for (kind,) in database.execute("SELECT kind FROM audit_entry ORDER BY number")]
        assert database.execute("SELECT username FROM accounts_user").fetchall() == [("root_admin",)]
        with pytest.raises(sqlite3.Error, match="audit_entry"):
            database.execute("DELETE FROM audit_entry")
    assert kinds == ["platform.founded", "platform.restored"]
    with closing(sqlite3.connect(office.data / "jianzhen.sqlite3")) as database:
        (said,) = database.execute("SELECT content FROM audit_entry WHERE kind = 'platform.backed_up'").fetchone()
    assert json.loads(said)["after"]["keys"] == "sealed"
    assert [path.name for path in tmp_path.iterdir()] == ["again"]


def test_a_backup_is_consistent_while_others_write(office: Office, tmp_path: Path) -> None:
    """A writer adds two rows that belong together, again and again; no backup holds one alone."""
    script = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None)
database.execute("CREATE TABLE IF NOT EXISTS pair (one INTEGER, two INTEGER)")
number = 0
while True:
    number += 1
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO pair (one) VALUES (?)", (number,))
    database.execute("INSERT INTO pair (two) VALUES (?)", (number,))
    database.execute("COMMIT")
    if number == 1:
        print("ready", flush=True)
    time.sleep(0.002)  # or nobody else ever gets a turn
"""
    file = office.data / "jianzhen.sqlite3"
    writer = subprocess.Popen([sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE, text=True)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        code, printed = office.run("backup", tmp_path / "busy.zip", "--keys", "none")
        assert code == 0, printed
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()
    with zipfile.ZipFile(tmp_path / "busy.zip") as held:
        held.extract("database.sqlite3", tmp_path)
    with closing(sqlite3.connect(tmp_path / "database.sqlite3")) as database:
        ones, twos = database.execute("SELECT count(one), count(two) FROM pair").fetchone()
    assert ones == twos > 0


def test_the_keys_can_be_kept_apart_or_left_readable(office: Office, tmp_path: Path) -> None:
    for how in ("none", "plain"):
        code, printed = office.run("backup", tmp_path / f"{how}.zip", "--keys", how)
        assert code == 0, printed
        again = Office(tmp_path / how)
        code, printed = again.run("restore", tmp_path / f"{how}.zip")
        assert code == 0, printed
        same = (again.data / "keys/secret_key").read_bytes() == (office.data / "keys/secret_key").read_bytes()
        assert same == (how == "plain")
        assert ("rotate-key" in printed) == (how == "none")


def test_another_passphrase_restores_nothing(archive: Path, tmp_path: Path) -> None:
    code, printed = Office(tmp_path / "again").run("restore", archive, JIANZHEN_BACKUP_PASSPHRASE="wrong horse battery")
    assert (code, "does not open the keys" in printed) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_a_short_passphrase_and_a_taken_name_are_refused(office: Office, tmp_path: Path) -> None:
    code, printed = office.run("backup", tmp_path / "a.zip", JIANZHEN_BACKUP_PASSPHRASE="short")
    assert (code, "12 characters" in printed) == (1, True)
    (tmp_path / "b.zip").write_text("mine")
    code, printed = office.run("backup", tmp_path / "b.zip")
    assert (code, "exists" in printed, (tmp_path / "b.zip").read_text()) == (1, True, "mine")
    code, printed = office.run("backup", tmp_path / "no" / "c.zip")
    assert (code, "no folder" in printed) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]


def test_a_link_is_told_and_not_left_out(office: Office, tmp_path: Path) -> None:
    link = office.data / "elsewhere"
    link.symlink_to(tmp_path)
    try:
        code, printed = office.run("backup", tmp_path / "a.zip")
    finally:
        link.unlink()
    assert (code, str(link) in printed) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_data_sets_that_are_kept_elsewhere_are_named(office: Office, tmp_path: Path) -> None:
    (office.data / "datasets").mkdir()
    link = office.data / "datasets" / "county"
    link.symlink_to(tmp_path)
    try:
        code, printed = office.run("backup", tmp_path / "a.zip")
    finally:
        link.unlink()
        link.parent.rmdir()
    assert (code, f"{link} → {tmp_path}" in printed) == (0, True)
    with zipfile.ZipFile(tmp_path / "a.zip") as held:
        assert not [name for name in held.namelist() if "county" in name]


def test_only_an_empty_place_takes_it(archive: Path, tmp_path: Path) -> None:
    filled = Office(tmp_path / "filled")
    filled.data.mkdir()
    (filled.data / "mine").write_text("mine")
    code, printed = filled.run("restore", archive)
    assert (code, "not an empty folder" in printed) == (1, True)
    assert [path.name for path in filled.data.iterdir()] == ["mine"]
    code, printed = Office(tmp_path / "other").run("restore", archive, DATABASE_URL="postgresql:///x")
    assert (code, "is SQLite" in printed) == (1, True)
    code, printed = Office(tmp_path / "other").run("restore", archive, DATABASE_URL=f"sqlite:///{tmp_path}/x.sqlite3")
    assert (code, "is SQLite" in printed) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["filled"]


def refused(archive: Path, tmp_path: Path) -> str:
    code, printed = Office(tmp_path / "again").run("restore", archive)
    assert code == 1, printed
    assert not (tmp_path / "again").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".again")]
    return printed


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.9999])
def test_one_that_was_cut_off_is_refused(archive: Path, tmp_path: Path, share: float) -> None:
    whole = archive.read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: int(len(whole) * share)])
    assert "not whole" in refused(tmp_path / "cut.zip", tmp_path)


def test_members_exchanged_added_or_left_out_are_found(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "changed.zip"
    rebuilt(archive, target, {"data/runs/a/rows.parquet": b"other"})
    assert "rows.parquet" in refused(target, tmp_path)
    rebuilt(archive, target, {"data/runs/a/rows.parquet": None})
    assert "rows.parquet" in refused(target, tmp_path)
    rebuilt(archive, target, {}, {"data/more": b"x"})
    assert "data/more" in refused(target, tmp_path)
    rebuilt(archive, target, {}, {"../outside": b"x"})
    refused(target, tmp_path)
    rebuilt(archive, target, {"manifest.json": None})
    assert "manifest.json" in refused(target, tmp_path)


def test_one_of_a_newer_version_is_refused(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as held:
        said = json.loads(held.read("manifest.json"))
    said["migrations"].append("leads.9999_of_the_future")
    said["version"] = "9.0"
    target = rebuilt(archive, tmp_path / "newer.zip", {"manifest.json": json.dumps(said).encode()})
    printed = refused(target, tmp_path)
    assert "leads.9999_of_the_future" in printed
    assert "9.0" in printed
    said["format"] = "jianzhen-backup/2"
    rebuilt(archive, target, {"manifest.json": json.dumps(said).encode()})
    assert "jianzhen-backup/2" in refused(target, tmp_path)


def test_a_flipped_byte_is_found_or_changes_nothing(archive: Path, tmp_path: Path) -> None:
    """Anywhere in the archive: refused, or what comes out is to the byte what went in."""
    whole, found = archive.read_bytes(), 0
    said = verified(archive)
    random.seed(7)
    places = [random.randrange(len(whole)) for _ in range(150)]
    for number, place in enumerate([*places, *range(len(whole) - 40, len(whole))]):
        changed = tmp_path / "flipped.zip"
        changed.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        out = tmp_path / f"out{number}"
        try:
            same = verified(changed)
            extract(changed, same, {member.name: out / member.name for member in same.members})
        except (BackupError, OSError):
            found += 1
        else:
            assert same.members == said.members, place
            with zipfile.ZipFile(archive) as held:
                for member in said.members:
                    assert (out / member.name).read_bytes() == held.read(member.name), place
        shutil.rmtree(out, ignore_errors=True)
    assert found > 100


def test_a_log_that_was_rewritten_is_told(office: Office, tmp_path: Path) -> None:
    """The archive is whole, what it holds is not: it comes back, with a clear word and exit code 1."""
    copy = Office(tmp_path / "copy")
    shutil.copytree(office.data, copy.data, ignore=shutil.ignore_patterns("door"))
    with closing(sqlite3.connect(copy.data / "jianzhen.sqlite3")) as database:
        (drop,) = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
                                   " AND sql LIKE '%BEFORE UPDATE%'").fetchone()  # fmt: skip
        database.execute(f"DROP TRIGGER {drop}")
        database.execute("UPDATE audit_entry SET kind = 'x.y' WHERE number = 1")
        database.commit()
    code, printed = copy.run("backup", tmp_path / "copy.zip", "--keys", "plain")
    assert code == 0, printed
    again = Office(tmp_path / "again")
    code, printed = again.run("restore", tmp_path / "copy.zip")
    assert (code, "✗" in printed, again.data.is_dir()) == (1, True, True), printed


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgresql.server() as folder:
        yield folder


def new_database(server: str, name: str) -> dict[str, str]:
    subprocess.run([postgresql.program("createdb"), "-h", server, "-U", "postgres", name], check=True)
    return {"DATABASE_URL": postgresql.url(server, name)}


def test_postgresql_comes_back_too(server: str, tmp_path: Path) -> None:
    office = Office(tmp_path / "office", new_database(server, "office")).made()
    archive = tmp_path / "office.zip"
    code, printed = office.run("backup", archive)
    assert code == 0, printed
    again = Office(tmp_path / "again", new_database(server, "again"))
    code, printed = again.run("restore", archive)
    assert code == 0, printed
    assert files(again.data) == files(office.data)
    assert again.run("audit", "verify")[0] == 0
    code, printed = again.run("audit", "show")
    assert "启用" in printed
    assert "恢复" in printed
    assert "已有系统管理员" in again.run("init")[1]
    # Into a filled database, or into none, nothing goes.
    third = Office(tmp_path / "third", office.settings)
    code, printed = third.run("restore", archive)
    assert (code, "has tables" in printed, third.data.exists()) == (1, True, False)
    code, printed = Office(tmp_path / "third").run("restore", archive)
    assert (code, "is PostgreSQL" in printed, third.data.exists()) == (1, True, False)
    missing = Office(tmp_path / "third", {"DATABASE_URL": postgresql.url(server, "missing")})
    code, printed = missing.run("restore", archive)
    assert (code, "cannot reach" in printed, third.data.exists()) == (1, True, False)


def test_a_server_that_refuses_leaves_nothing(server: str, tmp_path: Path) -> None:
    office = Office(tmp_path / "office", new_database(server, "other")).made()
    archive = tmp_path / "office.zip"
    assert office.run("backup", archive)[0] == 0
    with zipfile.ZipFile(archive) as held:
        dump, said = held.read("database.pgdump"), json.loads(held.read("manifest.json"))
    dump = dump[:-2000]
    for member in said["members"]:
        if member["name"] == "database.pgdump":
            member |= {"size": len(dump), "sha256": hashlib.sha256(dump).hexdigest()}
    changed = rebuilt(
        archive, tmp_path / "changed.zip", {"database.pgdump": dump, "manifest.json": json.dumps(said).encode()}
    )
    again = Office(tmp_path / "again", new_database(server, "half"))
    code, printed = again.run("restore", changed)
    assert (code, "pg_restore failed" in printed, again.data.exists()) == (1, True, False), printed
    code, printed = again.run("restore", archive)
    assert code == 0, printed
