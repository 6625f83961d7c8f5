"""The template is read by the same readers it was written for."""

from __future__ import annotations

from copy import copy

import openpyxl
import pytest

from jianzhen.contract import TABLES
from jianzhen.contract.codes import code_list
from jianzhen.intake.faults import Severity
from jianzhen.intake.stage import stage
from jianzhen.intake.template import write_template
from jianzhen.intake.template.sheet import ENGLISH, EXAMPLE, HEADINGS, NOTES


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "模板.xlsx"
    write_template(path, list(TABLES.values()))
    return path


@pytest.fixture(scope="module")
def book(template):
    return openpyxl.load_workbook(template)


def test_an_unfilled_template_has_no_rows_and_no_faults(template, tmp_path):
    staged = stage(template, tmp_path / "work")
    assert list(staged.faults) == []
    assert {name: table.rows for name, table in staged.tables.items()} == dict.fromkeys(TABLES, 0)


def test_a_template_filled_with_its_examples_checks_clean(template, tmp_path):
    book = openpyxl.load_workbook(template)
    for table in TABLES.values():
        sheet = book[table.zh]
        for position, column in enumerate(table.columns, start=1):
            shown = sheet.cell(EXAMPLE + 1, position)
            filled = sheet.cell(EXAMPLE + 2, position, column.example if position == 1 else shown.value)
            filled.number_format = copy(shown.number_format)
    filled = tmp_path / "filled.xlsx"
    book.save(filled)
    staged = stage(filled, tmp_path / "work")
    assert [fault for fault in staged.faults if fault.severity is Severity.FAULT] == []
    assert {name: table.rows for name, table in staged.tables.items()} == dict.fromkeys(TABLES, 1)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_each_sheet_has_headings_notes_and_an_example(book, table):
    sheet = book[table.zh]
    for position, column in enumerate(table.columns, start=1):
        assert sheet.cell(HEADINGS + 1, position).value.startswith(column.zh)
        assert sheet.cell(ENGLISH + 1, position).value == column.en
        assert not column.unit or column.unit in sheet.cell(HEADINGS + 1, position).value
        assert column.note_zh in (sheet.cell(NOTES + 1, position).value or "")
    assert sheet.cell(EXAMPLE + 1, 1).value.startswith("【示例】")
    assert sheet.freeze_panes == f"B{EXAMPLE + 1}"


def test_required_headings_stand_out(book):
    table = TABLES["sampling_events"]
    colours = {
        column.required: book[table.zh].cell(HEADINGS + 1, position).fill.fgColor.rgb
        for position, column in enumerate(table.columns, start=1)
    }
    assert len(set(colours.values())) == 2


def test_closed_lists_have_drop_downs_that_refuse_and_open_ones_that_help(book):
    rules = {next(iter(rule.sqref.ranges)).min_col: rule for rule in book["采样记录"].data_validations.dataValidation}
    names = [column.name for column in TABLES["sampling_events"].columns]
    category = rules[names.index("category") + 1]
    assert (category.type, category.showErrorMessage) == ("list", True)
    assert not rules[names.index("weather") + 1].showErrorMessage
    sheet_name, _, cells = category.formula1.partition("!")
    listed = [cell.value for (cell,) in book[sheet_name.strip("'")][cells.replace("$", "")]]
    assert listed == [title.zh for title in code_list("sample_category").titles.values()]


def test_text_columns_keep_zeros(book):
    sheet = book[TABLES["results"].zh]
    position = [column.name for column in TABLES["results"].columns].index("value_text")
    letter = openpyxl.utils.get_column_letter(position + 1)
    assert sheet.column_dimensions[letter].number_format == "@"


def test_the_code_lists_are_hidden(book):
    assert book["代码表"].sheet_state == "hidden"
