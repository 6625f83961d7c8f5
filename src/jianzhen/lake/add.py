"""Add a delivery: all of its tables appear together, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from jianzhen.lake.changes import Compared, compare, fresh_rows, view_incoming
from jianzhen.lake.columns import PARTITIONS, key_names
from jianzhen.lake.delta import Delta
from jianzhen.lake.entry import Act, Change, Did
from jianzhen.lake.errors import LakeDamagedError
from jianzhen.lake.log import Entry
from jianzhen.lake.place import Lake
from jianzhen.lake.sql import engine, names, view_stored
from jianzhen.lake.sums import row_sum
from jianzhen.lake.writing import Step, Writing, no_step, writing
from jianzhen.words import Words

if TYPE_CHECKING:
    import duckdb


def add(lake: Lake, tables: Mapping[str, Path], act: Act, *, step: Step = no_step) -> Entry:
    """Store what staged tables say anew, as one batch.

    Args:
        lake: Where to.
        tables: Contract table to its staged Parquet file.
        act: Who adds what and why.
        step: Told before each step.

    Raises:
        LakeBusyError: Somebody else is writing.
        LakeDamagedError: The lake is not as its records say.
        LakeWriteError: Something could not be written; the lake is as it was.
    """
    with writing(lake, act, step) as work, engine() as (connection, spare):
        for table, staged in tables.items():
            if pq.read_metadata(staged).num_rows:
                _add_table(work, connection, spare, table, staged)
        return work.record(Did.ADD)


def _add_table(work: Writing, connection: duckdb.DuckDBPyConnection, spare: Path, table: str, staged: Path) -> None:
    delta = work.open(table)
    version = work.versions.get(table)
    view_incoming(connection, staged)
    _refuse_keyless(connection, table)
    view_stored(connection, spare, table, _candidates(connection, delta, version or 0))
    work.step("compare", table)
    compared = compare(connection, table)
    if not compared.fresh:
        work.unchanged(table, Change(version, version or 0, read=compared.read, repeated=compared.repeated))
        return
    work.step("write", table)
    new = delta.append(fresh_rows(connection, table, work.number), work.number)
    work.step("written", table)
    written = _written(delta, version or 0, new)
    view_stored(connection, spare, table, written)
    rows, digest = row_sum(connection, work.number)
    if rows != compared.fresh:
        raise LakeDamagedError(
            Words(
                f"{delta.folder}: 应写入 {compared.fresh} 行，读回 {rows} 行；检查磁盘",
                f"{delta.folder}: {compared.fresh} rows were to be written, {rows} read back; check the disk",
            )
        )
    work.changed(delta, _change(version, new, compared, digest))


def _refuse_keyless(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """A row without its key could be neither found nor corrected again."""
    empty = " OR ".join(f"{names([name])} IS NULL" for name, required in key_names(table).items() if required)
    [(number,)] = connection.execute(f"SELECT count(*) FROM incoming WHERE {empty}").fetchall()
    if number:
        raise ValueError(f"table {table}: {number} staged rows lack a part of their key: {', '.join(key_names(table))}")


def _candidates(connection: duckdb.DuckDBPyConnection, delta: Delta, version: int) -> Sequence[Path]:
    """Files in which a row with a key of ``incoming`` may stand: the partition columns come from the key."""
    files = delta.files(version)
    parts = PARTITIONS.get(delta.name, {})
    if parts and files:
        columns = ", ".join(sql for sql, _ in parts.values())
        wanted = set(connection.execute(f"SELECT DISTINCT {columns} FROM incoming").fetchall())
        files = [file for file in files if tuple(file.partition[name] for name in parts) in wanted]
    return [delta.folder / file.path for file in files]


def _written(delta: Delta, before: int, after: int) -> Sequence[Path]:
    return sorted(set(delta.paths(after)) - set(delta.paths(before)))


def _change(version: int | None, new: int, compared: Compared, digest: str) -> Change:
    return Change(
        version,
        new,
        read=compared.read,
        added=compared.added,
        corrected=compared.corrected,
        repeated=compared.repeated,
        row_sum=digest,
    )
