"""The facts as they stood after a batch: which versions, and the files to read them from.

Rows are revisions, so any version that holds all rows up to a batch can show it. Files that need
no row left out are read where they are; only those with a row that no longer counts are copied.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
from deltalake.exceptions import DeltaError

from jianzhen.contract import TABLES
from jianzhen.contract.arrow import schema
from jianzhen.lake import log
from jianzhen.lake.columns import key_names
from jianzhen.lake.delta import Delta
from jianzhen.lake.entry import Did
from jianzhen.lake.errors import LakeDamagedError
from jianzhen.lake.place import Lake, open_lake
from jianzhen.lake.sql import engine, literal, names, newest, same, view_stored
from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One batch of a lake, and all before it."""

    lake: Lake
    batch: int
    digest: str
    """SHA-256 of the batch's entry; through the chain it stands for every batch before."""
    at: dt.datetime
    versions: Mapping[str, int]
    """Delta version of every table."""
    faults: Mapping[str, int]
    """Faults of all deliveries so far, by kind."""
    _read_from: Mapping[str, int]
    """Version to read instead, where a later compaction has taken the place of files."""
    _revised: frozenset[str]
    """Tables in which some row is no longer in force."""


def snapshot(folder: Path, batch: int | None = None) -> Snapshot:
    """The state after a batch, the newest for None.

    Raises:
        NotALakeError: The folder is no lake.
        UnknownRowError: There is no such batch.
        LakeDamagedError: The log of batches is not sound.
    """
    lake = open_lake(folder)
    known, chosen = log.find(lake, batch)
    up_to = [entry.batch for entry in known[: chosen.batch.number]]
    faults: Counter[str] = Counter()
    for one in up_to:
        faults.update(one.act.faults)
    merged = {
        table: change.version
        for entry in known[chosen.batch.number :]
        if entry.batch.did is Did.COMPACT
        for table, change in entry.batch.changes.items()
    }
    return Snapshot(
        lake,
        chosen.batch.number,
        chosen.sha256,
        chosen.batch.at,
        dict(chosen.batch.versions),
        faults,
        {table: merged.get(table, version) for table, version in chosen.batch.versions.items()},
        frozenset(table for one in up_to for table, change in one.changes.items() if change.revises),
    )


def files(shot: Snapshot, work: Path) -> dict[str, tuple[Path, ...]]:
    """Parquet files with the rows in force, by table; their columns are those of ``contract.arrow`` and more.

    Args:
        shot: What to read.
        work: Folder for the few files that must be copied.

    Raises:
        LakeDamagedError: A file that the snapshot needs cannot be read.
    """
    try:
        return {table: _table_files(shot, table, work) for table in TABLES if table in shot.versions}
    except (OSError, DeltaError, duckdb.Error) as error:
        raise LakeDamagedError(
            Words(
                f"{shot.lake.folder}: 批次 {shot.batch} 无法读取：{error}；用 jianzhen lake verify 检查",
                f"{shot.lake.folder}: batch {shot.batch} cannot be read: {error}; check with jianzhen lake verify",
            )
        ) from error


def row_count(paths: Sequence[Path]) -> int:
    """Rows in Parquet files."""
    return sum(pq.read_metadata(path).num_rows for path in paths)


def _table_files(shot: Snapshot, table: str, work: Path) -> tuple[Path, ...]:
    paths = Delta(table, shot.lake.table(table)).paths(shot._read_from[table])
    if table not in shot._revised and shot._read_from[table] == shot.versions[table]:
        return _there(paths)
    with engine() as (connection, spare):
        view_stored(connection, spare, table, paths)
        partly = _partly_void(connection, table, shot.batch)
        whole = [path for path in paths if str(path) not in partly]
        copy = work / f"{table}-in-force.parquet"
        if partly:
            view_stored(connection, spare, table, [path for path in paths if str(path) in partly])
            _copy(connection, table, shot.batch, copy)
    return (*whole, *([copy] if partly and row_count([copy]) else []))


def _there(paths: Sequence[Path]) -> tuple[Path, ...]:
    for path in paths:
        path.stat()
    return tuple(paths)


_VOID = "(lake_batch > {batch} OR lake_withdrawn)"


def _partly_void(connection: duckdb.DuckDBPyConnection, table: str, batch: int) -> set[str]:
    """The files with rows that do not count; leaves the table ``superseded`` of rows that a later one replaces."""
    key = key_names(table)
    connection.execute(f"CREATE TEMP TABLE newest_of AS {newest(key, f'lake_batch <= {batch}')}")
    connection.execute(
        "CREATE TEMP TABLE superseded AS SELECT r.filename, r.file_row_number FROM stored r "
        f"JOIN newest_of n ON {same('r', 'n', key)} WHERE r.lake_revision < n.revision"
    )
    found = connection.execute(
        f"SELECT filename FROM superseded UNION SELECT filename FROM stored WHERE {_VOID.format(batch=batch)}"
    ).fetchall()
    return {filename for (filename,) in found}


def _copy(connection: duckdb.DuckDBPyConnection, table: str, batch: int, target: Path) -> None:
    """Copy the rows of the view ``stored`` that count; needs the table ``superseded``."""
    connection.execute(
        f"COPY (SELECT {names(schema(table).names)} FROM stored ANTI JOIN superseded USING (filename, file_row_number) "
        # The copy is read and thrown away: it need not be small.
        f"WHERE NOT {_VOID.format(batch=batch)}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION lz4)"
    )
