"""The written list holds every entry, and runs nothing when it is opened."""

from __future__ import annotations

import csv

import openpyxl
import pyarrow as pa
import pytest

from jianzhen.intake import faultfile
from jianzhen.intake.faultfile import TooManyFaultsError, write_log
from jianzhen.intake.faultlog import FaultLog
from jianzhen.intake.faults import FAULT_COLUMNS, write_faults
from jianzhen.intake.place import Place
from jianzhen.intake.problem import Problem
from jianzhen.words import Words

BAD = Problem("x.bad", Words("好的", "a good one"), Words("改", "correct it"))


@pytest.fixture
def log() -> FaultLog:
    log = FaultLog()
    found = ['=HYPERLINK("http://x")', 'a "quoted", text\nof two lines', "−", "@x"]
    log.add_cells(Place("文件.csv", "", "samples"), "样品编号", BAD, pa.array([2, 3, 4, 5]), pa.array(found))
    return log


def _read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_holds_every_entry(tmp_path, log):
    assert write_log(tmp_path / "f.csv", log) == 4
    rows = _read(tmp_path / "f.csv")
    assert [row["发现"] for row in rows] == [
        '\'=HYPERLINK("http://x")',
        'a "quoted", text\nof two lines',
        "−",
        "'@x",
    ]
    assert rows[0]["行"] == "2"
    assert list(rows[0]) == [heading for _, heading in FAULT_COLUMNS]


def test_both_ways_of_writing_agree(tmp_path, log):
    write_log(tmp_path / "a.csv", log)
    write_faults(tmp_path / "b.csv", log)
    assert _read(tmp_path / "a.csv") == _read(tmp_path / "b.csv")


def test_a_workbook_holds_every_entry_as_text(tmp_path, log):
    assert write_log(tmp_path / "f.xlsx", log) == 4
    sheet = openpyxl.load_workbook(tmp_path / "f.xlsx").active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert cells[0][7] == '=HYPERLINK("http://x")'
    assert sheet.cell(2, 8).data_type == "s"
    assert [row[5] for row in cells] == [2, 3, 4, 5]


def test_too_many_for_a_worksheet_are_refused_and_nothing_is_left(tmp_path, log, monkeypatch):
    monkeypatch.setattr(faultfile, "EXCEL_ROWS", 3)
    with pytest.raises(TooManyFaultsError):
        write_log(tmp_path / "f.xlsx", log)
    assert list(tmp_path.iterdir()) == []
