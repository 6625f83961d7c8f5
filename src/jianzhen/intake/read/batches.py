"""Rows of cells become batches of columns; rows that do not fit the headings are named."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from jianzhen.intake.faults import Severity
from jianzhen.intake.problem import Problem
from jianzhen.intake.read.sheet import BATCH_ROWS, RawBatch, Row, RowsUnreadableError
from jianzhen.intake.structural import BROKEN_ROW
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jianzhen.intake.faultlog import FaultLog
    from jianzhen.intake.place import Place
    from jianzhen.intake.read.header import Headed

TOO_LONG = Problem(
    "row.long",
    Words("每行的单元格数与标题行相同", "as many cells as there are headings"),
    Words(
        "该行已搁置：检查是否多了分隔符，含分隔符的文字要加引号",
        "the row is set aside: look for extra delimiters; quote texts that contain one",
    ),
)
TOO_SHORT = Problem(
    "row.short",
    Words("每行的单元格数与标题行相同", "as many cells as there are headings"),
    Words(
        "缺少的单元格按空白处理；检查该行是否被截断", "missing cells count as empty; check that the row is not cut off"
    ),
    Severity.WARNING,
)
BESIDE = Problem(
    "cell.beside",
    Words("内容只写在有标题的列中", "content only in columns with a heading"),
    Words(
        "该单元格没有读取：给该列加上标题，或删去内容", "the cell was not read: give the column a heading or clear it"
    ),
    Severity.WARNING,
)


def batches(headed: Headed, place: Place, log: FaultLog) -> Iterator[RawBatch]:
    """Stream the facts below the headings, ``BATCH_ROWS`` at a time."""
    rows: list[Row] = []
    try:
        for row in headed.facts:
            rows.append(row)
            if len(rows) == BATCH_ROWS:
                yield _batch(headed, rows, place, log)
                rows = []
    except RowsUnreadableError as error:
        log.add(BROKEN_ROW.at(place, row=error.row, found=error.reason))
    if rows:
        yield _batch(headed, rows, place, log)


def _batch(headed: Headed, rows: list[Row], place: Place, log: FaultLog) -> RawBatch:
    width = len(headed.row.cells)
    if any(len(row.cells) != width for row in rows):
        rows = [fitted for row in rows if (fitted := _fit(row, width, place, log))]
    numbers = pa.array([row.number for row in rows], pa.int64())
    cells = list(zip(*(row.cells for row in rows), strict=True)) or [()] * width
    columns = {heading.name: _texts(cells[heading.position]) for heading in headed.headings}
    _tell_beside(headed, cells, numbers, place, log)
    return _without_blank_rows(RawBatch(numbers, columns))


def _fit(row: Row, width: int, place: Place, log: FaultLog) -> Row | None:
    extra = [cell for cell in row.cells[width:] if cell.strip()]
    if extra:
        log.add(TOO_LONG.at(place, row=row.number, found=f"{len(row.cells)} / {width}: " + " | ".join(extra)))
        return None
    if len(row.cells) < width:
        log.add(TOO_SHORT.at(place, row=row.number, found=f"{len(row.cells)} / {width}"))
    return Row(row.number, row.cells[:width] + [""] * (width - len(row.cells)))


def _texts(cells: tuple[str, ...]) -> pa.Array:
    """Trimmed text, null where nothing is left."""
    texts = pc.utf8_trim_whitespace(pa.array(cells, pa.string()))
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)


def _tell_beside(headed: Headed, cells: list[tuple[str, ...]], numbers: pa.Array, place: Place, log: FaultLog) -> None:
    named = {heading.position for heading in (*headed.headings, *headed.unknown)}
    for position, column in enumerate(cells):
        if position not in named and any(column):
            texts = _texts(column)
            filled = texts.is_valid()
            log.add_cells(place, f"#{position + 1}", BESIDE, numbers.filter(filled), texts.filter(filled))


def _without_blank_rows(batch: RawBatch) -> RawBatch:
    filled = reduce(pc.or_, (column.is_valid() for column in batch.columns.values()))
    if pc.all(filled).as_py() is not False:
        return batch
    return RawBatch(batch.rows.filter(filled), {name: column.filter(filled) for name, column in batch.columns.items()})
