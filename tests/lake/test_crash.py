"""Killed at any moment, a lake holds the old or the new state, and the next writer finds it sound."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest
from tests.support.lakes import ACT, crew, deliver, minutes, read

from jianzhen.lake.compact import compact
from jianzhen.lake.log import entries
from jianzhen.lake.place import Lake, open_or_make
from jianzhen.lake.verify import verify
from jianzhen.lake.writing import Step

# Children are forked from a process that has loaded the modules and started no thread.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.support.lakes", "jianzhen.lake.compact"])

State = dict[str, list[dict[str, object]]]

OLD = {"sampling_crew": crew(("E1", "P1"), ("E2", "P1")), "observations": minutes(2)}
NEW = {"sampling_crew": crew(("E1", "P1"), ("E3", "P1"), hour=9), "observations": minutes(3, value=2.0)}


def _killer(at: int) -> Step:
    """Kills this process before the step of a number."""
    seen = 0

    def step(what: str, table: str) -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def _add_and_die(folder: Path, at: int) -> None:
    deliver(open_or_make(folder), NEW, step=_killer(at))


def _add(folder: Path) -> None:
    deliver(open_or_make(folder), NEW)


def _compact_and_die(folder: Path, at: int) -> None:
    compact(open_or_make(folder), ACT, keep_days=0, step=_killer(at))


def _state(lake: Lake) -> tuple[int, State]:
    number = len(entries(lake))
    return number, {table: read(lake, table) for table in OLD} if number else {}


def _states(tmp_path: Path) -> list[State]:
    model = open_or_make(tmp_path / "model")
    deliver(model, OLD)
    old = _state(model)[1]
    deliver(model, NEW)
    return [old, _state(model)[1]]


def _steps(tmp_path: Path) -> int:
    model = open_or_make(tmp_path / "counted")
    deliver(model, OLD)
    seen = []
    deliver(model, NEW, step=lambda *step: seen.append(step))
    assert [step for step in seen if step[0] == "record"]
    return len(seen)


def test_killed_before_every_step_of_an_add(tmp_path: Path) -> None:
    old, new = _states(tmp_path)
    steps = _steps(tmp_path)
    reached = set()
    for at in range(1, steps + 1):
        lake = open_or_make(tmp_path / f"lake {at}")
        deliver(lake, OLD)
        process = PROCESSES.Process(target=_add_and_die, args=(lake.folder, at))
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        number, state = _state(lake)
        assert (number, state) in [(1, old), (2, new)], at
        assert verify(lake).faults == []
        reached.add(number)
        # The next writer clears away what was left, and the same delivery arrives in full.
        entry = deliver(lake, NEW)
        assert entry.batch.changes["sampling_crew"].repeated == (0 if number == 1 else 2)
        assert read(lake, "sampling_crew") == new["sampling_crew"]
        assert read(lake, "observations") == new["observations"]
        assert read(lake, "observations", 1) == old["observations"]
        assert verify(lake).faults == []
    assert reached == {1, 2}, "some step lies before the commit, some after it"


def test_killed_before_every_step_of_the_first_add(tmp_path: Path) -> None:
    for at in range(1, _steps(tmp_path) + 1, 2):
        folder = tmp_path / f"lake {at}"
        process = PROCESSES.Process(target=_add_and_die, args=(folder, at))
        process.start()
        process.join()
        lake = open_or_make(folder)
        assert len(entries(lake)) in {0, 1}
        assert verify(lake).faults == []
        deliver(lake, NEW)
        assert len(read(lake, "observations")) == len(NEW["observations"])
        assert verify(lake).faults == []


def test_killed_at_random_moments(tmp_path: Path) -> None:
    old, new = _states(tmp_path)
    lake = open_or_make(tmp_path / "timed")
    deliver(lake, OLD)
    process = PROCESSES.Process(target=_add, args=(lake.folder,))
    began = time.monotonic()
    process.start()
    process.join()
    whole = time.monotonic() - began
    chance = random.Random(20260302)
    for attempt in range(40):
        lake = open_or_make(tmp_path / f"lake {attempt}")
        deliver(lake, OLD)
        process = PROCESSES.Process(target=_add, args=(lake.folder,))
        process.start()
        time.sleep(chance.uniform(0, whole * 1.1))
        process.kill()
        process.join()
        assert _state(lake) in [(1, old), (2, new)], attempt
        assert verify(lake).faults == []
    deliver(lake, NEW)
    assert _state(lake)[1] == new


def test_killed_before_every_step_of_a_compaction(tmp_path: Path) -> None:
    old, new = _states(tmp_path)
    model = open_or_make(tmp_path / "steps")
    seen: list[tuple[str, ...]] = []
    deliver(model, OLD)
    deliver(model, NEW)
    compact(model, ACT, keep_days=0, step=lambda *step: seen.append(step))
    for at in range(1, len(seen) + 1):
        lake = open_or_make(tmp_path / f"lake {at}")
        deliver(lake, OLD)
        deliver(lake, NEW)
        process = PROCESSES.Process(target=_compact_and_die, args=(lake.folder, at))
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        assert len(entries(lake)) in {2, 3}
        _both_readable(lake, old, new)
        compact(lake, ACT, keep_days=0)
        _both_readable(lake, old, new)


def _both_readable(lake: Lake, old: State, new: State) -> None:
    assert verify(lake).faults == []
    for batch, state in ((1, old), (2, new)):
        assert {table: read(lake, table, batch) for table in OLD} == state


@pytest.mark.parametrize("at", ["open", "compare", "write", "written", "seal", "record"])
def test_a_failure_at_any_step_leaves_neither_rows_nor_files(lake: Lake, at: str) -> None:
    deliver(lake, OLD)
    before = {path.relative_to(lake.folder) for path in lake.folder.rglob("*.parquet")}

    def step(what: str, table: str) -> None:
        if (what, table) in {(at, "observations"), (at, "")}:
            raise OSError(28, "No space left on device")

    with pytest.raises(Exception, match="No space left"):
        deliver(lake, NEW, step=step)
    assert _state(lake)[0] == 1
    assert {path.relative_to(lake.folder) for path in lake.folder.rglob("*.parquet")} == before
    assert verify(lake).left_over == []
    deliver(lake, NEW)
    assert len(read(lake, "observations")) == len(NEW["observations"])
