"""One sheet of the template.

Rows: title, what the table holds, notes of the columns, Chinese headings (required ones
coloured), English headings, and an example that readers leave out.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from jianzhen.contract import Kind
from jianzhen.contract.docs import KINDS
from jianzhen.contract.identity import FORMS
from jianzhen.intake.read.header import EXAMPLE_MARKS
from jianzhen.intake.template.entry import validation
from jianzhen.intake.template.examples import example_cell

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

    from jianzhen.contract import Column, FactTable
    from jianzhen.intake.template.choices import Choices
    from jianzhen.intake.template.looks import Looks

TITLE, ABOUT, NOTES, HEADINGS, ENGLISH, EXAMPLE = range(6)
LAST_ROW = 5_000
"""Rows that have drop-downs; more may be filled in."""
_NARROW, _WIDE = 11, 34
_A4 = 9


def add_table_sheet(book: xlsxwriter.Workbook, table: FactTable, looks: Looks, choices: Choices) -> None:
    """Add the sheet of one table."""
    sheet = book.add_worksheet(table.zh)
    sheet.write_string(TITLE, 0, f"{table.zh}  {table.en}", looks.title)
    sheet.write_string(
        ABOUT, 0, f"{table.about_zh}橙色列必填。{table.about_en} Orange columns are required.", looks.about
    )
    for position, column in enumerate(table.columns):
        _add_column(sheet, position, column, looks)
        limits = validation(table, column, choices)
        if limits:
            sheet.data_validation(EXAMPLE + 1, position, LAST_ROW, position, limits)
    sheet.set_row(TITLE, 24)
    sheet.set_row(NOTES, 58)
    sheet.set_row(HEADINGS, 32)
    sheet.freeze_panes(EXAMPLE, 1)
    _set_print(sheet, table)


def _add_column(sheet: Worksheet, position: int, column: Column, looks: Looks) -> None:
    example = example_cell(column)
    sheet.set_column(position, position, _column_width(column), looks.cell[column.kind])
    sheet.write_string(NOTES, position, note(column), looks.note)
    sheet.write_string(HEADINGS, position, heading(column), looks.required if column.required else looks.optional)
    sheet.write_string(ENGLISH, position, column.en, looks.english)
    look = looks.example[column.kind]
    if position == 0:
        sheet.write_string(EXAMPLE, position, f"{EXAMPLE_MARKS[0]}{column.example}", look)
    elif isinstance(example, date):
        sheet.write_datetime(EXAMPLE, position, example, look)
    elif isinstance(example, str):
        sheet.write_string(EXAMPLE, position, example, look)
    else:
        sheet.write_number(EXAMPLE, position, example, look)


def heading(column: Column) -> str:
    """The Chinese title, with the unit in brackets."""
    return f"{column.zh}（{column.unit}）" if column.unit else column.zh


def note(column: Column) -> str:
    """What to type, in one or two short sentences."""
    parts = [column.note_zh] if column.note_zh else []
    if column.form and not column.note_zh:
        parts.append(FORMS[column.form].expected.zh)
    if column.kind is not Kind.TEXT:
        parts.append(KINDS[column.kind].zh)
    if column.many:
        parts.append("多项用 ; 分隔")
    if column.key:
        parts.append("主键")
    return "；".join(parts)


def _column_width(column: Column) -> float:
    longest = max(_shown_width(heading(column)), _shown_width(column.example), len(column.en) * 0.8)
    return min(max(longest + 2, _NARROW), _WIDE)


def _shown_width(text: str) -> int:
    """Chinese characters are as wide as two digits."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def _set_print(sheet: Worksheet, table: FactTable) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADINGS, ENGLISH)
    sheet.set_footer(f"&L{table.zh} {table.name}&R&P / &N")
