"""The columns a lake adds to a contract table, and the ones that identify a row in it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

import pyarrow as pa

from jianzhen.contract import TABLES
from jianzhen.contract.arrow import schema
from jianzhen.contract.derive import derived_columns

LAKE_FIELDS = (
    pa.field("lake_batch", pa.int64()),
    pa.field("lake_revision", pa.int64()),
    pa.field("lake_withdrawn", pa.bool_()),
)
"""Which batch stored the row, the how-manieth statement about its key it is, and whether it says the key is void."""

Key: TypeAlias = Mapping[str, bool]
"""The columns that identify a row, and whether each is always filled."""

PARTITIONS: Mapping[str, Mapping[str, tuple[str, pa.DataType]]] = MappingProxyType(
    {
        "observations": {
            "partition_cycle": ('"cycle"', pa.string()),
            "partition_day": ('CAST("at" AS DATE)', pa.date32()),
        }
    }
)
"""Partition columns by table: the SQL each comes from, and its type.

They repeat facts of the row, so that a data file is complete without the name of its folder.
"""

ORDER: Mapping[str, str] = MappingProxyType({"observations": 'partition_cycle, partition_day, device_id, factor, "at"'})
"""Order of the rows in a file, where another one than the source's packs better."""


def stored_schema(table: str) -> pa.Schema:
    """The schema of a data file.

    Raises:
        KeyError: There is no such table.
    """
    return pa.schema([*schema(table), *LAKE_FIELDS])


def delta_schema(table: str) -> pa.Schema:
    """The schema of the Delta table: a data file's, and the partition columns."""
    parts = (pa.field(name, kind) for name, (_, kind) in PARTITIONS.get(table, {}).items())
    return pa.schema([*stored_schema(table), *parts])


def key_names(table: str) -> Key:
    """The columns that identify a row; parameters, methods and units count by their code, not by their spelling."""
    facts = TABLES[table]
    derived = {column.name for column in derived_columns(facts)}
    return {f"{c.name}_code" if f"{c.name}_code" in derived else c.name: c.required for c in facts.key}


def content_names(table: str) -> tuple[str, ...]:
    """The columns in which a correction may differ: the row's id and all of the contract's."""
    return ("row_id", *(column.name for column in TABLES[table].columns))
