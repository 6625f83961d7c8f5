"""The parts of a region on disk: each laboratory writes its own, then they become one file per table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianzhen.contract import TABLES
from jianzhen.contract.arrow import ARROW_TYPES
from jianzhen.synth.frame import Frame


def write_part(folder: Path, number: int, tables: Mapping[str, Frame]) -> None:
    """Write the tables of one laboratory; what it wrote before is replaced."""
    for before in folder.glob(f"*/{number:05d}.parquet"):
        before.unlink()
    for name, frame in tables.items():
        if len(frame):
            whole = frame.arrow()
            used = [column for column in whole.column_names if whole[column].null_count < len(whole)]
            place = folder / name
            place.mkdir(parents=True, exist_ok=True)
            pq.write_table(whole.select(used), place / f"{number:05d}.parquet", compression="lz4", use_dictionary=False)


def join_parts(folder: Path, table: str, path: Path) -> int:
    """Write one file of all parts, in the order of the laboratories, a row group each; return the number of rows.

    Columns that no part has a value for are left out: a heading without values would promise what is not there.
    """
    parts = sorted((folder / table).iterdir())
    used = {name for part in parts for name in pq.read_schema(part).names}
    schema = pa.schema(
        [(column.name, ARROW_TYPES[column.kind]) for column in TABLES[table].columns if column.name in used]
    )
    rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for part in parts:
            whole = pq.read_table(part)
            missing = [field for field in schema if field.name not in whole.column_names]
            for field in missing:
                whole = whole.append_column(field, pa.nulls(len(whole), field.type))
            writer.write_table(whole.select(schema.names).cast(schema))
            rows += len(whole)
            part.unlink()
    return rows


def renumbered(parts: list[pa.Table]) -> pa.Table:
    """Labels of all laboratories, numbered through."""
    first, numbered = 0, []
    for part in parts:
        shifted = pc.add(part["label"], first)
        numbered.append(part.set_column(0, "label", shifted))
        first = pc.max(shifted).as_py() or first
    return pa.concat_tables(numbered)
