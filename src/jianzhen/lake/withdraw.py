"""Withdraw rows: the lake says that a key is void; what stood there stays readable in earlier batches."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jianzhen.contract import TABLES
from jianzhen.contract.codes import code_list
from jianzhen.contract.derive import derived_columns
from jianzhen.contract.model import Column, FactTable, Kind
from jianzhen.lake.columns import key_names, stored_schema
from jianzhen.lake.entry import Act, Change, Did
from jianzhen.lake.errors import UnknownRowError
from jianzhen.lake.log import Entry
from jianzhen.lake.place import Lake
from jianzhen.lake.sql import engine, names, rows_for_delta, view_stored
from jianzhen.lake.sums import row_sum
from jianzhen.lake.writing import Step, Writing, no_step, writing
from jianzhen.words import Words

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

KeyValues = Mapping[str, Any]
"""Value of every key column, as stored."""


def withdraw(lake: Lake, table: str, keys: Sequence[KeyValues], act: Act, *, step: Step = no_step) -> Entry:
    """Declare rows void, as one batch.

    Args:
        lake: Where.
        table: A table of the contract.
        keys: Which rows; see ``read_key``.
        act: Who withdraws them and why.
        step: Told before each step.

    Raises:
        UnknownRowError: The lake has no row in force with one of the keys; nothing was withdrawn.
        LakeBusyError: Somebody else is writing.
        LakeWriteError: Something could not be written; the lake is as it was.
    """
    with writing(lake, act, step) as work, engine() as (connection, spare):
        if table not in work.versions:
            raise UnknownRowError(Words(f"数据湖中没有表 {table}", f"the lake has no table {table}"))
        delta = work.open(table)
        version = work.versions[table]
        view_stored(connection, spare, table, delta.paths(version))
        _choose(connection, table, keys)
        step("write", table)
        new = delta.append(_tombstones(connection, table, work), work.number)
        step("written", table)
        view_stored(connection, spare, table, sorted(set(delta.paths(new)) - set(delta.paths(version))))
        rows, digest = row_sum(connection, work.number)
        work.changed(delta, Change(version, new, withdrawn=rows, row_sum=digest))
        return work.record(Did.WITHDRAW)


def read_key(table: str, text: str) -> KeyValues:
    """The key that a person writes: ``column=value,column=value``, or the value alone where one column is the key.

    Raises:
        UnknownRowError: The table is unknown, or the text does not give its key.
    """
    if table not in TABLES:
        raise UnknownRowError(Words(f"没有表 {table!r}", f"no table {table!r}"))
    facts = TABLES[table]
    columns = {column.name: column for column in facts.key}
    parts = re.split(rf",(?=(?:{'|'.join(columns)})=)", text)
    said = dict(part.split("=", 1) for part in parts if part.split("=", 1)[0] in columns and "=" in part)
    if not said and len(columns) == 1:
        said = {next(iter(columns)): text}
    if missing := [name for name, column in columns.items() if column.required and not said.get(name)]:
        expected = ",".join(f"{name}=…" for name in columns)
        raise UnknownRowError(
            Words(
                f"{text!r}: 缺 {', '.join(missing)}；主键应写作 {expected}",
                f"{text!r}: without {', '.join(missing)}; expected a key as {expected}",
            )
        )
    return {_stored_name(facts, column): _value(facts, column, said.get(name)) for name, column in columns.items()}


def _stored_name(facts: FactTable, column: Column) -> str:
    return f"{column.name}_code" if f"{column.name}_code" in key_names(facts.name) else column.name


def _value(facts: FactTable, column: Column, text: str | None) -> Any:
    if not text:
        return None
    for derived in derived_columns(facts):
        if derived.name == f"{column.name}_code":
            return derived.function(text)
    if column.codes:
        return code_list(column.codes).resolve(text) or text
    try:
        return _READERS.get(column.kind, str)(text)
    except ValueError:
        raise UnknownRowError(
            Words(f"{column.name}={text!r}: 应为 {column.kind}", f"{column.name}={text!r}: expected a {column.kind}")
        ) from None


_READERS: Mapping[Kind, Callable[[str], Any]] = {
    Kind.INTEGER: int,
    Kind.FLOAT: float,
    Kind.TIMESTAMP: dt.datetime.fromisoformat,
    Kind.DATE: dt.date.fromisoformat,
}


def _choose(connection: duckdb.DuckDBPyConnection, table: str, keys: Sequence[KeyValues]) -> None:
    """Make the table ``chosen`` of the rows in force with these keys."""
    key = key_names(table)
    wanted = " OR ".join(f"({' AND '.join(f'{names([name])} IS NOT DISTINCT FROM ?' for name in key)})" for _ in keys)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE chosen AS SELECT * FROM stored WHERE {wanted} "
        f"QUALIFY lake_revision = max(lake_revision) OVER (PARTITION BY {names(key)}) AND NOT lake_withdrawn",
        [one[name] for one in keys for name in key],
    )
    for one in keys:
        condition = " AND ".join(f"{names([name])} IS NOT DISTINCT FROM ?" for name in key)
        found = connection.execute(f"SELECT 1 FROM chosen WHERE {condition} LIMIT 1", list(one.values())).fetchall()
        if not found:
            said = ", ".join(f"{name}={value}" for name, value in one.items())
            raise UnknownRowError(
                Words(
                    f"{table}: 没有主键为 {said} 的有效行；未撤回任何行",
                    f"{table}: no row in force with the key {said}; nothing was withdrawn",
                )
            )


def _tombstones(connection: duckdb.DuckDBPyConnection, table: str, work: Writing) -> pa.RecordBatchReader:
    columns = names(stored_schema(table).names)
    query = (
        f"SELECT {columns} FROM (SELECT * REPLACE ({work.number}::BIGINT AS lake_batch, "
        "lake_revision + 1 AS lake_revision, true AS lake_withdrawn) FROM chosen)"
    )
    return rows_for_delta(connection, table, query)
