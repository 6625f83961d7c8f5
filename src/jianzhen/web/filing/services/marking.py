"""The sheet that was handed in, with every fault written beside the cell that it is about."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import python_calamine
import xlsxwriter

from jianzhen.contract import TABLES, FactTable
from jianzhen.intake.read.encoding import detect
from jianzhen.intake.read.excel import cell_text
from jianzhen.intake.read.names import column_named
from jianzhen.web.filing import vault
from jianzhen.web.filing.guard.content import Kind
from jianzhen.web.filing.models import SubmittedFile
from jianzhen.web.filing.services.faultlist import lines

MOST_CELLS = 400_000
"""Of all sheets together: beyond that the list of faults alone is given."""
_HEADING_ROWS = 15
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_Remarks = Mapping[int, Mapping[str, Sequence[str]]]


class TooLargeError(Exception):
    """The sheet is too large to be marked; the list of faults is what helps."""


def marked(file: SubmittedFile, faults: pa.Table) -> bytes:
    """A workbook with the sheets as they were: faulty cells in colour, what is wrong in the last columns.

    All cells are texts, so that nothing in them is worked out.

    Raises:
        TooLargeError: It has too many cells.
        jianzhen.web.filing.vault.BrokenFileError: The file is not as it was.
    """
    mine = faults.filter(pc.equal(faults["file"], file.name)) if len(faults) else faults
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        room = MOST_CELLS
        for title, rows in _sheets(file):
            room -= sum(len(row) for row in rows)
            if room < 0:
                raise TooLargeError
            in_sheets = file.kind == Kind.WORKBOOK.value and len(mine) > 0
            here = mine.filter(pc.equal(mine["sheet"], title)) if in_sheets else mine
            _write_sheet(book, title, rows, _remarks(here), _facts(here))
        _write_list(book, mine)
    return out.getvalue()


def _sheets(file: SubmittedFile) -> Iterator[tuple[str, list[list[str]]]]:
    path = vault.place(file.sha256)
    if file.kind == Kind.WORKBOOK.value:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > MOST_CELLS:
                raise TooLargeError
            yield name, [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    else:
        yield file.name, list(_csv_rows(path))


def _csv_rows(path: Path) -> Iterator[list[str]]:
    text = path.read_text(encoding=detect(path).name, errors="replace")
    if text.count("\n") > MOST_CELLS:
        raise TooLargeError
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter)
    except csv.Error as error:
        raise TooLargeError from error


def _facts(faults: pa.Table) -> FactTable | None:
    """The table that the faults of a sheet are about."""
    return next((TABLES[fault["table"]] for fault in faults.to_pylist() if fault["table"] in TABLES), None)


def _remarks(faults: pa.Table) -> _Remarks:
    """Row to column to what is wrong there."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for fault in faults.to_pylist():
        if fault["row"]:
            found[fault["row"]][fault["column"]].append(f"应为 {fault['expected_zh']}；{fault['remedy_zh']}")
    return found


def _write_sheet(
    book: xlsxwriter.Workbook, title: str, rows: list[list[str]], remarks: _Remarks, facts: FactTable | None
) -> None:
    sheet = book.add_worksheet(_title(book, title))
    wrong = book.add_format({"bg_color": "#FDE2E0"})
    width = max((len(row) for row in rows), default=0)
    columns = _columns(rows, {column for cells in remarks.values() for column in cells}, facts)
    for number, row in enumerate(rows, start=1):
        here = remarks.get(number, {})
        faulty = {columns[column] for column in here if column in columns}
        for at, text in enumerate(row):
            if text or at in faulty:
                sheet.write_string(number - 1, at, text[:32_767], wrong if at in faulty else None)
        if here:
            said = [f"{column}：{remark}" if column else remark for column, them in here.items() for remark in them]
            sheet.write_string(number - 1, width, "\n".join(said)[:32_767], wrong)
    sheet.set_column(0, max(0, width - 1), 16)
    sheet.set_column(width, width, 60)


def _columns(rows: list[list[str]], wanted: set[str], facts: FactTable | None) -> dict[str, int]:
    """Heading to column, from the line of the first rows that has most of them; letters are columns themselves.

    A fault may name the column by its title where the file prints another of its names.
    """
    best: dict[str, int] = {}
    named = {name: column for column in wanted if facts and (name := column_named(facts, column))}
    for row in rows[:_HEADING_ROWS]:
        found = {text: at for at, text in enumerate(row) if text in wanted}
        if facts is not None:
            found |= {named[name]: at for at, text in enumerate(row) if (name := column_named(facts, text)) in named}
        best = found if len(found) > len(best) else best
    letters = {column: _number(column) for column in wanted - set(best) if column.isascii() and column.isupper()}
    return {**letters, **best}


def _number(letters: str) -> int:
    number = 0
    for letter in letters[:3]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _title(book: xlsxwriter.Workbook, title: str) -> str:
    kept = "".join(sign for sign in title if sign not in "[]:*?/\\").strip("'")[:28] or "表"
    taken = {sheet.get_name().casefold() for sheet in book.worksheets()}
    names: Iterator[str] = (kept if number == 1 else f"{kept[:25]}_{number}" for number in range(1, 10_000))
    return next(name for name in names if name.casefold() not in taken | {"history", "问题清单"})


def _write_list(book: xlsxwriter.Workbook, faults: pa.Table) -> None:
    sheet = book.add_worksheet("问题清单")
    headings, entries = lines(faults)
    sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
    for number, entry in enumerate(entries, start=1):
        for at, value in enumerate(entry):
            _write(sheet, number, at, value)


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, str(value))
