"""What a delivery says anew: rows with new keys, corrections of known ones, and repetitions.

All rows of one delivery that share a key are one statement about it (two that contradict each
other are kept as they are). A statement is compared with the newest one the lake has for the key:
equal, it is a repetition and is not stored; different, it is the next revision.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianzhen.contract.arrow import schema
from jianzhen.lake.columns import content_names, key_names
from jianzhen.lake.sql import literal, names, rows_for_delta, same

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pyarrow as pa

_STATEMENT = "count(*) AS n, min(row_id) AS low, max(row_id) AS high, sum(hash({content})) AS content"


@dataclass(frozen=True, slots=True)
class Compared:
    """Rows of a delivery, counted by what they say."""

    read: int
    added: int
    corrected: int
    repeated: int

    @property
    def fresh(self) -> int:
        """Rows to store."""
        return self.added + self.corrected


def view_incoming(connection: duckdb.DuckDBPyConnection, staged: Path) -> None:
    """Make the view ``incoming`` of a staged table."""
    source = f"read_parquet({literal(str(staged))}, hive_partitioning = false)"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW incoming AS SELECT * FROM {source}")


def compare(connection: duckdb.DuckDBPyConnection, table: str) -> Compared:
    """Compare the views ``incoming`` and ``stored``; leaves the table ``verdict`` of keys known to the lake."""
    key = key_names(table)
    keys, content = names(key), names(content_names(table))
    statement = _STATEMENT.format(content=content)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE known AS SELECT {keys}, {names(('lake_revision', 'lake_withdrawn'))}, row_id, "
        f"hash({content}) AS content FROM stored s SEMI JOIN incoming i ON {same('s', 'i', key)}"
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE verdict AS
        WITH latest AS (SELECT {keys}, max(lake_revision) AS revision FROM known GROUP BY ALL),
        held AS (
            SELECT {names(key, "k.")}, count(*) AS n, min(row_id) AS low, max(row_id) AS high, sum(content) AS content
            FROM known k JOIN latest l ON {same("k", "l", key)} AND k.lake_revision = l.revision
            WHERE NOT lake_withdrawn GROUP BY ALL),
        said AS (
            SELECT {names(key, "i.")}, {statement} FROM incoming i SEMI JOIN latest l ON {same("i", "l", key)}
            GROUP BY ALL)
        SELECT {names(key, "l.")}, l.revision,
            (s.n, s.low, s.high, s.content) IS NOT DISTINCT FROM (h.n, h.low, h.high, h.content) AS repeats
        FROM latest l JOIN said s ON {same("l", "s", key)} LEFT JOIN held h ON {same("l", "h", key)}"""
    )
    counted = connection.execute(
        "SELECT count(*), count(*) FILTER (v.revision IS NULL), count(*) FILTER (NOT v.repeats), "
        f"count(*) FILTER (v.repeats) FROM incoming i LEFT JOIN verdict v ON {same('i', 'v', key)}"
    ).fetchall()
    return Compared(*counted[0])


def fresh_rows(connection: duckdb.DuckDBPyConnection, table: str, batch: int) -> pa.RecordBatchReader:
    """The rows of ``incoming`` to store, with the lake's columns; needs the ``verdict`` of ``compare``."""
    return rows_for_delta(
        connection,
        table,
        f"SELECT {names(schema(table).names, 'i.')}, {batch}::BIGINT AS lake_batch, "
        f"coalesce(v.revision, 0)::BIGINT + 1 AS lake_revision, false AS lake_withdrawn "
        f"FROM incoming i LEFT JOIN verdict v ON {same('i', 'v', key_names(table))} "
        "WHERE v.repeats IS DISTINCT FROM true",
    )
