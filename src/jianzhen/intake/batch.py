"""One batch of a sheet becomes a batch of its table; every faulty cell is entered in the log."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from jianzhen.contract import Column, FactTable, Kind
from jianzhen.contract.arrow import schema
from jianzhen.contract.derive import derived_columns
from jianzhen.intake.convert.kinds import ARROW, as_text, to_kind
from jianzhen.intake.convert.timestamps import FIRST_REGISTRY_YEAR, FIRST_YEAR
from jianzhen.intake.convert.vocabulary import to_vocabulary
from jianzhen.intake.relations import REQUIRED, pairs, reversed_pair, reversed_rows

if TYPE_CHECKING:
    from jianzhen.intake.faultlog import FaultLog
    from jianzhen.intake.read.sheet import RawBatch, RawSheet

SYSTEM = (
    Column("row_id", "行标识", "Row id"),
    Column("source_file", "来源文件", "Source file"),
    Column("source_row", "来源行", "Source row", Kind.INTEGER),
    Column("ingested_at", "入库时间", "Ingested at", Kind.TIMESTAMP),
)
HERE = ("_file", "_sheet", "_row")
"""Where a row stands in DATA, whatever its own ``source_file`` says; not part of staged data."""


class Typed(NamedTuple):
    """The rows that can be staged, and the number of rows set aside."""

    rows: pa.Table
    set_aside: int


@cache
def part_schema(table: str) -> pa.Schema:
    """The schema of staged data plus ``HERE``."""
    here = [pa.field("_file", pa.string()), pa.field("_sheet", pa.string()), pa.field("_row", pa.int64())]
    return pa.schema([*schema(table), *here])


def to_typed(sheet: RawSheet, batch: RawBatch, log: FaultLog) -> Typed:
    """Convert and verify one batch."""
    columns: dict[str, pa.Array] = {}
    for column in (*sheet.table.columns, *SYSTEM):
        if column.name in batch.columns:
            columns[column.name] = _convert(sheet, column, batch, log)
    keep = _complete(sheet, batch, columns, log)
    _verify_pairs(sheet, batch, columns, log)
    _add_source(sheet, batch, columns)
    whole = _assemble(sheet.table, columns, len(batch.rows))
    kept = whole if keep is None else whole.filter(keep)
    return Typed(kept, len(whole) - len(kept))


def _convert(sheet: RawSheet, column: Column, batch: RawBatch, log: FaultLog) -> pa.Array:
    cells = batch.columns[column.name]
    # The registry (part A) tells of institutions and standards older than the facts about them.
    first_year = FIRST_REGISTRY_YEAR if sheet.table.part == "A" else FIRST_YEAR
    converted = to_kind(column, cells, first_year)
    if column.kind is Kind.TEXT:
        worded = to_vocabulary(column, converted.values)
        worded.problems[:0] = converted.problems
        converted = worded
    for problem, positions in converted.problems:
        found = as_text(cells.take(positions))
        log.add_cells(sheet.place, sheet.printed[column.name], problem, batch.rows.take(positions), found)
    return converted.values


def _complete(sheet: RawSheet, batch: RawBatch, columns: dict[str, pa.Array], log: FaultLog) -> pa.Array | None:
    """True for rows whose required cells all have a value; None when all rows do."""
    filled = None
    for column in sheet.table.columns:
        if not column.required:
            continue
        if column.name not in columns:
            # Told once for the sheet; no row of it can be staged.
            return pa.repeat(pa.scalar(False), len(batch.rows))
        if columns[column.name].null_count:
            empty = pc.and_(columns[column.name].is_null(), _blank(batch.columns[column.name]))
            rows = batch.rows.filter(empty)
            nothing = pa.repeat(pa.scalar(""), len(rows))
            log.add_cells(sheet.place, sheet.printed[column.name], REQUIRED, rows, nothing)
            valid = columns[column.name].is_valid()
            filled = valid if filled is None else pc.and_(filled, valid)
    return filled


def _blank(cells: pa.Array) -> pa.Array:
    if not pa.types.is_string(cells.type):
        return cells.is_null()
    return pc.equal(pc.utf8_trim_whitespace(cells), "").fill_null(True)


def _verify_pairs(sheet: RawSheet, batch: RawBatch, columns: dict[str, pa.Array], log: FaultLog) -> None:
    for low, high in pairs(sheet.table):
        if low in columns and high in columns:
            bad = reversed_rows(columns[low], columns[high])
            if pc.any(bad).as_py():
                found = pc.binary_join_element_wise(
                    as_text(columns[low].filter(bad)), as_text(columns[high].filter(bad)), " > "
                )
                problem = reversed_pair(sheet.printed[low], sheet.printed[high])
                log.add_cells(sheet.place, sheet.printed[high], problem, batch.rows.filter(bad), found)


def _add_source(sheet: RawSheet, batch: RawBatch, columns: dict[str, pa.Array]) -> None:
    count = len(batch.rows)
    columns["_file"] = pa.repeat(pa.scalar(sheet.place.file), count)
    columns["_sheet"] = pa.repeat(pa.scalar(sheet.place.sheet), count)
    columns["_row"] = batch.rows
    source = pa.repeat(pa.scalar(sheet.place.source), count)
    # A file's own source columns lead back to an earlier original; one without the other leads nowhere.
    nothing = pa.nulls(count)
    given_file, given_row = columns.get("source_file", nothing), columns.get("source_row", nothing)
    both = pc.and_(given_file.is_valid(), given_row.is_valid())
    columns["source_file"] = pc.if_else(both, given_file.cast(pa.string()), source)
    columns["source_row"] = pc.if_else(both, given_row.cast(pa.int64()), batch.rows)


def _assemble(table: FactTable, columns: dict[str, pa.Array], count: int) -> pa.Table:
    for derived in derived_columns(table):
        if derived.source in columns:
            encoded = columns[derived.source].dictionary_encode()
            values = [derived.function(text) for text in encoded.dictionary.to_pylist()]
            columns[derived.name] = pa.array(values, ARROW[derived.kind]).take(encoded.indices)
    wanted = part_schema(table.name)
    return pa.table([columns.get(f.name, pa.nulls(count, f.type)) for f in wanted], schema=wanted)
