"""The worker as a process: it says that it lives, and runs what waits."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from jianzhen.web.serving.folder import prepare

SCRIPT = """
import django, sys; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django_tasks_db.models import DBTaskResult
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    prepare(tmp_path)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JIANZHEN_", "DATABASE_"))}
    found = {**kept, "JIANZHEN_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "jianzhen.web.settings"}
    subprocess.run([sys.executable, "-c", SCRIPT], env=found, check=True)
    return found


def hearts(data: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(data / "jianzhen.sqlite3")) as database:
        return database.execute("SELECT part, name FROM operations_heart").fetchall()


@pytest.mark.parametrize("part", ["worker", "scheduler"])
def test_it_is_heard_of_while_it_runs(environment: dict[str, str], tmp_path: Path, part: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", f"jianzhen.web.serving.{part}"], env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        until = time.monotonic() + 40
        while not (found := hearts(tmp_path)):
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
        assert found[0][0] == part
        assert found[0][1].endswith(f"-{process.pid}")
    finally:
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=30)
    assert process.returncode == 0, told
    assert "Traceback" not in told
    assert hearts(tmp_path) == []
