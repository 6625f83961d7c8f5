"""``jianzhen check`` as a person runs it."""

from __future__ import annotations

import csv
import json

import openpyxl
import pytest
from click.testing import CliRunner, Result

from jianzhen.cli.check import command

LAB = "91640100MA0LAB0005"
HEAD = "采样记录编号,监测机构代码,类别,采样开始时间,采样结束时间"
GOOD = f"E1,{LAB},废气,2026-03-01 09:00,2026-03-01 10:00"


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "采样记录.csv"
    path.write_text(f"{HEAD}\n{GOOD}\n", encoding="utf-8")
    return path


@pytest.fixture
def faulty(data):
    lines = [f"{GOOD.replace('E1', f'F{number}').replace('废气', '石头')}\n" for number in range(10)]
    with data.open("a", encoding="utf-8") as file:
        file.writelines([*lines, f"{GOOD}\n"])
    return data


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_a_clean_file(data):
    result = _run(data)
    assert result.exit_code == 0
    assert "0 处问题，0 处提醒 / 0 faults, 0 warnings" in result.output


def test_faults_are_grouped_in_both_languages(faulty):
    result = _run(faulty)
    assert result.exit_code == 1
    assert "采样记录.csv · 类别" in result.output
    assert "10 处" in result.output
    assert "第 3 行 / row 3" in result.output
    assert "另有 5 处" in result.output
    assert "10 处问题，1 处提醒 / 10 faults, 1 warnings" in result.output


def test_the_limit_is_for_the_screen_only(faulty):
    assert _run(faulty, "--limit", 0).output.count("石头") == 10
    assert _run(faulty, "--limit", 1).output.count("石头") == 1
    assert len(json.loads(_run(faulty, "--limit", 1, "--json").stdout)["faults"]) == 10


def test_json_is_one_object_with_every_entry(faulty):
    result = _run(faulty, "--json")
    assert result.exit_code == 1
    listed = json.loads(result.stdout)
    assert listed["ok"] is False
    assert listed["tables"] == [
        {"table": "sampling_events", "file": "采样记录.csv", "rows": 11, "set_aside": 0, "repeated": 1}
    ]
    assert listed["counts"]["faults"] == len(listed["faults"]) == 10
    assert listed["counts"]["warnings"] == len(listed["warnings"]) == 1
    assert listed["counts"]["by_code"] == {"code.unknown": 10, "row.repeated": 1}
    first = listed["faults"][0]
    assert (first["file"], first["row"], first["column"], first["found"]) == ("采样记录.csv", 3, "类别", "石头")
    assert all(first[name] for name in ("expected_zh", "expected_en", "remedy_zh", "remedy_en", "code", "severity"))


def test_no_datum_moves_or_turns_the_terminal(data):
    with data.open("a", encoding="utf-8") as file:
        file.write(GOOD.replace("E1", "E2").replace("废气", "废\x1b[2J\u202e气") + "\n")
    result = _run(data)
    assert result.exit_code == 1
    assert "废⟨U+001B⟩[2J⟨U+202E⟩气" in result.output
    assert not {"\x1b", "\u202e"} & set(result.output)


@pytest.mark.parametrize("name", ["faults.csv", "faults.xlsx"])
def test_the_whole_list_is_written(faulty, tmp_path, name):
    out = tmp_path / name
    assert _run(faulty, "--out", out).exit_code == 1
    if name.endswith(".csv"):
        with out.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == 11
    else:
        assert openpyxl.load_workbook(out).active.max_row == 12


@pytest.mark.parametrize(
    "arguments", [["missing"], ["{data}", "--out", "x.docx"], ["{data}", "--out", "no/such/f.csv"]]
)
def test_usage_errors(data, arguments):
    result = _run(*(argument.format(data=data) for argument in arguments))
    assert result.exit_code == 2
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output


def test_a_folder_that_is_empty(tmp_path):
    result = _run(tmp_path)
    assert result.exit_code == 1
    assert "data.empty" in result.output


def test_a_check_of_nonsense_ends_with_faults_only(tmp_path):
    (tmp_path / "samples.xlsx").write_bytes(b"PK\x03\x04 not an archive")
    (tmp_path / "results.csv").write_bytes(bytes(range(256)))
    (tmp_path / "宏.xlsm").write_bytes(b"PK\x03\x04")
    result = _run(tmp_path)
    assert result.exit_code == 1
    assert "file.broken" in result.output
    assert "file.macro" in result.output
