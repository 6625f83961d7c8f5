"""The snapshot a screening reads: one staged Parquet file per table, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianzhen.contract import TABLES
from jianzhen.contract.arrow import schema
from jianzhen.rules.verdict import Table
from jianzhen.screen.engines.base import Engine


@dataclass(frozen=True)
class Dataset:
    """Staged tables of facts in a folder of their own."""

    folder: Path
    files: Mapping[str, Path]

    def has(self, table: str) -> bool:
        """Whether the table has any row."""
        return table in self.files and pq.read_metadata(self.files[table]).num_rows > 0

    def read(self, table: str, engine: Engine) -> Table:
        """A table as an expression with exactly the contract's types; empty when there is none."""
        expression = engine.read(self.files.get(table) or self._empty(table))
        # Engines name the same timestamp differently; a union of two tables needs one name.
        return expression.cast(
            {field.name: "timestamp" for field in schema(table) if pa.types.is_timestamp(field.type)}
        )

    def rows(self, table: str, column: str, values: set[str]) -> pa.Table:
        """The rows of a table whose ``column`` is one of ``values``, in the order of the source."""
        if table not in self.files:
            return schema(table).empty_table()
        wanted = pa.array(sorted(values), pa.string())
        return pq.read_table(self.files[table], filters=pc.field(column).isin(wanted))

    def _empty(self, table: str) -> Path:
        path = self.folder / "empty" / f"{TABLES[table].name}.parquet"
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            pq.write_table(schema(table).empty_table(), path)
        return path
