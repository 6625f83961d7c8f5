"""Reference data of the project as staged tables, and staged tables from plain rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jianzhen.contract import TABLES
from jianzhen.contract.arrow import schema
from jianzhen.contract.derive import derived_columns
from jianzhen.contract.reference import methods_rows
from jianzhen.screen.dataset import Dataset
from jianzhen.seal.rows import row_id

REFERENCE_FILE = "jianzhen:methods"
"""``source_file`` of rows that come with the project."""


def with_reference(dataset: Dataset) -> Dataset:
    """Add the shipped rows of ``methods``; what the data say of a method and parameter goes first."""
    shipped = typed("methods", methods_rows(), REFERENCE_FILE)
    own = dataset.every_row("methods")
    known = set(zip(own["method_code"].to_pylist(), own["parameter_code"].to_pylist(), strict=True))
    pairs = zip(shipped["method_code"].to_pylist(), shipped["parameter_code"].to_pylist(), strict=True)
    fresh = shipped.filter(pa.array([pair not in known for pair in pairs], pa.bool_()))
    path = dataset.folder / "methods-with-reference.parquet"
    pq.write_table(pa.concat_tables([own.cast(schema("methods")), fresh]), path)
    return replace(dataset, files={**dataset.files, "methods": path})


def typed(table: str, rows: Sequence[Mapping[str, Any]], source_file: str) -> pa.Table:
    """Rows of plain values as a staged table; columns left out are null, ids and derived columns worked out.

    Raises:
        KeyError: A row has a column that the table has not.
    """
    return pa.Table.from_pylist(
        [_complete(table, row, source_file, at) for at, row in enumerate(rows, 2)], schema(table)
    )


def _complete(name: str, row: Mapping[str, Any], source_file: str, source_row: int) -> dict[str, Any]:
    table = TABLES[name]
    columns = [column.name for column in table.columns]
    if unknown := set(row) - set(columns):
        raise KeyError(f"table {name} has no column {', '.join(sorted(unknown))}")
    full: dict[str, Any] = {column: row.get(column) for column in columns}
    derived = {
        item.name: None if full[item.source] is None else item.function(full[item.source])
        for item in derived_columns(table)
    }
    return full | derived | {"row_id": row_id(table, full), "source_file": source_file, "source_row": source_row}
