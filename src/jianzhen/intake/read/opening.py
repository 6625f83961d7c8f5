"""Open every sheet of DATA: file kind, table, headings; structural faults on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.intake.place import Place
from jianzhen.intake.read import csv, excel, parquet
from jianzhen.intake.read.batches import batches
from jianzhen.intake.read.encoding import detect
from jianzhen.intake.read.header import Headed, find_headings
from jianzhen.intake.read.names import column_named, nearest_column, nearest_table, table_named
from jianzhen.intake.read.safety import verify_workbook
from jianzhen.intake.read.sheet import Grid, Heading, RawBatch, RawSheet, Row, RowsUnreadableError
from jianzhen.intake.read.sniff import FileKind, UnreadableFileError, is_zip, verify_kind
from jianzhen.intake.structural import (
    BROKEN_ROW,
    COLUMN_TWICE,
    ENCODING,
    NO_HEADER,
    UNREADABLE,
    missing_column,
    unknown_column,
    unknown_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jianzhen.contract import FactTable
    from jianzhen.intake.faultlog import FaultLog
    from jianzhen.intake.read.locate import DataFile

NO_TABLES = frozenset(
    {"说明", "填写说明", "目录", "索引", "代码", "代码表", "index", "contents", "readme", "codes", "notes"}
)
"""Sheets of these names explain a workbook and hold no facts."""


def open_sheets(file: DataFile, log: FaultLog) -> Iterator[RawSheet]:
    """The sheets of one file; what cannot be opened is in the log."""
    try:
        kind = verify_kind(file.path)
        if kind is FileKind.PARQUET:
            yield from _parquet_sheet(file, log)
        elif kind is FileKind.CSV:
            yield from _csv_sheet(file, log)
        else:
            yield from _workbook_sheets(file, log)
    except UnreadableFileError as error:
        log.add(UNREADABLE[error.code].at(Place(file.name), found=str(error) or file.name))
    except OSError as error:
        log.add(UNREADABLE["access"].at(Place(file.name), found=error.strerror or str(error)))


def _csv_sheet(file: DataFile, log: FaultLog) -> Iterator[RawSheet]:
    encoding = detect(file.path)
    for line in encoding.bad_lines:
        log.add(ENCODING.at(Place(file.name), row=line.number, found=line.shown))
    table = _table(file.path.stem, Place(file.name), log)
    if table:
        yield from _sheet(csv.grid(file.path, encoding.name), Place(file.name, "", table.name), table, log)


def _workbook_sheets(file: DataFile, log: FaultLog) -> Iterator[RawSheet]:
    if is_zip(file.path):
        verify_workbook(file.path)
    grids = [grid for grid in excel.grids(file.path) if grid.name.strip().casefold() not in NO_TABLES]
    by_file = table_named(file.path.stem)
    filled = [grid for grid in grids if not grid.hidden and (table_named(grid.name) or _has_cells(grid))]
    for grid in grids:
        table = table_named(grid.name)
        if table is None and grid not in filled:
            continue
        if table is None and len(filled) == 1:
            table = by_file
        table = table or _table(grid.name, Place(file.name, grid.name), log)
        if table:
            yield from _sheet(grid, Place(file.name, grid.name, table.name), table, log)


def _has_cells(grid: Grid) -> bool:
    try:
        return any(any(row.cells) for row in grid.rows())
    except RowsUnreadableError:
        return True


def _table(name: str, place: Place, log: FaultLog) -> FactTable | None:
    table = table_named(name)
    if table is None:
        log.add(unknown_table(nearest_table(name)).at(place, found=name))
    return table


def _sheet(grid: Grid, place: Place, table: FactTable, log: FaultLog) -> Iterator[RawSheet]:
    try:
        headed = find_headings(table, grid.rows())
    except RowsUnreadableError as error:
        log.add(BROKEN_ROW.at(place, row=error.row, found=error.reason))
        return
    if headed is None:
        log.add(NO_HEADER.at(place, found=place.sheet or place.file))
        return
    headings = _verified(headed, place, table, log)
    headed = headed._replace(headings=headings)
    yield RawSheet(place, table, headings, batches(headed, place, log))


def _parquet_sheet(file: DataFile, log: FaultLog) -> Iterator[RawSheet]:
    opened = parquet.open_parquet(file.path)
    table = _table(file.path.stem, Place(file.name), log)
    if table is None:
        return
    place = Place(file.name, "", table.name)
    names = list(opened.schema_arrow.names)
    found = [Heading(position, name, column_named(table, name) or "") for position, name in enumerate(names)]
    known = tuple(heading for heading in found if heading.name)
    unknown = tuple(heading for heading in found if not heading.name)
    headings = _verified(Headed(Row(0, names), known, unknown, iter(())), place, table, log)
    yield RawSheet(place, table, headings, _guarded(parquet.batches(opened, headings), place, log))


def _guarded(stream: Iterator[RawBatch], place: Place, log: FaultLog) -> Iterator[RawBatch]:
    try:
        yield from stream
    except RowsUnreadableError as error:
        log.add(BROKEN_ROW.at(place, row=error.row, found=error.reason))


def _verified(headed: Headed, place: Place, table: FactTable, log: FaultLog) -> tuple[Heading, ...]:
    """The usable headings; unknown, repeated and missing columns go to the log."""
    for heading in headed.unknown:
        problem = unknown_column(nearest_column(table, heading.printed))
        log.add(problem.at(place, row=headed.row.number, column=heading.printed, found=heading.printed))
    once: dict[str, Heading] = {}
    for heading in headed.headings:
        if heading.name in once:
            log.add(COLUMN_TWICE.at(place, row=headed.row.number, column=heading.printed, found=heading.printed))
        once.setdefault(heading.name, heading)
    for column in table.columns:
        if column.required and column.name not in once:
            problem = missing_column(f"{column.zh} ({column.name})")
            log.add(problem.at(place, row=headed.row.number, column=column.zh))
    return tuple(once.values())
