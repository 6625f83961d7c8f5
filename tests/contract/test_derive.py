"""Derived columns follow from one text each."""

from __future__ import annotations

from jianzhen.contract import TABLES, Kind
from jianzhen.contract.derive import derived_columns


def functions(table: str) -> dict[str, object]:
    return {one.name: one.function for one in derived_columns(TABLES[table])}


def test_results_get_codes_and_readings():
    found = {one.name: one.kind for one in derived_columns(TABLES["results"])}
    assert found == {
        "parameter_code": Kind.TEXT,
        "method_code": Kind.TEXT,
        "unit_code": Kind.TEXT,
        "value_text_num": Kind.FLOAT,
        "value_text_below": Kind.BOOLEAN,
        "value_text_decimals": Kind.INTEGER,
        "paper_value_text_num": Kind.FLOAT,
        "paper_value_text_below": Kind.BOOLEAN,
        "paper_value_text_decimals": Kind.INTEGER,
    }


def test_readings_of_a_result():
    of = functions("report_results")
    assert of["value_text_num"]("<0.0050") == 0.005
    assert of["value_text_below"]("<0.0050") is True
    assert of["value_text_decimals"]("<0.0050") == 4
    assert of["value_text_num"]("未检出") is None
    assert of["value_text_below"]("未检出") is True


def test_a_code_or_else_the_normal_form():
    of = functions("report_results")
    assert of["parameter_code"]("CODCr") == "w01018"
    assert of["parameter_code"](" 某 新 项目 ") == "某新项目"
    assert of["method_code"]("GB 7467-87") == "GB/T 7467-1987"
    assert of["unit_code"]("㎎/L") == "mg/L"


def test_a_list_in_a_cell_stays_a_list():
    assert functions("samples")["parameters_code"]("COD;氨氮; 新项目") == "w01018;w21003;新项目"


def test_derived_names_do_not_hide_declared_ones():
    for table in TABLES.values():
        names = [one.name for one in derived_columns(table)]
        assert len(set(names)) == len(names)
        assert not set(names) & {column.name for column in table.columns}
        assert {one.source for one in derived_columns(table)} <= {column.name for column in table.columns}
