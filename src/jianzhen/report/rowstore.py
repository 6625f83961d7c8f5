"""The evidence rows a run keeps, fetched by id: tables stay in columns, only what is shown becomes rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

Row = Mapping[str, Any]


@dataclass(frozen=True)
class RowStore:
    """One Parquet file per table in ``folder``, each read once, when first asked for."""

    folder: Path
    _tables: dict[str, pa.Table | None] = field(default_factory=dict, repr=False)
    _places: dict[str, dict[str, int]] = field(default_factory=dict, repr=False)

    def places(self, table: str) -> Mapping[str, int]:
        """Where each row stands in the order of the source, by row id."""
        if table not in self._places:
            rows = self._read(table)
            ids = rows["row_id"].to_pylist() if rows is not None else []
            self._places[table] = {row_id: place for place, row_id in enumerate(ids)}
        return self._places[table]

    def take(self, table: str, row_ids: Iterable[str]) -> list[Row]:
        """The rows with these ids, each once, in the order of the source; unknown ids are left out."""
        rows, places = self._read(table), self.places(table)
        wanted = sorted({places[row_id] for row_id in row_ids if row_id in places})
        return rows.take(pa.array(wanted, pa.int64())).to_pylist() if rows is not None and wanted else []

    def where(self, table: str, column: str, value: str) -> list[Row]:
        """The rows whose ``column`` is ``value``."""
        rows = self._read(table)
        return rows.filter(pc.equal(rows[column], value)).to_pylist() if rows is not None else []

    def _read(self, table: str) -> pa.Table | None:
        if table not in self._tables:
            path = self.folder / f"{table}.parquet"
            self._tables[table] = pq.read_table(path) if path.exists() else None
        return self._tables[table]
