"""The figures and the lost hours as CSV, complete, whatever their number."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from jianzhen.kpi.figures import LEVELS, TOTAL, figures_sql
from jianzhen.kpi.standing import STANDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jianzhen.kpi.transmission import Transmission

_FORMULA = r"^\s*[=+\-@\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]"
_BATCH = 100_000


def write_csvs(found: Transmission, by: str, folder: Path) -> None:
    """Write ``total-LEVEL.csv`` and ``BY-LEVEL.csv`` for every level, ``losses.csv`` and ``devices.csv``."""
    span = {"from_at": found.period.from_at, "to_at": found.period.to_at}
    for group in (TOTAL, by):
        for level in LEVELS:
            _write(found, figures_sql(group, level), span, folder / f"{group}-{level}.csv")
    order = "device_id, factor, from_at, state, reason"
    _write(found, f"SELECT * FROM loss ORDER BY {order}", {}, folder / "losses.csv")
    _write(found, f"SELECT * FROM ({STANDINGS}) ORDER BY status, device_id", {}, folder / "devices.csv")


def _write(found: Transmission, query: str, values: Mapping[str, Any], path: Path) -> None:
    rows = found.connection.sql(query, params=dict(values)).to_arrow_reader(_BATCH)
    with path.open("wb") as file:
        file.write(codecs.BOM_UTF8)  # or spreadsheet programs take Chinese for something else
        with csv.CSVWriter(file, rows.schema, write_options=csv.WriteOptions(quoting_style="needed")) as writer:
            for batch in rows:
                writer.write(pa.record_batch([_inert(column) for column in batch.columns], schema=rows.schema))


def _inert(column: pa.Array) -> pa.Array:
    """Keep a spreadsheet program from running a found text as a formula."""
    if not pa.types.is_string(column.type):
        return column
    return pc.if_else(pc.match_substring_regex(column, _FORMULA), pc.binary_join_element_wise("'", column, ""), column)
