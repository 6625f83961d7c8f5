"""``jianzhen template`` as a person runs it."""

from __future__ import annotations

import openpyxl
import pytest
from click.testing import CliRunner, Result

from jianzhen.cli.template import command
from jianzhen.contract import TABLES


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_all_tables(tmp_path):
    result = _run(tmp_path / "t.xlsx")
    assert result.exit_code == 0
    assert f"{len(TABLES)} tables" in result.output
    names = openpyxl.load_workbook(tmp_path / "t.xlsx", read_only=True).sheetnames
    assert names == ["说明", "代码表", *(table.zh for table in TABLES.values())]


def test_chosen_tables_by_either_name(tmp_path):
    assert _run(tmp_path / "t.xlsx", "--table", "样品", "--table", "sampling_events").exit_code == 0
    names = openpyxl.load_workbook(tmp_path / "t.xlsx", read_only=True).sheetnames
    assert names == ["说明", "代码表", "采样记录", "样品"]


def test_an_unknown_table_is_refused_with_the_nearest(tmp_path):
    result = _run(tmp_path / "t.xlsx", "--table", "sample")
    assert result.exit_code == 2
    assert "samples" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_filled_workbook_is_not_overwritten_by_chance(tmp_path):
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"filled in")
    assert _run(path).exit_code == 2
    assert path.read_bytes() == b"filled in"
    assert _run(path, "--force", "--table", "样品").exit_code == 0
    assert path.read_bytes() != b"filled in"


@pytest.mark.parametrize("name", ["t.xls", "no/such/t.xlsx"])
def test_usage_errors(tmp_path, name):
    assert _run(tmp_path / name).exit_code == 2
