from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from deltalake import DeltaTable
from tests.support.lakes import ACT, crew, deliver, minutes

from jianzhen.lake.compact import compact
from jianzhen.lake.entry import from_bytes, to_bytes
from jianzhen.lake.errors import LakeDamagedError
from jianzhen.lake.log import entries
from jianzhen.lake.place import Lake
from jianzhen.lake.snapshot import snapshot
from jianzhen.lake.verify import verify
from jianzhen.lake.withdraw import read_key, withdraw


@pytest.fixture
def filled(lake: Lake) -> Lake:
    deliver(lake, {"sampling_crew": crew(("E1", "P1"), ("E2", "P1")), "observations": minutes(2)})
    deliver(lake, {"sampling_crew": crew(("E1", "P1"), hour=9), "observations": minutes(1, value=2.0)})
    withdraw(lake, "sampling_crew", [read_key("sampling_crew", "event_id=E2,person_id=P1")], ACT)
    return lake


def _flip(path: Path, at: int | None = None) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 if at is None else at] ^= 1
    path.write_bytes(content)


def _all_files(lake: Lake) -> list[Path]:
    inside = [*lake.batches.iterdir(), *(lake.folder / "tables").rglob("*")]
    return sorted(path for path in inside if path.is_file())


def test_a_sound_lake_is_whole(filled: Lake) -> None:
    found = verify(filled)
    assert (found.whole, found.batches, found.left_over) == (True, 3, [])
    assert found.files == len([path for path in (filled.folder / "tables").rglob("*") if path.is_file()])


def test_a_flipped_bit_in_any_file_is_named(filled: Lake) -> None:
    files = _all_files(filled)
    assert len(files) > 15
    for path in files:
        kept = path.read_bytes()
        for at in (0, len(kept) // 2, len(kept) - 2):
            _flip(path, at)
            named = [fault.where for fault in verify(filled).faults]
            assert path.relative_to(filled.folder).as_posix() in named or (path.name == "newest.json" and named), (
                path,
                at,
                named,
            )
            path.write_bytes(kept)
    assert verify(filled).whole


def test_a_missing_file_is_named(filled: Lake) -> None:
    for path in _all_files(filled):
        kept = path.read_bytes()
        path.unlink()
        named = [fault.where for fault in verify(filled).faults]
        assert path.relative_to(filled.folder).as_posix() in named
        path.write_bytes(kept)


def test_a_changed_log_is_not_read(filled: Lake) -> None:
    _flip(filled.batches / "000002.json")
    with pytest.raises(LakeDamagedError, match=r"000002\.json"):
        snapshot(filled.folder)
    with pytest.raises(LakeDamagedError, match="verify"):
        deliver(filled, {"sampling_crew": crew(("E9", "P1"))})


def test_an_entry_written_anew_breaks_the_chain(filled: Lake) -> None:
    """Even with a digest of its own that fits."""
    path = filled.batches / "000001.json"
    forged = path.read_bytes().replace("张三".encode(), "李四".encode())
    with pytest.raises(ValueError, match="disagree"):
        from_bytes(forged)
    batch = entries(filled)[0].batch
    path.write_bytes(to_bytes(dataclasses.replace(batch, act=dataclasses.replace(batch.act, who="李四"))))
    assert [fault.where for fault in verify(filled).faults] == ["batches/000002.json"]


def test_a_row_removed_through_delta_is_seen(filled: Lake) -> None:
    table = DeltaTable(filled.table("sampling_crew"))
    table.delete("event_id = 'E1'")
    # Readers keep to the version of the batch; the file that replaced another one belongs to nobody.
    found = verify(filled)
    assert found.whole
    assert found.left_over


def test_files_that_compaction_replaced_may_go(filled: Lake) -> None:
    compact(filled, ACT, keep_days=7)
    assert verify(filled).whole
    deliver(filled, {"observations": minutes(3, value=3.0)})
    compact(filled, ACT, keep_days=0)
    assert verify(filled).whole
