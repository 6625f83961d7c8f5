"""Code lists and verified forms."""

from __future__ import annotations

import pyarrow as pa

from jianzhen.contract import TABLES, Column
from jianzhen.intake.convert.vocabulary import to_vocabulary

CATEGORY = TABLES["sampling_events"]["category"]
PARAMETER = TABLES["results"]["parameter"]
PARAMETERS = TABLES["samples"]["parameters"]


def _read(column: Column, *cells: str | None) -> tuple[list[str | None], list[tuple[str, list[int]]]]:
    converted = to_vocabulary(column, pa.array(cells, pa.string()))
    problems = [(problem.code, positions.to_pylist()) for problem, positions in converted.problems]
    return converted.values.to_pylist(), problems


def test_titles_and_codes_of_a_short_list_become_its_code():
    assert _read(CATEGORY, "废气", "exhaust", "ＥＸＨＡＵＳＴ", None) == (["exhaust", "exhaust", "exhaust", None], [])


def test_a_value_outside_a_closed_list_is_a_fault():
    assert _read(CATEGORY, "废气", "石头") == (["exhaust", "石头"], [("code.unknown", [1])])


def test_a_value_outside_an_open_list_is_kept_with_a_warning():
    assert _read(PARAMETER, "化学需氧量", "没有的项目") == (["化学需氧量", "没有的项目"], [("code.unlisted", [1])])


def test_lists_in_a_cell_are_read_part_by_part():
    assert _read(PARAMETERS, "COD；总磷 ; 氨氮", "COD、没有的项目", "；") == (
        ["COD;总磷;氨氮", "COD;没有的项目", None],
        [("code.unlisted", [1])],
    )


def test_the_form_of_a_credit_code_is_verified():
    lab = TABLES["sampling_events"]["lab_id"]
    assert _read(lab, "91640100MA0LAB0005", "91640100MA0LAB0006") == (
        ["91640100MA0LAB0005", "91640100MA0LAB0006"],
        [("form.uscc", [1])],
    )


def test_the_nearest_code_is_named():
    ((problem, _),) = to_vocabulary(CATEGORY, pa.array(["exhausts"])).problems
    assert "exhaust" in problem.expected.en
    assert problem.expected.zh


def test_plain_text_passes():
    assert _read(Column("c", "列", "c"), "任意；文字", None) == (["任意；文字", None], [])
