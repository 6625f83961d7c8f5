"""Real data, read where they lie: never copied into the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the project; without it the test is skipped, or fails if the data are required."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "data"
    if folder.is_dir():
        return folder
    message = f"no real data at {folder}: this test reads them in place"
    if os.environ.get("JIANZHEN_REQUIRE_REAL_DATA") == "1":
        pytest.fail(message)
    pytest.skip(message)
