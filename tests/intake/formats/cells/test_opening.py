"""Workbooks are opened by what they are; what is none says why and what to do."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlwt

from jianzhen.intake.formats.cells import Book, BookError, open_book
from jianzhen.intake.formats.cells.limits import MAX_CELLS
from jianzhen.intake.formats.cells.model import Trouble


def saved(path: Path, **cells: object) -> Path:
    book = openpyxl.Workbook()
    for ref, value in cells.items():
        book.active[ref] = value
    book.save(path)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(BookError) as caught:
        open_book(path)
    assert caught.value.expected.zh
    assert caught.value.remedy.en
    return caught.value.code


def only(book: Book) -> dict[str, str]:
    return {cell.ref: cell.text for cell in book.sheets[0]}


def test_both_kinds_read_alike(tmp_path: Path) -> None:
    new = openpyxl.Workbook()
    old = xlwt.Workbook()
    page = old.add_sheet("Sheet")
    values = [
        (" 水温 ", "General"),
        (0.5, "0.00_ "),
        (172, "General"),
        (datetime(2026, 1, 5), "yyyy.mm.dd"),
        (True, "General"),
    ]
    for column, (value, pattern) in enumerate(values):
        new.active.cell(1, column + 1, value).number_format = pattern
        page.write(0, column, value, xlwt.easyxf(num_format_str=pattern))
    new.active.merge_cells("A1:A3")
    page.merge(0, 2, 0, 0)
    new.save(tmp_path / "n.xlsx")
    old.save(str(tmp_path / "o.xls"))
    first, second = open_book(tmp_path / "n.xlsx"), open_book(tmp_path / "o.xls")
    assert only(first) == only(second)
    assert only(first) == {"A1": "水温", "B1": "0.50", "C1": "172", "D1": "2026.01.05", "E1": "TRUE"}
    for book in (first, second):
        assert book.sheets[0].cells[0, 1].number == 0.5
        assert book.sheets[0].at(0, 0) == book.sheets[0].cells[0, 0]


def test_a_merged_area_answers_with_its_first_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B3"] = "方法", "x"
    book.active.merge_cells("A1:A3")
    book.save(path)
    sheet = open_book(path).sheets[0]
    assert sheet.at(2, 0) == sheet.cells[0, 0]
    assert sheet.at(2, 1) == sheet.cells[2, 1]
    assert sheet.at(0, 1) is None


def test_references_without_a_stored_result_are_followed(tmp_path: Path) -> None:
    cells = only(open_book(saved(tmp_path / "a.xlsx", A1="W1", B1="=A1", C1="=B1", D1="=Z9", E1="=A1&B1")))
    assert (cells["B1"], cells["C1"]) == ("W1", "W1")
    sheet = open_book(tmp_path / "a.xlsx").sheets[0]
    assert [cell.trouble for cell in sheet] == [Trouble.NONE] * 3 + [Trouble.FORMULA] * 2


def test_errors_and_times_without_a_day(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "#DIV/0!"
    book.active["A1"].data_type = "e"
    book.active["B1"] = time(9, 5)
    book.active["B1"].number_format = "h:mm"
    book.save(path)
    error, clock = open_book(path).sheets[0]
    assert (error.text, error.trouble) == ("#DIV/0!", Trouble.ERROR)
    assert clock.text == "9:05"


def test_hidden_parts_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"], book.active["C1"] = 1, 2, 3
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["C"].hidden = True
    book.save(path)
    sheet = open_book(path).sheets[0]
    assert [cell.ref for cell in sheet if sheet.is_hidden(cell)] == ["C1", "A2"]


def test_the_name_does_not_matter(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", A1="x")
    path.rename(tmp_path / "a.xls")
    assert only(open_book(tmp_path / "a.xls")) == {"A1": "x"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        ("序号,项目\n".encode(), "not_a_workbook"),
        (b"<html><table></table></html>", "not_a_workbook"),
        (b"PK\x03\x04rubbish", "broken"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 2000, "broken"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert refusal(path) == code


def rewritten(path: Path, part: str, content: bytes) -> Path:
    """The same package with one part replaced."""
    kept = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    path.write_bytes(kept.getvalue())
    return path


def test_a_part_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", A1="x")
    assert refusal(rewritten(path, "xl/worksheets/sheet1.xml", b" " * (4 << 20))) == "too_large"


def test_merged_areas_that_would_fill_the_memory_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", A1="x")
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    bomb = sheet.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    assert bomb != sheet
    assert refusal(rewritten(path, "xl/worksheets/sheet1.xml", bomb)) == "too_large"


def test_a_cell_far_away_is_refused(tmp_path: Path) -> None:
    assert refusal(saved(tmp_path / "a.xlsx", A1="x", XFD1048576="y")) == "too_large"
    assert MAX_CELLS < 1048576
