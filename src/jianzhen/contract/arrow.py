"""The Arrow schema of a staged table: the contract's columns, the system's, and the derived ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pyarrow as pa

from jianzhen.contract import TABLES
from jianzhen.contract.derive import derived_columns
from jianzhen.contract.model import Kind

ARROW_TYPES: Mapping[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.FLOAT: pa.float64(),
    Kind.INTEGER: pa.int64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.TIMESTAMP: pa.timestamp("us"),
    Kind.DATE: pa.date32(),
}

SYSTEM_FIELDS = (
    pa.field("row_id", pa.string()),
    pa.field("source_file", pa.string()),
    pa.field("source_row", pa.int64()),
    pa.field("ingested_at", pa.timestamp("us")),
)


@cache
def schema(table: str) -> pa.Schema:
    """The schema of one staged table.

    Raises:
        KeyError: There is no such table.
    """
    facts = TABLES[table]
    own = [pa.field(column.name, ARROW_TYPES[column.kind]) for column in facts.columns]
    derived = [pa.field(column.name, ARROW_TYPES[column.kind]) for column in derived_columns(facts)]
    return pa.schema([*own, *SYSTEM_FIELDS, *derived])
