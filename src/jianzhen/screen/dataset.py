"""The snapshot a screening reads: the Parquet files of every table, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakKeyDictionary

import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as pads
import pyarrow.parquet as pq

from jianzhen.contract import TABLES
from jianzhen.contract.arrow import schema
from jianzhen.rules.verdict import Table
from jianzhen.screen.engines.base import Engine

_PLACE = ("source_file", "source_row", "row_id")


@dataclass(frozen=True)
class Dataset:
    """Staged tables of facts."""

    folder: Path
    """A folder to work in."""
    files: Mapping[str, Path | tuple[Path, ...]]
    in_order: bool = True
    """Whether rows stand in the order of their source; where many deliveries were merged, they do not."""
    _read: WeakKeyDictionary[Engine, dict[str, Table]] = field(
        default_factory=WeakKeyDictionary, init=False, repr=False, compare=False
    )

    def paths(self, table: str) -> tuple[Path, ...]:
        """The files of a table; none when nothing was delivered."""
        files = self.files.get(table, ())
        return (files,) if isinstance(files, Path) else files

    def has(self, table: str) -> bool:
        """Whether the table has any row."""
        return any(pq.read_metadata(path).num_rows for path in self.paths(table))

    def read(self, table: str, engine: Engine) -> Table:
        """A table as an expression with exactly the contract's types; empty when there is none.

        An engine gets one expression for a table however often it is read, so that equal questions are known as such.
        """
        known = self._read.setdefault(engine, {})
        if table not in known:
            known[table] = self._expression(table, engine)
        return known[table]

    def _expression(self, table: str, engine: Engine) -> Table:
        expression = _with_columns(engine.read(*(self.paths(table) or (self._empty(table),))), table)
        # Engines name the same timestamp differently; a union of two tables needs one name.
        return expression.cast(
            {field.name: "timestamp" for field in schema(table) if pa.types.is_timestamp(field.type)}
        )

    def rows(self, table: str, column: str, values: set[str]) -> pa.Table:
        """The rows of a table whose ``column`` is one of ``values``, in the order of the source."""
        return self._fetch(table, pc.field(column).isin(pa.array(sorted(values), pa.string())))

    def every_row(self, table: str) -> pa.Table:
        """All rows of a table, in the order of the source."""
        return self._fetch(table, None)

    def _fetch(self, table: str, condition: pc.Expression | None) -> pa.Table:
        if not self.paths(table):
            return schema(table).empty_table()
        source = pads.dataset([str(path) for path in self.paths(table)], schema=schema(table), format="parquet")
        rows = source.to_table(filter=condition)
        return rows if self.in_order else rows.sort_by([(name, "ascending") for name in _PLACE])

    def _empty(self, table: str) -> Path:
        path = self.folder / "empty" / f"{TABLES[table].name}.parquet"
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            pq.write_table(schema(table).empty_table(), path)
        return path


def _with_columns(expression: Table, table: str) -> Table:
    """The contract's columns alone; those that the files were written without are null."""
    wanted = ibis.Schema.from_pyarrow(schema(table))
    if expression.columns == tuple(wanted):
        return expression
    return expression.select(
        *(
            expression[name] if name in expression.columns else ibis.null(kind).name(name)
            for name, kind in wanted.items()
        )
    )
