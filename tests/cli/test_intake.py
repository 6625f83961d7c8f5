"""``jianzhen intake`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.intake.formats.water_report.books import report_book

from jianzhen.cli.intake import command


def call(*args: object) -> Result:
    return CliRunner().invoke(command, [str(arg) for arg in args])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    report_book().save(path)
    return path


def test_without_arguments_the_formats_are_listed() -> None:
    told = call()
    assert told.exit_code == 0
    assert "water-report" in told.output
    assert json.loads(call("--json").output)[0]["name"] == "water-report"


def test_a_clean_conversion_ends_with_0(book: Path, tmp_path: Path) -> None:
    told = call("water-report", book, "--out", tmp_path / "out")
    assert told.exit_code == 0
    assert "report_results" in told.output
    assert (tmp_path / "out" / "reports.csv").is_file()


def test_faults_end_with_1_and_are_told(tmp_path: Path) -> None:
    broken = tmp_path / "a.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    told = call("water-report", broken, "--out", tmp_path / "out")
    assert told.exit_code == 1
    assert "a.xlsx" in told.output
    assert "另存为" in told.output
    assert (tmp_path / "out" / "intake-faults.csv").is_file()


def test_json_is_one_object(book: Path, tmp_path: Path) -> None:
    told = json.loads(call("water-report", book, "--out", tmp_path / "out", "--json").output)
    assert told["ok"] is True
    assert told["tables"]["report_results"] == 5
    assert {fault["code"] for fault in told["fault_list"]} == {"issue_date_stand_in"}


@pytest.mark.parametrize(
    "args",
    [
        ["no-such-format", "SRC", "--out", "OUT"],
        ["water-report", "SRC"],
        ["water-report", "missing.xlsx", "--out", "OUT"],
        ["water-report", "SRC", "--out", "OUT", "--lab-id", "123"],
        ["water-report", "SRC", "--out", "SRC"],
        ["water-report", "SRC", "--out", "nowhere/OUT"],
    ],
)
def test_wrong_use_ends_with_2(book: Path, tmp_path: Path, args: list[str]) -> None:
    given = [{"SRC": str(book), "OUT": str(tmp_path / "out")}.get(arg, arg) for arg in args]
    told = call(*given)
    assert told.exit_code == 2
    assert "Traceback" not in told.output
    assert not (tmp_path / "out").exists()
