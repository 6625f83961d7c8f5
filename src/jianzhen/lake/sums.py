"""Which rows a batch stored, in one number: it stays the same however the files are cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_SUM = "sum(md5_number_upper(concat_ws('|', row_id, lake_revision, lake_withdrawn)))"


def row_sum(connection: duckdb.DuckDBPyConnection, batch: int) -> tuple[int, str]:
    """Number and sum of the rows of the view ``stored`` that a batch put there."""
    found = row_sums(connection)
    return found.get(batch, (0, "0"))


def row_sums(connection: duckdb.DuckDBPyConnection) -> dict[int, tuple[int, str]]:
    """Number and sum of the rows of the view ``stored``, by batch."""
    rows = connection.execute(
        f"SELECT lake_batch, count(*), {_SUM}::VARCHAR FROM stored GROUP BY lake_batch"
    ).fetchall()
    return {batch: (number, total) for batch, number, total in rows}


def content_sum(connection: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """Number and sum over whole rows of ``stored``, lake columns included; comparable within one process only."""
    [(number, total)] = connection.execute(
        "SELECT count(*), sum(hash(*COLUMNS(* EXCLUDE (filename, file_row_number))))::VARCHAR FROM stored"
    ).fetchall()
    return number, total
