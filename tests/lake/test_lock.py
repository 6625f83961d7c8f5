from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

import pytest
from tests.support.lakes import crew, deliver, read

from jianzhen.lake.entry import Act
from jianzhen.lake.errors import LakeBusyError
from jianzhen.lake.lock import sole_writer
from jianzhen.lake.log import entries
from jianzhen.lake.place import Lake, open_or_make

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.support.lakes"])


def _hold_and_die(folder: Path) -> None:
    with sole_writer(open_or_make(folder), "王五"):
        os.kill(os.getpid(), signal.SIGKILL)


def _add_until_done(folder: Path, person: str) -> None:
    """Add ten batches; refused while the other one writes, try again."""
    lake = open_or_make(folder)
    done = 0
    while done < 10:
        try:
            deliver(lake, {"sampling_crew": crew((f"E{done}", person))}, act=Act(person))
            done += 1
        except LakeBusyError:
            continue


def test_a_second_writer_is_told_who_is_at_work(lake: Lake) -> None:
    with sole_writer(lake, "李四"), pytest.raises(LakeBusyError, match="李四"):
        deliver(lake, {"sampling_crew": crew(("E1", "P1"))})
    assert entries(lake) == []
    deliver(lake, {"sampling_crew": crew(("E1", "P1"))})


def test_a_writer_that_was_killed_holds_nobody_up(lake: Lake) -> None:
    process = PROCESSES.Process(target=_hold_and_die, args=(lake.folder,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert "王五" in lake.lock.read_text(encoding="utf-8")
    deliver(lake, {"sampling_crew": crew(("E1", "P1"))})
    assert lake.lock.read_bytes() == b""


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "lake"
    writers = [PROCESSES.Process(target=_add_until_done, args=(folder, person)) for person in ("P1", "P2")]
    for process in writers:
        process.start()
    for process in writers:
        process.join()
        assert process.exitcode == 0
    lake = open_or_make(folder)
    assert [entry.batch.number for entry in entries(lake)] == list(range(1, 21))
    assert len(read(lake, "sampling_crew")) == 20
