from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from tests.support.report_data import FORMULA, HOSTILE, LAB

from jianzhen.report.results import Results
from jianzhen.report.xlsx import write_leads
from jianzhen.report.xlsx.leads import CONCLUSIONS
from jianzhen.report.xlsx.sheet import CELL, Column, Sheets, fitting


@pytest.fixture(scope="module")
def book(run_folder: Path):
    return openpyxl.load_workbook(run_folder / "leads.xlsx")


def table(book, title: str) -> list[dict[str, object]]:
    head, *rows = book[title].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_sheets_and_their_order(book) -> None:
    assert book.sheetnames == ["线索 Leads", "发现 Findings", "证据 Evidence", "不可判 Cannot tell", "说明 About"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref


def test_one_row_per_lead_in_reading_order_with_room_for_the_verdict(book, results: Results) -> None:
    rows = table(book, "线索 Leads")
    assert [row["线索编号 Lead id"] for row in rows] == [lead.lead_id for lead in results.leads]
    [row] = [row for row in rows if "行踪" in str(row["证据类 Families"])]
    assert (row["级 Grade"], row["对象 Subject"], row["名称 Name"]) == ("中", LAB, HOSTILE)
    assert row["起 From"] == dt.datetime(2024, 5, 1, 10, 20)
    assert (row["核查人"], row["结论"], row["备注"]) == (None, None, None)
    [choice] = book["线索 Leads"].data_validations.dataValidation
    assert choice.formula1 == '"' + ",".join(CONCLUSIONS) + '"'


def test_every_evidence_row_is_listed_with_its_place(book, results: Results) -> None:
    rows = table(book, "证据 Evidence")
    wanted = {
        (lead.lead_id[:12], row.row_id) for lead in results.leads for item in lead.findings for row in item.evidence
    }
    assert {(row["线索编号 Lead id"], row["行编号 Row id"]) for row in rows} == wanted
    [row] = [row for row in rows if "E1；" in str(row["内容 Content"]) and row["表 Table"] == "采样记录"]
    assert (row["文件 File"], row["行 Row"], row["角色 Role"]) == ("sampling_events.csv", 2, "其一")


def test_cannot_tell_is_listed_whole(book, results: Results) -> None:
    assert len(table(book, "不可判 Cannot tell")) == sum(row["status"] == "cannot_tell" for row in results.coverage)


def test_a_formula_from_the_data_is_text(book, run_folder: Path) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    assert any(FORMULA in str(cell.value) for cell in cells)
    with zipfile.ZipFile(run_folder / "leads.xlsx") as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "worksheets" in name)


def test_the_same_run_gives_the_same_bytes(results: Results, run_folder: Path, tmp_path: Path) -> None:
    time.sleep(2)  # longer than the steps of a file time in an archive
    write_leads(results, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == (run_folder / "leads.xlsx").read_bytes()


def test_rows_beyond_a_sheet_go_on_in_the_next() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheets = Sheets(book, "证据 Evidence", (Column("a", 8), Column("b", 8)), rows=4)
        for number in range(7):
            sheets.add((number, f"t{number}"))
        sheets.finish()
    read = openpyxl.load_workbook(target)
    assert read.sheetnames == ["证据 Evidence", "证据 Evidence 2", "证据 Evidence 3"]
    assert [row[0] for sheet in read for row in sheet.iter_rows(min_row=2, values_only=True)] == list(range(7))
    assert all(sheet["A1"].value == "a" for sheet in read)


@pytest.mark.parametrize("moment", [dt.datetime(1899, 1, 1), dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31, 23, 59)])
def test_moments_that_programs_count_differently_are_text(moment: dt.datetime) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheets = Sheets(book, "s", (Column("a", 8),))
        sheets.add((moment,))
        sheets.finish()
    value = openpyxl.load_workbook(target)["s"]["A2"].value
    assert str(value)[:4] == f"{moment.year:04d}"


@given(st.text(max_size=50))
def test_any_text_fits_a_cell(text: str) -> None:
    kept = fitting(text)
    assert all(letter >= " " or letter in "\n\t" for letter in kept)
    assert fitting(kept) == kept


def test_a_text_too_long_says_where_the_rest_is() -> None:
    kept = fitting("x" * (CELL + 1))
    assert len(kept) == CELL
    assert kept.endswith("evidence package）")
