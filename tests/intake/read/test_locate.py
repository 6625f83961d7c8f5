"""What in a folder is data."""

from __future__ import annotations

import pytest

from jianzhen.intake.faultlog import FaultLog
from jianzhen.intake.read.locate import locate


def test_files_in_order_of_name_without_what_is_no_data(tmp_path):
    for name in ("b.csv", "a.xlsx", ".hidden.csv", "~$a.xlsx", "README.md", "intake.json", "intake-faults.csv"):
        (tmp_path / name).write_text("x")
    log = FaultLog()
    assert [file.name for file in locate(tmp_path, log)] == ["a.xlsx", "b.csv"]
    assert len(log) == 0


def test_sub_folders_are_noted(tmp_path):
    (tmp_path / "more").mkdir()
    (tmp_path / "a.csv").write_text("x")
    log = FaultLog()
    locate(tmp_path, log)
    assert [(fault.code, fault.severity, fault.file) for fault in log] == [("folder.ignored", "warning", "more")]


def test_an_empty_folder_is_a_fault(tmp_path):
    log = FaultLog()
    assert locate(tmp_path, log) == []
    assert [fault.code for fault in log] == ["data.empty"]


def test_nothing_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        locate(tmp_path / "x", FaultLog())
