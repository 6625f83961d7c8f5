"""Every engine reads the files of a lake where they lie, and sees the same rows."""

from __future__ import annotations

from pathlib import Path

from tests.support.lakes import crew, deliver, minutes

from jianzhen.contract.arrow import schema
from jianzhen.lake.place import Lake
from jianzhen.screen.engines import Engine
from jianzhen.screen.load import load


def test_engines_see_the_same_rows(engines: list[Engine], lake: Lake, tmp_path: Path) -> None:
    deliver(lake, {"sampling_crew": crew(("E1", "P1"), ("E2", "P1")), "observations": minutes(3)})
    deliver(lake, {"sampling_crew": crew(("E1", "P1"), hour=9), "observations": minutes(1, per_day=1, value=2.0)})
    for batch, rows, total in ((1, 9, 9.0), (2, 9, 10.0)):
        work = tmp_path / str(batch)
        work.mkdir()
        dataset = load(lake.folder, work, batch=batch).dataset
        assert len(dataset.paths("observations")) > 1
        for engine in engines:
            found = engine.fetch(dataset.read("observations", engine)).select(schema("observations").names)
            assert found.num_rows == rows
            assert sum(found["avg"].to_pylist()) == total
            assert set(found["cycle"].to_pylist()) == {"minute"}
            told = engine.fetch(dataset.read("sampling_crew", engine)).sort_by("event_id")
            assert [at.hour for at in told["signed_in_at"].to_pylist()] == [8 + (batch == 2), 8]
