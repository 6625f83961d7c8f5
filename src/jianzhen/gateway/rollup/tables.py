"""Facts to staged Arrow tables: every column of the contract, typed, with where each row comes from."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from jianzhen.contract import TABLES
from jianzhen.contract.arrow import schema
from jianzhen.contract.derive import derived_columns
from jianzhen.gateway.rollup.regular import RAW
from jianzhen.intake.rowid import row_id_sql
from jianzhen.seal.rows import row_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from jianzhen.gateway.rollup.facts import Fact

_OBSERVATIONS = "observations"


def to_tables(
    facts: Iterable[tuple[int, Fact]], source: str, ingested_at: datetime, observations: Sequence[Any] = ()
) -> dict[str, Any]:
    """Make one Arrow table per contract table of (sequence of the packet, fact) and of Arrow tables of observations.

    Of facts with the same key the last counts, as for corrections in the lake; the packets keep them all.
    """
    rows: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    for seq, (table, said) in facts:
        fact = {name: _storable(value) for name, value in said.items()}
        key = tuple(fact.get(column.name) for column in TABLES[table].columns if column.key)
        fact["source_row"] = seq
        rows.setdefault(table, {})[key] = fact
    others = list(rows.pop(_OBSERVATIONS, {}).values())
    tables = {table: _table(table, list(found.values()), source, ingested_at) for table, found in rows.items()}
    every = pa.concat_tables([pa.Table.from_pylist(others, schema=RAW), *observations])
    if every.num_rows:
        tables[_OBSERVATIONS] = _observations(every, source, ingested_at)
    return tables


def _storable(value: Any) -> Any:
    """Write out bytes that were no text: no table takes them, and one such packet would hold up all behind it."""
    if not isinstance(value, str) or value.isascii():
        return value
    return value.encode("utf-8", "backslashreplace").decode()


def _table(table: str, rows: list[dict[str, Any]], source: str, ingested_at: datetime) -> Any:
    facts = TABLES[table]
    for row in rows:
        row["row_id"] = row_id(facts, row)
        row["source_file"] = source
        row["ingested_at"] = ingested_at
        for name, read_from, meaning in _derived(table):
            text = row.get(read_from)
            row[name] = None if text is None else meaning(text)
    return pa.Table.from_pylist(rows, schema=schema(table))


def _observations(every: pa.Table, source: str, ingested_at: datetime) -> Any:
    """The same for many rows: the engine picks the last of each key and works out the ids."""
    keys = ", ".join(f'"{column.name}"' for column in TABLES[_OBSERVATIONS].columns if column.key)
    columns = ", ".join(f'"{name}"' for name in RAW.names)
    for name, read_from, meaning in _derived(_OBSERVATIONS):
        texts = every[read_from].combine_chunks().dictionary_encode()
        known = pa.array(
            [None if text is None else meaning(text) for text in texts.dictionary.to_pylist()], pa.string()
        )
        every = every.append_column(name, known.take(texts.indices))
        columns += f', "{name}"'
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.register("every", every)
        found = connection.sql(
            f"""SELECT {columns}, {row_id_sql(_OBSERVATIONS)} AS row_id, $source AS source_file,
                $ingested_at::TIMESTAMP AS ingested_at
            FROM every QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY source_row DESC) = 1
            ORDER BY source_row, factor""",
            params={"source": source, "ingested_at": ingested_at},
        ).to_arrow_table()
    wanted = schema(_OBSERVATIONS)
    return found.select(wanted.names).cast(wanted)


@cache
def _derived(table: str) -> tuple[tuple[str, str, Callable[[str], Any]], ...]:
    return tuple((one.name, one.source, cache(one.function)) for one in derived_columns(TABLES[table]))
