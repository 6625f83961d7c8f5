"""A worker is killed at every step of a hand-over; the next one makes it good, and the rows are in the lake once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.lakes import read as rows_of

from jianzhen.lake.log import entries
from jianzhen.lake.place import is_lake, open_lake
from jianzhen.lake.verify import verify

ROOT = Path(__file__).parents[3]


def worker(data: Path, order: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ, "JIANZHEN_DATA": str(data), "DATABASE_URL": f"sqlite:///{data / 'db.sqlite3'}",
        "JIANZHEN_SECRET_KEY": "tests-sign-nothing-that-anybody-believes", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.support.killed_handover", order]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("platform")
    ended = worker(data, "prepare")
    assert ended.stdout.strip() == "accepted", ended.stderr
    return data


def test_killed_at_every_step_it_goes_in_exactly_once(prepared: Path, tmp_path: Path) -> None:
    whole = Path(shutil.copytree(prepared, tmp_path / "whole"))
    state, batch, steps, told = worker(whole, "-1").stdout.strip().split(" ", 3)
    assert (state, batch) == ("stored", "1"), told
    assert int(steps) >= 7
    # The one after the entry matters most: the lake has it, the platform does not know yet.
    assert told.split(",")[-1] == "note"
    for last in range(int(steps)):
        data = Path(shutil.copytree(prepared, tmp_path / str(last)))
        assert worker(data, str(last)).returncode == -9
        after = len(entries(open_lake(data / "lake"))) if is_lake(data / "lake") else 0
        ended = worker(data, "-1")
        assert ended.stdout.split()[:2] == ["stored", "1"], f"{told.split(',')[last]}: {ended.stderr}"
        lake = open_lake(data / "lake")
        assert len(entries(lake)) == 1
        assert after in {0, 1}
        assert len(rows_of(lake, "results")) == 50
        assert verify(lake).whole
        shutil.rmtree(data)
