"""A worker is killed in the middle of a run; another one ends it with the same leads, and nothing is there twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.support.runs import small_data
from tests.web.screening.conftest import ORGANISATION

ROOT = Path(__file__).parents[3]
COUNTED = ("state", "run", "keys", "contents", "rules", "tallied", "runs", "changes", "left")


def worker(data: Path, order: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ, "JIANZHEN_DATA": str(data), "DATABASE_URL": f"sqlite:///{data / 'db.sqlite3'}",
        "JIANZHEN_SECRET_KEY": "tests-sign-nothing-that-anybody-believes", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.support.killed_screening", order]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def prepared(data: Path) -> Path:
    small = small_data(data / "datasets" / "small")
    (small / "organizations.csv").write_text(ORGANISATION, encoding="utf-8")
    ended = worker(data, "prepare")
    assert ended.returncode == 0, ended.stderr
    return data


def finished(data: Path) -> dict[str, Any]:
    ended = worker(data, "never")
    assert ended.returncode == 0, ended.stderr
    said: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return said


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    said = finished(prepared(tmp_path_factory.mktemp("undisturbed")))
    assert (said["state"], said["tries"], said["judged"]) == ("done", 1, 2)
    assert said["keys"]
    assert said["tallied"] == said["contents"] == len(said["keys"])
    return said


# A rule that was answered is not asked again, unless the leads are committed: then the answers are swept.
@pytest.mark.parametrize(("point", "judged", "imports"), [("rule", 1, 1), ("leads", 0, 1), ("end", 2, 2)])
def test_killed_it_is_ended_by_another_worker_as_if_nothing_had_happened(
    tmp_path: Path, undisturbed: dict[str, Any], point: str, judged: int, imports: int
) -> None:
    data = prepared(tmp_path)
    assert worker(data, point).returncode == -9
    assert worker(data, "lost").stdout.strip() == "1"
    said = finished(data)
    assert {name: said[name] for name in COUNTED} == {name: undisturbed[name] for name in COUNTED}
    assert (said["tries"], said["judged"], said["imports"]) == (2, judged, imports)
