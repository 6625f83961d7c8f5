"""Builds a staged data set from rows given in a test, by the contract and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jianzhen.contract import TABLES
from jianzhen.contract.arrow import schema
from jianzhen.contract.derive import derived_columns
try:
    from jianzhen.contract.reference import methods_rows
except ImportError:
    methods_rows = list
from jianzhen.screen.dataset import Dataset
from jianzhen.seal.rows import row_id

Rows = Sequence[Mapping[str, Any]]


def stage_rows(tables: Mapping[str, Rows], folder: Path) -> Dataset:
    """Stage rows as Parquet; columns left out are null, ids and derived columns are worked out."""
    folder.mkdir(parents=True)
    with_reference = {"methods": methods_rows(), **tables}
    return Dataset(folder, {name: _write(name, rows, folder) for name, rows in with_reference.items() if rows})


def _write(name: str, rows: Rows, folder: Path) -> Path:
    path = folder / f"{name}.parquet"
    full = [_complete(name, row, number) for number, row in enumerate(rows, start=2)]
    pq.write_table(pa.Table.from_pylist(full, schema(name)), path)
    return path


def _complete(name: str, row: Mapping[str, Any], number: int) -> dict[str, Any]:
    table = TABLES[name]
    unknown = set(row) - {column.name for column in table.columns}
    assert not unknown, f"{name} has no column {unknown}"
    full: dict[str, Any] = {column.name: row.get(column.name) for column in table.columns}
    derived = {
        item.name: None if full[item.source] is None else item.function(full[item.source])
        for item in derived_columns(table)
    }
    system = {"row_id": row_id(table, full), "source_file": f"{name}.csv", "source_row": number}
    return full | derived | system
