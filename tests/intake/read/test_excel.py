"""Workbooks: typed cells, serial dates, errors, sheets of many kinds."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter
import xlwt

from jianzhen.intake.read.excel import cell_text

LAB = "91640100MA0LAB0005"
HEAD = ["采样记录编号", "监测机构代码", "类别", "采样开始时间", "采样结束时间", "生产负荷（%）", "采样点位"]
FACT = ["E1", LAB, "废气", datetime(2026, 3, 1, 9), datetime(2026, 3, 1, 10, 5, 30), 85.5, 20240501001.0]


def _xlsx(path, sheets, **options):
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm:ss", **options}) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (85.0, "85"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (True, "true"),
        (7, "7"),
        (datetime(2026, 3, 1, 9), "2026-03-01 09:00:00"),
        (date(2026, 3, 1), "2026-03-01"),
        (time(9, 5), "09:05:00"),
        (timedelta(days=1.5), "1.5"),
    ],
)
def test_typed_cells_become_text(value, text):
    assert cell_text(value) == text


@pytest.mark.parametrize("system_1904", [False, True])
def test_a_sheet_with_typed_cells(folder, rows, system_1904):
    _xlsx(folder.data / "采样记录.xlsx", {"Sheet1": [HEAD, FACT]}, date_1904=system_1904)
    staged = folder.stage()
    assert list(staged.faults) == []
    (row,) = rows(staged, "sampling_events")
    assert row["started_at"] == datetime(2026, 3, 1, 9)
    assert row["ended_at"] == datetime(2026, 3, 1, 10, 5, 30)
    assert (row["load_pct"], row["site_name"]) == (85.5, "20240501001")
    assert (row["source_file"], row["source_row"]) == ("采样记录.xlsx#Sheet1", 2)


def test_the_old_format(folder, rows):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("采样记录")
    style = xlwt.easyxf(num_format_str="YYYY-MM-DD HH:MM:SS")
    for number, line in enumerate((HEAD, FACT)):
        for position, value in enumerate(line):
            extra = (style,) if isinstance(value, datetime) else ()
            sheet.write(number, position, value, *extra)
    book.save(str(folder.data / "any name.xls"))
    staged = folder.stage()
    assert list(staged.faults) == []
    assert rows(staged, "sampling_events")[0]["ended_at"] == datetime(2026, 3, 1, 10, 5, 30)


def test_serial_numbers_without_a_date_format(folder, rows):
    fact = [*FACT[:3], 46082.375, 46082.4201388889, 85, "x"]
    _xlsx(folder.data / "采样记录.xlsx", {"采样记录": [HEAD, fact]})
    assert rows(folder.stage(), "sampling_events")[0]["ended_at"] == datetime(2026, 3, 1, 10, 5)


def test_one_workbook_with_a_sheet_per_table(folder):
    sheets = {
        "说明": [["随便写"]],
        "采样记录": [HEAD, FACT],
        "samples": [["sample_no", "lab_id", "event_id"], ["S1", LAB, "E1"]],
        "Sheet3": [],
    }
    _xlsx(folder.data / "all.xlsx", sheets)
    staged = folder.stage()
    assert list(staged.faults) == []
    assert {name: table.rows for name, table in staged.tables.items()} == {"sampling_events": 1, "samples": 1}


def test_an_unknown_sheet_is_refused_with_the_nearest(folder):
    _xlsx(folder.data / "all.xlsx", {"采样记录": [HEAD, FACT], "采样记": [HEAD, FACT]})
    (fault,) = folder.stage().structural
    assert (fault.code, fault.sheet) == ("table.unknown", "采样记")
    assert "采样记录" in fault.expected.zh


def test_merged_titles_above_and_errors_in_cells(folder):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "采样记录"
    sheet.append(["某机构采样记录"])
    sheet.merge_cells("A1:G1")
    sheet.append([])
    sheet.append(HEAD)
    sheet.append(FACT)
    sheet["F4"] = "#DIV/0!"
    sheet["F4"].data_type = "e"
    book.save(folder.data / "a.xlsx")
    (fault,) = folder.stage().faults
    assert (fault.code, fault.sheet, fault.row, fault.column) == ("cell.error", "采样记录", 4, "生产负荷（%）")
    assert fault.found == "#DIV/0!"


def test_a_hidden_sheet_counts_only_under_a_table_name(folder, rows):
    book = openpyxl.Workbook()
    book.active.title = "采样记录"
    book.active.append(HEAD)
    book.active.append(FACT)
    for name, line in (("草稿", ["x"]), ("样品", ["sample_no", "lab_id"])):
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden"
        sheet.append(line)
    book["样品"].append(["S1", LAB])
    book.save(folder.data / "a.xlsx")
    staged = folder.stage()
    assert list(staged.faults) == []
    assert staged.tables["samples"].rows == 1


def test_a_formula_without_a_stored_value_is_an_empty_cell(folder):
    book = openpyxl.Workbook()
    book.active.title = "采样记录"
    book.active.append(HEAD)
    book.active.append(["=1+1", *FACT[1:]])
    book.save(folder.data / "a.xlsx")
    assert folder.codes() == ["required.missing"]


def test_errors_in_the_old_format_are_told(folder):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("采样记录")
    fact = [*FACT[:3], "2026-03-01 09:00", "2026-03-01 10:00", 85, "x"]
    for number, line in enumerate((HEAD, fact)):
        for position, value in enumerate(line):
            if (number, position) != (1, 5):
                sheet.write(number, position, value)
    sheet.row(1).set_cell_error(5, "#DIV/0!")
    book.save(str(folder.data / "a.xls"))
    assert [(fault.code, fault.row, fault.found) for fault in folder.stage().faults] == [("cell.error", 2, "#DIV/0!")]
