"""``python -m jianzhen`` is the command line."""

from __future__ import annotations

import subprocess
import sys


def test_the_package_runs_as_a_module() -> None:
    said = subprocess.run([sys.executable, "-m", "jianzhen", "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("jianzhen, version")
