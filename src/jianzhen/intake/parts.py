"""The tables while they are being staged: unfinished Parquet files beside the final ones."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianzhen.contract import TABLES
from jianzhen.contract.arrow import schema
from jianzhen.intake.batch import part_schema, to_typed
from jianzhen.intake.read.sheet import BATCH_ROWS
from jianzhen.intake.references import verify_references
from jianzhen.intake.repeats import drop_repeats
from jianzhen.intake.rowid import row_id_sql
from jianzhen.intake.staged import StagedTable

if TYPE_CHECKING:
    from types import TracebackType

    from jianzhen.intake.faultlog import FaultLog
    from jianzhen.intake.read.sheet import RawBatch, RawSheet

MEMORY = "768MB"
"""What the database engine may hold before it spills to disk."""


@dataclass(slots=True)
class Part:
    """One unfinished table."""

    table: str
    path: Path
    writer: pq.ParquetWriter
    rows: int = 0
    set_aside: int = 0
    columns: set[str] = field(default_factory=set)
    printed: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    """File and sheet to the headings as printed there."""
    sources: list[str] = field(default_factory=list)


class Parts:
    """Collects typed batches; ``finish`` verifies what spans rows and tables, and moves all in place."""

    def __init__(self, work: Path, log: FaultLog) -> None:
        self._work = work
        self._log = log
        self._parts: dict[str, Part] = {}
        self._folder = Path(tempfile.mkdtemp(dir=work, prefix=".staging-"))
        self._engine = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(self._folder / "spill")})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for part in self._parts.values():
            part.writer.close()
        self._engine.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def begin(self, sheet: RawSheet) -> None:
        """Make room for the sheet's table."""
        name = sheet.table.name
        part = self._parts.get(name)
        if part is None:
            path = self._folder / f"{name}.part.parquet"
            part = self._parts[name] = Part(name, path, pq.ParquetWriter(path, part_schema(name), compression="lz4"))
        part.printed[sheet.place.file, sheet.place.sheet] = sheet.printed
        part.columns.update(sheet.printed)
        part.sources.append(sheet.place.source)

    def add(self, sheet: RawSheet, batch: RawBatch) -> None:
        """Convert, verify and keep one batch."""
        part = self._parts[sheet.table.name]
        typed = to_typed(sheet, batch, self._log)
        part.set_aside += typed.set_aside
        part.rows += len(typed.rows)
        if len(typed.rows):
            part.writer.write_table(self._with_ids(part.table, typed.rows))

    def finish(self) -> dict[str, StagedTable]:
        """Verify keys and references, and write the final tables."""
        for part in self._parts.values():
            part.writer.close()
        parts = {name: self._parts[name] for name in TABLES if name in self._parts}
        repeated = {name: drop_repeats(self._engine, part, self._log) for name, part in parts.items()}
        verify_references(self._engine, parts, self._log)
        written = {name: self._write(part) for name, part in parts.items()}
        return {name: self._moved(part, written[name], repeated[name]) for name, part in parts.items()}

    def _with_ids(self, table: str, rows: pa.Table) -> pa.Table:
        self._engine.register("batch", rows)
        # An id that the input brings along proves nothing: the digest is always worked out anew.
        found = self._engine.sql(f"SELECT {row_id_sql(table)} AS row_id FROM batch")
        ids = found.to_arrow_table()["row_id"]
        self._engine.unregister("batch")
        return rows.set_column(rows.schema.get_field_index("row_id"), "row_id", ids)

    def _write(self, part: Part) -> Path:
        path = self._folder / f"{part.table}.parquet"
        final = schema(part.table)
        dropped = self._engine.sql(f"SELECT number FROM dropped WHERE name = '{part.table}'").to_arrow_table()["number"]
        first = 0
        with pq.ParquetFile(part.path) as rows, pq.ParquetWriter(path, final, compression="zstd") as writer:
            for batch in rows.iter_batches(BATCH_ROWS):
                numbers = pa.array(range(first, first + len(batch)), pa.int64())
                kept = batch.filter(pc.invert(pc.is_in(numbers, dropped))) if len(dropped) else batch
                writer.write_batch(kept.select(final.names).cast(final))
                first += len(batch)
        return path

    def _moved(self, part: Part, path: Path, repeated: int) -> StagedTable:
        final = path.replace(self._work / path.name)
        columns = frozenset(part.columns) & {column.name for column in TABLES[part.table].columns}
        return StagedTable(final, part.rows - repeated, columns, part.set_aside, repeated, tuple(part.sources))
