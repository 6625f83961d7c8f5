"""Facts to staged Arrow tables: every column of the contract, typed, with where each row comes from."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from jianzhen.contract import TABLES
from jianzhen.contract.arrow import schema
from jianzhen.contract.derive import derived_columns
from jianzhen.seal.rows import row_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from jianzhen.gateway.rollup.facts import Fact


def to_tables(facts: Iterable[tuple[int, Fact]], source: str, ingested_at: datetime) -> dict[str, Any]:
    """Make one Arrow table per contract table of (sequence of the packet, fact).

    Of facts with the same key the last counts, as for corrections in the lake; the packets keep them all.
    """
    rows: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    for seq, (table, fact) in facts:
        key = tuple(fact.get(column.name) for column in TABLES[table].columns if column.key)
        fact["source_row"] = seq
        rows.setdefault(table, {})[key] = fact
    return {table: _table(table, list(found.values()), source, ingested_at) for table, found in rows.items()}


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


@cache
def _derived(table: str) -> tuple[tuple[str, str, Callable[[str], Any]], ...]:
    return tuple((one.name, one.source, cache(one.function)) for one in derived_columns(TABLES[table]))
