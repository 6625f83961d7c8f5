"""Merge small files. Every row of every batch stays, so every earlier batch stays readable."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jianzhen.lake.delta import Delta
from jianzhen.lake.entry import Act, Change, Did
from jianzhen.lake.errors import LakeDamagedError
from jianzhen.lake.log import Entry, entries
from jianzhen.lake.place import Lake
from jianzhen.lake.sql import engine, view_stored
from jianzhen.lake.sums import content_sum
from jianzhen.lake.writing import Step, Writing, no_step, writing
from jianzhen.words import Words

if TYPE_CHECKING:
    import duckdb

KEEP_DAYS = 7
"""How long replaced files stay, for readers that began before."""


def compact(lake: Lake, act: Act, *, keep_days: int = KEEP_DAYS, step: Step = no_step) -> Entry | None:
    """Merge the small files of every table, then delete files that no batch needs any more.

    Args:
        lake: Which lake.
        act: Who does it and why.
        keep_days: Files replaced (or left by an interrupted writer) less than so many days ago stay.
        step: Told before each step.

    Returns:
        The batch, or None when there was nothing to merge.

    Raises:
        LakeBusyError: Somebody else is writing.
        LakeDamagedError: The lake is not as its records say, or rows would have been lost.
        LakeWriteError: Something could not be written; the lake is as it was.
    """
    written = None
    with writing(lake, act, step) as work, engine() as (connection, spare):
        changed = [_compact_table(work, connection, spare, table) for table in sorted(work.versions)]
        if any(changed):
            written = work.record(Did.COMPACT)
        _clear(lake, keep_days, step)
    return written


def _compact_table(work: Writing, connection: duckdb.DuckDBPyConnection, spare: Path, table: str) -> bool:
    delta = work.open(table)
    version = work.versions[table]
    before = delta.paths(version)
    work.step("compact", table)
    new = delta.compact(work.number)
    after = delta.paths(new)
    if set(before) == set(after):
        return False
    work.step("compare", table)
    sums = []
    for files in (before, after):
        view_stored(connection, spare, table, files)
        sums.append(content_sum(connection))
    if sums[0] != sums[1]:
        raise LakeDamagedError(
            Words(
                f"{delta.folder}: 合并前后的行不同，已放弃合并；检查磁盘",
                f"{delta.folder}: rows differ after merging, which was given up; check the disk",
            )
        )
    work.changed(delta, Change(version, new))
    return True


def _clear(lake: Lake, keep_days: int, step: Step) -> None:
    """Delete what no batch needs: the newest version has all rows of all batches."""
    for table, version in entries(lake)[-1].batch.versions.items() if entries(lake) else ():
        step("clear", table)
        delta = Delta(table, lake.table(table))
        delta.settle(version)
        delta.clear(keep_days)
