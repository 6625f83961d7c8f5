"""A register as a workbook that can be edited and imported again, and the empty one to fill in."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Iterable
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from jianzhen.contract import Column, Kind
from jianzhen.contract.codes import code_list
from jianzhen.contract.derive import CODED
from jianzhen.intake.template import write_template
from jianzhen.intake.template.choices import Choices
from jianzhen.intake.template.entry import validation
from jianzhen.intake.template.looks import FONT, Looks
from jianzhen.intake.template.sheet import heading
from jianzhen.web.registers.catalogue import PERSONAL, Register
from jianzhen.web.registers.cells import Cell, Values

MOST_ROWS = 20_000
_FIRST_EXCEL_DAY = dt.date(1900, 3, 1)
"""Before it, Excel counts a day that never was."""
_TALL = 1000


def exported(register: Register, rows: Iterable[Values]) -> bytes:
    """A workbook with one sheet of all columns but personal ones; what it lacks stays as it is on import."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    columns = [column for column in register.columns if column.name not in PERSONAL]
    with xlsxwriter.Workbook(out, options) as book:
        book.formats[0].set_font_name(FONT)
        looks = Looks(book)
        sheet = book.add_worksheet(register.table.zh)
        choices = Choices(book, [column.codes for column in columns if column.codes])
        for position, column in enumerate(columns):
            sheet.set_column(position, position, 18, looks.cell[column.kind])
            sheet.write_string(0, position, heading(column), looks.required if column.required else looks.optional)
            if limits := validation(register.table, column, choices):
                sheet.data_validation(1, position, _TALL, position, limits)
        sheet.freeze_panes(1, 1)
        for number, values in enumerate(rows, start=1):
            for position, column in enumerate(columns):
                _write(sheet, number, position, column, values.get(column.name), looks)
    return out.getvalue()


def _write(sheet: Worksheet, row: int, position: int, column: Column, value: Cell, looks: Looks) -> None:
    """One cell. Text is written as text whatever it begins with, so that no program takes it for a formula."""
    look = looks.cell[column.kind]
    if value is None:
        return
    if column.kind in {Kind.FLOAT, Kind.INTEGER} and _survives(float(value)):
        sheet.write_number(row, position, float(value), look)
    elif column.kind is Kind.DATE and (day := dt.date.fromisoformat(str(value))) >= _FIRST_EXCEL_DAY:
        sheet.write_datetime(row, position, day, look)
    else:
        sheet.write_string(row, position, as_text(column, value), looks.cell[Kind.TEXT])


def _survives(number: float) -> bool:
    """Whether the sixteen digits that a workbook keeps are the number."""
    return float(f"{number:.16G}") == number


def as_text(column: Column, value: Cell) -> str:
    """A cell as a person would type it: titles for codes of short lists, 是 and 否."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return repr(value)
    text = str(value)
    if not column.codes or column.codes in CODED:
        return text
    titles = code_list(column.codes).titles
    return ";".join(titles[part].zh if part in titles else part for part in text.split(";"))


def empty(register: Register) -> bytes:
    """The template of one register."""
    with tempfile.TemporaryDirectory(prefix="jianzhen-template-") as folder:
        path = Path(folder, "template.xlsx")
        write_template(path, [register.table])
        return path.read_bytes()
