from __future__ import annotations

from pathlib import Path

import pytest

from jianzhen.lake.place import Lake, open_or_make


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return open_or_make(tmp_path / "湖 100% a")
