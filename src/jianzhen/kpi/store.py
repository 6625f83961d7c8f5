"""A DuckDB over the tables of a data set; what does not fit into memory goes to disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from jianzhen.contract.arrow import schema
from jianzhen.screen.dataset import Dataset

MEMORY = "2GB"

TABLES = (
    "devices", "outlets", "organizations", "filed_parameters", "observations", "marks", "device_checks",
    "sampling_cycles",
)  # fmt: skip
"""What the figures are made of."""


@contextmanager
def opened(dataset: Dataset, work: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a database with a view per table, empty where nothing was delivered.

    Args:
        dataset: Staged tables.
        work: Folder for what does not fit into memory.
    """
    work.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(work / "overflow")})
    try:
        connection.execute("SET preserve_insertion_order = false")
        # It would draw its own bar into the output of a command.
        connection.execute("SET enable_progress_bar = false")
        for table in TABLES:
            _view(connection, dataset, table, work)
        yield connection
    finally:
        connection.close()


def _view(connection: duckdb.DuckDBPyConnection, dataset: Dataset, table: str, work: Path) -> None:
    # The empty file in front gives every column of today, also those that older files have not.
    pattern = work / f"{table}-columns.parquet"
    pq.write_table(schema(table).empty_table(), pattern)
    files = ", ".join(_literal(str(path)) for path in (pattern, *dataset.paths(table)))
    connection.execute(
        f'CREATE VIEW "{table}" AS SELECT * FROM read_parquet([{files}], union_by_name = true, '
        "hive_partitioning = false)"
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def listed(codes: tuple[str, ...]) -> str:
    """Codes of this program as an SQL list."""
    return "(" + ", ".join(_literal(code) for code in codes) + ")"
