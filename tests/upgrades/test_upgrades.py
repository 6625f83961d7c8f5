"""The databases of earlier releases come to this version with everything in them, and prove their logs."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from scripts.keep_release import DUMPS, FACTS
from tests.support import postgresql

from jianzhen import __version__
from jianzhen.web.serving.folder import prepare

HERE = Path(__file__).parent
RELEASES = sorted(path.name for path in HERE.iterdir() if (path / FACTS).is_file())
SCRIPT = """
import json, django; django.setup()
from scripts.keep_release import facts
from django.apps import apps
from django.contrib.auth import authenticate
from django.db import connection
from jianzhen.web.demo.cast import PASSWORD
found = facts()
found["differs"] = []
with connection.cursor() as cursor:
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        there = {column.name for column in connection.introspection.get_table_description(cursor, table)}
        if there != {field.column for field in model._meta.local_fields if field.column}:
            found["differs"].append(table)
found["opens"] = authenticate(username="analyst", password=PASSWORD) is not None
try:
    connection.cursor().execute("DELETE FROM audit_entry")
    found["guarded"] = False
except Exception as error:
    found["guarded"] = "audit_entry" in str(error)
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgresql.server() as folder:
        yield folder


def loaded(release: str, kind: str, data: Path, request: pytest.FixtureRequest) -> dict[str, str]:
    """The kept database as it was, and the settings that lead to it."""
    prepare(data)
    dump = HERE / release / DUMPS[kind]
    if kind == "sqlite":
        with closing(sqlite3.connect(data / "jianzhen.sqlite3")) as database:
            database.executescript(dump.read_text(encoding="utf-8"))
        return {}
    folder, name = request.getfixturevalue("server"), f"kept_{release}"
    subprocess.run([postgresql.program("createdb"), "-h", folder, "-U", "postgres", name], check=True)
    psql = [postgresql.program("psql"), "-h", folder, "-U", "postgres", "-d", name, "-q", "-v", "ON_ERROR_STOP=1"]
    subprocess.run([*psql, "-f", dump], check=True, capture_output=True)
    return {"DATABASE_URL": postgresql.url(folder, name)}


def run(script: str, data: Path, settings: dict[str, str], *words: str) -> str:
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("JIANZHEN_", "DJANGO_", "DATABASE_"))}  # fmt: skip
    more = {"JIANZHEN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "jianzhen.web.settings", **settings}
    done = subprocess.run(
        [sys.executable, "-c", script, *words], check=False, capture_output=True, text=True, env={**kept, **more},
        cwd=HERE.parents[1],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.mark.parametrize("kind", DUMPS)
@pytest.mark.parametrize("release", RELEASES)
def test_a_kept_database_is_brought_to_this_version(
    release: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    settings = loaded(release, kind, tmp_path / "data", request)
    printed = run("from jianzhen.cli import main; main()", tmp_path / "data", settings, "init")
    assert "已有系统管理员" in printed
    found: dict[str, Any] = json.loads(run(SCRIPT, tmp_path / "data", settings))
    expected = json.loads((HERE / release / FACTS).read_text(encoding="utf-8"))[kind]
    assert found.pop("differs") == [], (
        "a migration was made anew: run scripts/keep_release.py while nothing is released"
    )
    assert (found.pop("opens"), found.pop("guarded")) == (True, True)
    assert found["log"]["whole"]
    assert found == expected


def test_the_present_version_is_kept_when_it_is_released() -> None:
    """What is not kept cannot be tested by those who come after."""
    assert __version__ in RELEASES, "run scripts/keep_release.py"


@pytest.mark.parametrize("release", RELEASES)
def test_what_is_kept_names_no_machine(release: str) -> None:
    for file in (HERE / release).iterdir():
        text = file.read_text(encoding="utf-8")
        assert not any(word in text for word in ("/root/", "/home/", "/tmp/", "PRIVATE KEY")), file
