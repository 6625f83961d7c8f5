from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.lakes import ACT, crew, deliver, minutes, read

from jianzhen.lake.compact import compact
from jianzhen.lake.errors import LakeDamagedError, NotALakeError, UnknownRowError
from jianzhen.lake.log import entries
from jianzhen.lake.place import Lake, open_or_make
from jianzhen.lake.snapshot import files, snapshot


def test_a_snapshot_names_batch_digest_and_versions(lake: Lake) -> None:
    deliver(lake, {"sampling_crew": crew(("E1", "P1"))})
    deliver(lake, {"observations": minutes(1)})
    shot = snapshot(lake.folder)
    [first, second] = entries(lake)
    assert (shot.batch, shot.digest, shot.versions) == (2, second.sha256, second.batch.versions)
    assert second.batch.previous == first.sha256
    assert set(snapshot(lake.folder, 1).versions) == {"sampling_crew"}
    assert shot.faults == {"faults": 2}


def test_files_are_read_where_they_are_unless_a_row_in_them_is_void(lake: Lake, tmp_path: Path) -> None:
    deliver(lake, {"observations": minutes(3)})
    first = files(snapshot(lake.folder), tmp_path)["observations"]
    assert len(first) == 3
    assert all(path.is_relative_to(lake.folder) for path in first)
    deliver(lake, {"observations": minutes(1, value=2.0)})
    second = files(snapshot(lake.folder), tmp_path)["observations"]
    assert second == tuple(path for path in second if path.is_relative_to(lake.folder))
    assert set(first) - set(second) == {path for path in first if "2026-01-01" in str(path)}
    deliver(lake, {"observations": minutes(2, per_day=1, value=3.0)})
    third = files(snapshot(lake.folder), tmp_path)["observations"]
    [copy] = [path for path in third if not path.is_relative_to(lake.folder)]
    assert copy.parent == tmp_path
    assert [row["avg"] for row in read(lake, "observations")] == pytest.approx(
        [3.0, 2.0, 2.0, 3.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    )


def test_after_compaction_every_batch_reads_the_same(lake: Lake) -> None:
    for number in range(4):
        rows = crew(*((f"E{event}", "P1") for event in range(number + 1)), hour=number)
        deliver(lake, {"sampling_crew": rows, "observations": minutes(2, value=float(number))})
    tables = ("sampling_crew", "observations")
    before = [{table: read(lake, table, batch) for table in tables} for batch in range(1, 5)]
    assert compact(lake, ACT, keep_days=0) is not None
    assert len(list(lake.table("sampling_crew").glob("*.parquet"))) == 1
    assert [{table: read(lake, table, batch) for table in tables} for batch in range(1, 5)] == before
    assert {table: read(lake, table, 5) for table in tables} == before[-1]
    assert compact(lake, ACT, keep_days=0) is None, "there is nothing left to merge"


def test_replaced_files_stay_for_readers_at_work(lake: Lake, tmp_path: Path) -> None:
    deliver(lake, {"sampling_crew": crew(("E1", "P1"))})
    deliver(lake, {"sampling_crew": crew(("E2", "P1"))})
    reading = files(snapshot(lake.folder), tmp_path)["sampling_crew"]
    compact(lake, ACT)
    assert all(path.exists() for path in reading)


def test_there_is_no_such_batch(lake: Lake) -> None:
    with pytest.raises(UnknownRowError, match="0"):
        snapshot(lake.folder)
    deliver(lake, {"sampling_crew": crew(("E1", "P1"))})
    for number in (-1, 0, 2):
        with pytest.raises(UnknownRowError, match=str(number)):
            snapshot(lake.folder, number)


def test_a_file_that_is_gone_is_told(lake: Lake, tmp_path: Path) -> None:
    deliver(lake, {"sampling_crew": crew(("E1", "P1"))})
    [path] = lake.table("sampling_crew").glob("*.parquet")
    path.unlink()
    with pytest.raises(LakeDamagedError, match="verify"):
        files(snapshot(lake.folder), tmp_path)


def test_a_lake_whose_maker_was_stopped_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "lake"
    folder.mkdir()
    (folder / ".jianzhen-lake.json-12ab").write_bytes(b"{")
    deliver(open_or_make(folder), {"sampling_crew": crew(("E1", "P1"))})
    assert snapshot(folder).batch == 1


def test_other_folders_are_left_alone(tmp_path: Path) -> None:
    with pytest.raises(NotALakeError):
        snapshot(tmp_path)
    (tmp_path / "letter.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(NotALakeError):
        open_or_make(tmp_path)
    marked = tmp_path / "lake"
    open_or_make(marked).marker.write_text('{"format": "other/9"}', encoding="utf-8")
    with pytest.raises(NotALakeError, match="other/9"):
        open_or_make(marked)
