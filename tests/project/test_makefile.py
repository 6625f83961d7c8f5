"""What `make` would do, asked without doing it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")


def planned(*words: str, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name not in {"SERVE", "PORT", "MAKEFLAGS"}}
    line = ["make", "--dry-run", "run", *words]
    done = subprocess.run(line, cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize(("words", "environment"), [(["SERVE=0"], {}), ([], {"SERVE": "0"})])
def test_without_serving_the_region_is_screened_and_nothing_runs_on(
    words: list[str], environment: dict[str, str]
) -> None:
    plan = planned(*words, **environment)
    assert "jianzhen screen demo/data" in plan
    assert "jianzhen demo " not in plan


@pytest.mark.parametrize(("words", "environment"), [(["PORT=9123"], {}), ([], {"PORT": "9123"})])
def test_the_port_is_the_one_that_was_asked_for(words: list[str], environment: dict[str, str]) -> None:
    assert "--port 9123" in planned(*words, **environment)


def test_by_itself_it_runs_the_platform() -> None:
    plan = planned()
    assert "jianzhen demo demo" in plan
    assert "--port 8000" in plan
