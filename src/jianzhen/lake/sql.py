"""DuckDB over a lake's files: the views and conditions that several acts share."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jianzhen.lake.columns import ORDER, PARTITIONS, Key, delta_schema, stored_schema

MEMORY = "1GB"
"""What the engine may hold before it spills to disk."""

BATCH_ROWS = 100_000
"""Rows handed over at a time."""


@contextmanager
def engine() -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A database in memory and a folder for its overflow; both go away."""
    with tempfile.TemporaryDirectory(prefix="jianzhen-lake-") as spare:
        connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": spare})
        try:
            yield connection, Path(spare)
        finally:
            connection.close()


def view_stored(connection: duckdb.DuckDBPyConnection, spare: Path, table: str, files: Sequence[Path]) -> None:
    """Make the view ``stored``: rows of data files with the columns of today and their place.

    The place is ``filename`` and ``file_row_number``.
    """
    pattern = spare / f"{table}-columns.parquet"
    if not pattern.exists():
        pq.write_table(stored_schema(table).empty_table(), pattern)
    # The empty file in front gives columns that older files have not, and a table when there is no file.
    connection.execute(f"CREATE OR REPLACE TEMP VIEW stored AS SELECT * FROM {parquet([pattern, *files])}")


def parquet(files: Sequence[Path]) -> str:
    """The SQL that reads Parquet files as one table, by the names of their columns."""
    names = ", ".join(literal(str(path)) for path in files)
    how = "union_by_name = true, hive_partitioning = false, filename = true, file_row_number = true"
    return f"read_parquet([{names}], {how})"


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def names(columns: Iterable[str], prefix: str = "") -> str:
    """Columns as SQL."""
    return ", ".join(f'{prefix}"{column}"' for column in columns)


def same(one: str, other: str, key: Key) -> str:
    """The condition that two rows agree in a key; where it may be empty, empty agrees with empty."""
    # A plain = lets the engine skip what cannot match; it is right only where nothing can be empty.
    signs = {column: "=" if required else "IS NOT DISTINCT FROM" for column, required in key.items()}
    return " AND ".join(f'{one}."{column}" {sign} {other}."{column}"' for column, sign in signs.items())


def newest(key: Key, condition: str = "true") -> str:
    """The newest revision of every key that was ever revised."""
    return (
        f"SELECT {names(key)}, max(lake_revision) AS revision FROM stored "
        f"WHERE lake_revision > 1 AND {condition} GROUP BY ALL"
    )


def rows_for_delta(connection: duckdb.DuckDBPyConnection, table: str, query: str) -> pa.RecordBatchReader:
    """The rows of a query, which has the columns of a data file, with the partition columns and in order."""
    partitions = "".join(f", {sql} AS {name}" for name, (sql, _) in PARTITIONS.get(table, {}).items())
    order = f"ORDER BY {ORDER[table]}" if table in ORDER else ""
    found = connection.sql(f"SELECT *{partitions} FROM ({query}) {order}")
    return found.to_arrow_reader(BATCH_ROWS).cast(delta_schema(table))
