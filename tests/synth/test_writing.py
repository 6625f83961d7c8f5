from __future__ import annotations

import csv
from pathlib import Path

import pytest

from jianzhen.contract import TABLES
from jianzhen.intake.faults import Severity
from jianzhen.intake.stage import stage
from jianzhen.synth import ForeignFolderError, Region, make_region, write_region


def test_what_is_written_is_a_contract_folder_without_a_fault(planted: Region, tmp_path: Path) -> None:
    write_region(planted, tmp_path / "region")
    staged = stage(tmp_path / "region" / "data", tmp_path / "staged")
    assert not staged.structural
    assert staged.faults.count(Severity.FAULT) == staged.faults.count(Severity.WARNING) == 0
    assert {name: table.rows for name, table in staged.tables.items()} == {
        name: len(rows) for name, rows in planted.tables.items()
    }


def test_labels_name_rows_that_are_there(planted: Region, tmp_path: Path) -> None:
    write_region(planted, tmp_path)
    with (tmp_path / "labels.csv").open(encoding="utf-8") as file:
        labels = list(csv.DictReader(file))
    assert {row["behaviour"] for row in labels} == {label.behaviour for label in planted.labels}
    keys = {}
    for table in {row["table"] for row in labels}:
        names = [column.name for column in TABLES[table].key]
        with (tmp_path / "data" / f"{table}.csv").open(encoding="utf-8") as file:
            keys[table] = {";".join(f"{name}={row[name]}" for name in names) for row in csv.DictReader(file)}
    assert [row for row in labels if row["row"] not in keys[row["table"]]] == []


def test_the_labels_are_not_in_the_data(planted: Region, tmp_path: Path) -> None:
    write_region(planted, tmp_path)
    assert {path.stem for path in (tmp_path / "data").iterdir()} <= set(TABLES)


def test_an_earlier_region_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write_region(make_region(1), tmp_path)
    stray = tmp_path / "data" / "stray.csv"
    stray.write_text("x")
    write_region(make_region(2, clean=True), tmp_path)
    assert not stray.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "labels.csv"]


def test_data_of_others_are_left_alone(clean: Region, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(ForeignFolderError, match="not made by this program"):
        write_region(clean, tmp_path)
    assert list(tmp_path.iterdir()) == [tmp_path / "data"]
    (tmp_path / "file").write_text("x")
    with pytest.raises(ForeignFolderError, match="not a folder"):
        write_region(clean, tmp_path / "file")
