"""The default engine: DuckDB in this process, series rules on every core."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.operations as ops
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianzhen.rules.verdict import Table
from jianzhen.screen.engines.base import OUTCOME, SUBJECT, PerSubject

BATCH_ROWS = 2_000_000
"""Rows of whole subjects taken into memory at a time."""

MEMORY_LIMIT = 4 * 2**30
"""Bytes that queries may hold before they use the disk; less where the machine has less."""

INLINE_ROWS = 500_000
"""Below this, starting processes costs more than it saves."""


class DuckDBEngine:
    """Ibis expressions on an in-memory DuckDB over Parquet files."""

    name = "duckdb"

    def __init__(self, *, workers: int | None = None) -> None:
        self._connection = ibis.duckdb.connect()
        # Left to itself DuckDB takes most of the machine, and writes what does not fit into the user's folder.
        self._spill = tempfile.TemporaryDirectory(prefix="jianzhen-spill-")
        memory = min(MEMORY_LIMIT, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2)
        settings = {
            "memory_limit": f"'{memory}B'",
            "temp_directory": f"'{self._spill.name}'",
            "preserve_insertion_order": "false",
            # It would draw its own bar into the output of a command.
            "enable_progress_bar": "false",
        }
        for name, value in settings.items():
            self._connection.raw_sql(f"SET {name} = {value}")
        self._workers = workers or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        # One query at a time, while the next ones are built and compiled.
        self._queries = ThreadPoolExecutor(1)
        self._under_way: dict[Any, Future[Any]] = {}
        self._kept: dict[Any, tuple[str, Table]] = {}
        self._lasting: set[Any] = set()
        self._numbers = count()

    def read(self, *paths: Path) -> Table:
        """Parquet files as one table expression."""
        self._wait()
        # Names of folders say nothing that the rows do not say themselves.
        return self._connection.read_parquet(
            [str(path) for path in paths], hive_partitioning=False, union_by_name=len(paths) > 1
        )

    def fetch(self, expression: Table) -> pa.Table:
        """Compute an expression."""
        sql = self._sql(expression)
        self._wait()
        rows = self._connection.con.sql(sql).to_arrow_table()
        return rows.cast(expression.schema().to_pyarrow())

    def map_subjects(self, expression: Table, function: PerSubject) -> pa.Table:
        """Apply a function per subject, in batches of whole subjects."""
        sizes = self._sizes(expression)
        if sum(sizes.values()) <= INLINE_ROWS or self._workers == 1:
            parts = [part for batch in self._batches(expression, sizes) for part in map(function, _split(batch))]
        else:
            parts = self._map_on_cores(expression, sizes, function)
        return pa.concat_tables(parts) if parts else OUTCOME.empty_table()

    def keep(self, expression: Table, *, lasting: bool = False) -> Table:
        """Compute an expression once and hold the result until ``release``; a lasting one until ``close``.

        The query runs while others are built; what fails in it shows at the next ``fetch``.
        """
        asked = expression.op()
        if asked not in self._kept:
            name = f"kept_{next(self._numbers)}"
            # Not by Ibis' own cache: it drops a table without naming it when the collector comes by.
            sql = f'CREATE TEMP TABLE "{name}" AS {self._typed(expression)}'
            self._under_way[asked] = self._queries.submit(self._connection.raw_sql, sql)
            self._kept[asked] = (name, self._table(name, expression.schema()))
            if lasting:
                self._lasting.add(asked)
        return self._kept[asked][1]

    def release(self) -> None:
        """Let go of everything that was kept and is not lasting."""
        for future in self._under_way.values():
            future.exception()
        for asked in (self._kept.keys() - self._lasting) | self._under_way.keys():
            if self._failed(asked) or asked not in self._lasting:
                self._lasting.discard(asked)
                name, _ = self._kept.pop(asked)
                self._connection.raw_sql(f'DROP TABLE IF EXISTS "{name}"')
        self._under_way.clear()

    def close(self) -> None:
        """Close the connection and end the processes."""
        if self._pool:
            self._pool.shutdown()
        self._queries.shutdown()
        self._connection.disconnect()
        self._spill.cleanup()

    def _sql(self, expression: Table) -> str:
        """The SQL of an expression; queries within queries are left to DuckDB to merge, which does it faster."""
        fuses = ibis.options.sql.fuse_selects
        ibis.options.sql.fuse_selects = False
        try:
            return str(self._connection.compile(expression))
        finally:
            ibis.options.sql.fuse_selects = fuses

    def _typed(self, expression: Table) -> str:
        """The SQL of an expression whose columns have just the types that it says: DuckDB adds up to wider numbers."""
        whole = [f'"{name}"::BIGINT AS "{name}"' for name, kind in expression.schema().items() if kind.is_int64()]
        sql = self._sql(expression)
        return f"SELECT * REPLACE ({', '.join(whole)}) FROM ({sql})" if whole else sql

    def _table(self, name: str, schema: ibis.Schema) -> Table:
        """A table that is still being computed, as an expression."""
        return ops.DatabaseTable(name=name, schema=schema, source=self._connection).to_expr()

    def _wait(self) -> None:
        """Until all that was to be kept is there; what failed first is raised."""
        for future in self._under_way.values():
            future.result()

    def _failed(self, asked: Any) -> bool:
        return asked in self._under_way and self._under_way[asked].exception() is not None

    def _sizes(self, expression: Table) -> dict[str, int]:
        counts = self.fetch(expression.group_by(SUBJECT).aggregate(n=expression.count()))
        return dict(sorted(zip(counts[SUBJECT].to_pylist(), counts["n"].to_pylist(), strict=True)))

    def _batches(self, expression: Table, sizes: dict[str, int]) -> Iterator[pa.Table]:
        chosen: list[str] = []
        rows = 0
        for subject, size in sizes.items():
            if chosen and rows + size > BATCH_ROWS:
                yield self.fetch(expression.filter(expression[SUBJECT].isin(chosen)))
                chosen, rows = [], 0
            chosen.append(subject)
            rows += size
        if chosen:
            yield self.fetch(expression.filter(expression[SUBJECT].isin(chosen)))

    def _map_on_cores(self, expression: Table, sizes: dict[str, int], function: PerSubject) -> list[pa.Table]:
        if self._pool is None:
            # Forking a process that holds DuckDB threads may deadlock, so workers start afresh; once for all rules.
            self._pool = ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"))
        parts: list[pa.Table] = []
        for batch in self._batches(expression, sizes):
            parts.extend(self._pool.map(partial(_of_message, function), map(_message, _split(batch)), chunksize=1))
        return parts


def _split(batch: pa.Table) -> Iterator[pa.Table]:
    """One table per subject."""
    subjects = pc.dictionary_encode(batch[SUBJECT]).combine_chunks()
    names, codes = subjects.dictionary.to_pylist(), np.asarray(subjects.indices)
    # Rows of a subject mostly come together: slices of them are read faster than rows picked one by one.
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    stops = np.append(starts[1:], len(codes))
    for code in sorted(range(len(names)), key=names.__getitem__):
        mine = np.flatnonzero(codes[starts] == code)
        yield pa.concat_tables([batch.slice(starts[run], stops[run] - starts[run]) for run in mine])


def _message(rows: pa.Table) -> pa.Buffer:
    """Rows for another process; a table sent as it is takes along everything it was sliced from."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    return sink.getvalue()


def _of_message(function: PerSubject, message: pa.Buffer) -> pa.Table:
    return function(pa.ipc.open_stream(message).read_all())
