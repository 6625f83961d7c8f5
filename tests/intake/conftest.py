"""Small data sets written by hand, and what staging makes of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from jianzhen.intake.stage import stage
from jianzhen.intake.staged import Staged

LAB = "91640100MA0LAB0005"
EVENTS = "event_id,lab_id,category,started_at,ended_at"


class Folder:
    """A data folder; ``stage`` reads it into a folder beside it."""

    def __init__(self, path: Path) -> None:
        self.data = path / "data"
        self.work = path / "work"
        self.data.mkdir()

    def write(self, name: str, text: str | bytes, encoding: str = "utf-8") -> Path:
        path = self.data / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    def events(self, *rows: str, more: str = "", name: str = "sampling_events.csv") -> Path:
        """A file of sampling events; each row is ``event_id,lab_id,category,started_at,ended_at``."""
        return self.write(name, "\n".join((EVENTS + more, *rows)) + "\n")

    def stage(self) -> Staged:
        return stage(self.data, self.work)

    def codes(self) -> list[str]:
        return [fault.code for fault in self.stage().faults]


def rows_of(staged: Staged, table: str) -> list[dict[str, Any]]:
    return pq.read_table(staged.tables[table].path).to_pylist()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture
def event() -> Callable[..., str]:
    """One row of sampling events without faults."""

    def make(event_id: str = "E1", **cells: str) -> str:
        row = {
            "event_id": event_id,
            "lab_id": LAB,
            "category": "exhaust",
            "started_at": "2026-03-01 09:00:00",
            "ended_at": "2026-03-01 10:00:00",
        }
        return ",".join((row | cells).values())

    return make


@pytest.fixture
def rows() -> Callable[[Staged, str], list[dict[str, Any]]]:
    return rows_of
