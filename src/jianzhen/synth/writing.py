"""Writes a region: a contract data folder, and beside it the labels, which no screening sees."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jianzhen.contract import TABLES
from jianzhen.synth.cast import Cast
from jianzhen.synth.casting import cast_of
from jianzhen.synth.dimensions import Dimensions
from jianzhen.synth.labels import label_rows
from jianzhen.synth.making import make_world
from jianzhen.synth.parts import join_parts, renumbered, write_part
from jianzhen.synth.planting import dealt, moved_on, plant
from jianzhen.synth.regional import make_regional

DATA = "data"
LABELS = "labels.parquet"
LIST = "labels.csv"
LIST_COLUMNS = ("label", "behaviour", "case", "subject", "from_at", "to_at", "what_zh", "what_en", "rows")
PARALLEL_FROM = 12
"""Laboratories from which a second process pays."""

ATTEMPTS = 8
"""Rounds in which an act that finds no room is offered to another laboratory."""

Task = tuple[Path, Dimensions, int, tuple[str, ...]]
"""Folder of the parts, size, number of the laboratory, what is planted there."""

Made = tuple[int, pa.Table, list[str]]
"""Number of the laboratory, its labels, and what found no room there."""

Progress = Callable[[int, int], None]
"""Told how many of how many laboratories are done."""


class ForeignFolderError(ValueError):
    """The folder holds data that this program did not make."""


@dataclass(frozen=True)
class Written:
    """What was written."""

    tables: dict[str, int]
    """Rows of each table."""
    labels: int


def write_region(
    out: Path, dimensions: Dimensions, behaviours: Sequence[str] = (), *, processes: int = 2,
    progress: Progress | None = None,
) -> Written:  # fmt: skip
    """Write ``out/data``, ``out/labels.parquet`` and ``out/labels.csv``; an earlier region there is replaced.

    The files are the same, whatever the number of processes.

    Raises:
        ForeignFolderError: ``out/data`` exists and no labels lie beside it.
    """
    refuse_foreign(out)
    out.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".jianzhen-", dir=out))
    try:
        parts, data = unfinished / "parts", unfinished / DATA
        data.mkdir()
        labels = _make(parts, dimensions, behaviours, processes, progress)
        tables = {
            name: join_parts(parts, name, data / f"{name}.parquet") for name in TABLES if any((parts / name).glob("*"))
        }
        count = _write_labels(unfinished, labels)
        shutil.rmtree(out / DATA, ignore_errors=True)
        for name in (LABELS, LIST):
            (unfinished / name).replace(out / name)
        data.rename(out / DATA)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return Written(tables, count)


def refuse_foreign(out: Path) -> None:
    """Make sure that writing destroys nothing but an earlier region.

    Raises:
        ForeignFolderError: ``out/data`` exists and no labels lie beside it, or ``out`` is no folder.
    """
    if out.exists() and not out.is_dir():
        raise ForeignFolderError(f"{out}: 不是文件夹，请换一个名字 not a folder; choose another name")
    if (out / DATA).exists() and not (out / LABELS).is_file():
        raise ForeignFolderError(
            f"{out / DATA}: 已存在且不是本程序生成的，请换一个名字 exists and was not made by this program; "
            "choose another name"
        )


@lru_cache(maxsize=1)
def _cast(dimensions: Dimensions) -> Cast:
    return cast_of(dimensions)


def _one(task: Task) -> Made:
    """Make and write one laboratory; runs in any process."""
    parts, dimensions, number, behaviours = task
    world = make_world(_cast(dimensions), number)
    labels, failed = plant(world, behaviours)
    write_part(parts, number, world.tables)
    return number, label_rows(world, labels), failed


def _make(
    parts: Path, dimensions: Dimensions, behaviours: Sequence[str], processes: int, progress: Progress | None
) -> list[pa.Table]:
    """Make every laboratory; what finds no room in one is tried in another, which is made once more."""
    cast = _cast(dimensions)
    hands = dealt(cast, behaviours)
    parts.mkdir(parents=True)
    made: dict[int, pa.Table] = {}
    due, tried = set(hands), set[tuple[str, int]]()
    for _ in range(ATTEMPTS):
        tasks = [(parts, dimensions, number, tuple(hands[number])) for number in sorted(due)]
        failed: dict[int, list[str]] = {}
        for number, labels, left in _run(tasks, processes):
            made[number] = labels
            failed[number] = left
            if progress:
                progress(len(made), len(hands))
        due = moved_on(cast, hands, failed, tried)
        if not due:
            break
    write_part(parts, len(hands), make_regional(cast))
    return [made[number] for number in sorted(made)]


def _run(tasks: list[Task], processes: int) -> Iterator[Made]:
    if processes == 1 or len(tasks) < PARALLEL_FROM:
        yield from map(_one, tasks)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_one, tasks)


def _write_labels(folder: Path, parts: list[pa.Table]) -> int:
    """Write every labelled row, and a list of the acts for people to read."""
    whole = renumbered(parts)
    pq.write_table(whole, folder / LABELS, compression="zstd")
    acts: dict[int, list[object]] = {}
    for row in whole.to_pylist():
        said = [_cell(row[name]) for name in LIST_COLUMNS[:-1]]
        acts.setdefault(row["label"], [*said, 0])[-1] += 1  # type: ignore[operator]
    with (folder / LIST).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(LIST_COLUMNS)
        writer.writerows(acts.values())
    return len(acts)


def _cell(value: object) -> object:
    return value.isoformat(sep=" ", timespec="seconds") if isinstance(value, dt.datetime) else value
