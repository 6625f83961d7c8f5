"""A full disk: the lake is as it was, says so, and takes the delivery once there is room."""

from __future__ import annotations

import multiprocessing
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.lakes import crew, deliver, minutes, read

from jianzhen.lake.errors import LakeWriteError
from jianzhen.lake.log import entries
from jianzhen.lake.place import open_or_make
from jianzhen.lake.verify import verify

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.support.lakes"])

OLD = {"sampling_crew": crew(("E1", "P1"))}
BIG = {
    "sampling_crew": crew(("E1", "P1"), hour=9),
    "observations": [
        row | {"avg": number / 7, "min": number / 11} for number, row in enumerate(minutes(1, per_day=1440))
    ],
}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of some kilobytes."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=72k", "tmpfs", str(place)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a disk here 此处不能挂载磁盘")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_leaves_the_lake_as_it_was(small_disk: Path) -> None:
    lake = open_or_make(small_disk / "lake")
    deliver(lake, OLD)
    before = set(lake.folder.rglob("*.parquet"))
    with pytest.raises(LakeWriteError, match="保持原状"):
        deliver(lake, BIG)
    assert len(entries(lake)) == 1
    assert set(lake.folder.rglob("*.parquet")) == before
    assert verify(lake).faults == []
    subprocess.run(["mount", "-o", "remount,size=1m", str(small_disk)], check=True)
    deliver(lake, BIG)
    assert len(read(lake, "observations")) == 1440
    assert read(lake, "sampling_crew", 1) != read(lake, "sampling_crew")
    assert verify(lake).whole


def _add_with_small_files(folder: Path) -> None:
    def step(what: str, table: str) -> None:
        if (what, table) == ("write", "observations"):
            resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))

    try:
        deliver(open_or_make(folder), BIG, step=step)
    except LakeWriteError:
        sys.exit(7)


def test_a_file_that_may_not_grow_leaves_the_lake_as_it_was(tmp_path: Path) -> None:
    lake = open_or_make(tmp_path / "lake")
    deliver(lake, OLD)
    process = PROCESSES.Process(target=_add_with_small_files, args=(lake.folder,))
    process.start()
    process.join()
    assert process.exitcode == 7
    assert len(entries(lake)) == 1
    assert verify(lake).faults == []
    deliver(lake, BIG)
    assert len(read(lake, "observations")) == 1440
