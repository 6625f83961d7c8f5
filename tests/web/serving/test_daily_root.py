"""The running scheduler signs the root of the day, with nobody asking for it."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from jianzhen.web.serving.folder import prepare

SECONDS = 60
WRITE = """
import django; django.setup()
from django.core.management import call_command
from django.db import transaction
call_command("migrate", verbosity=0)
from jianzhen.web import audit
from jianzhen.words import Words
with transaction.atomic():
    audit.record("settings.changed", actor="甲", words=Words("一件事", "a thing"), reason="试")
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """That of a data folder with one act in its log."""
    prepare(tmp_path)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JIANZHEN_", "DATABASE_"))}
    found = {**kept, "JIANZHEN_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "jianzhen.web.settings"}
    subprocess.run([sys.executable, "-c", WRITE], env=found, check=True)
    return found


@contextmanager
def running(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", "jianzhen.web.serving.scheduler"], env=environment)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def asked(data: Path, question: str) -> list[tuple[str | int, ...]]:
    with closing(sqlite3.connect(data / "jianzhen.sqlite3")) as database:
        return database.execute(question).fetchall()


def wait_for(data: Path, question: str, process: subprocess.Popen[bytes]) -> list[tuple[str | int, ...]]:
    until = time.monotonic() + SECONDS
    while not (found := asked(data, question)):
        assert process.poll() is None
        assert time.monotonic() < until, "nothing came"
        time.sleep(0.1)
    return found


def test_the_scheduler_signs_the_root_of_the_day_and_anybody_can_check_it(
    environment: dict[str, str], tmp_path: Path
) -> None:
    assert asked(tmp_path, "SELECT * FROM audit_root") == []
    done = "SELECT fault FROM operations_turn WHERE job LIKE '%sign_root_of_the_day' AND ended_at IS NOT NULL"
    with running(environment) as process:
        assert wait_for(tmp_path, done, process) == [("",)]
    ((at, size),) = asked(tmp_path, "SELECT at, size FROM audit_root")
    assert str(at)[:10] == dt.datetime.now().date().isoformat()
    assert size == 1
    command = [sys.executable, "-c", "from jianzhen.cli import main; main()", "audit"]
    told = subprocess.run([*command, "verify", "--json"], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(told.stdout)["faults"] == []
    roots = tmp_path / "roots.json"
    subprocess.run([*command, "roots", str(roots)], env=environment, check=True)
    (root,) = json.loads(roots.read_text(encoding="utf-8"))["roots"]
    assert (root["size"], len(root["signature"]) > 40) == (1, True)
