"""Raw records: registers, results in every shape, blanks, completion, methods."""

from __future__ import annotations

import openpyxl
import pytest
from tests.intake.formats.water_report.books import LAB, methods_book, raw_by_item, raw_summary, report_book
from tests.intake.formats.water_report.conftest import Convert

from jianzhen.intake.formats.identity import derived_org
from jianzhen.intake.formats.water_report.raw import item_and_unit

SAMPLES = {
    "W260301A08": {"pH": 7.7, "氟化物(mg/L)": 0.1, "铁(mg/L)": "<0.030"},
    "W260301A09": {"pH": 7.94, "铁(mg/L)": 0.31},
    "K260301A02": {"菌落总数(CFU/mL)": 0, "铁(mg/L)": "<0.030"},
}
COUNT = sum(map(len, SAMPLES.values()))


@pytest.mark.parametrize(
    ("printed", "name", "unit"),
    [
        ("氟化物(mg/L)", "氟化物", "mg/L"),
        ("硝酸盐(以N计)\n(mg/L)", "硝酸盐(以N计)", "mg/L"),
        ("硝酸盐(以N计)", "硝酸盐(以N计)", ""),
        ("总大肠菌群    (CFU/100mL", "总大肠菌群", "CFU/100mL"),
        ("水温        (℃)", "水温", "℃"),
        ("色度（度）", "色度", "度"),
        ("三卤甲烷(总量)", "三卤甲烷(总量)", ""),
        ("pH", "pH", ""),
        ("阴离子合成洗涤剂\n阴离子表面活性剂\n (mg/L)", "阴离子合成洗涤剂 阴离子表面活性剂", "mg/L"),
    ],
)
def test_items_and_units_are_told_apart(printed: str, name: str, unit: str) -> None:
    assert item_and_unit(printed) == (name, unit)


def test_a_summary_becomes_samples_results_and_blanks(run: Convert) -> None:
    got = run(a=raw_summary(SAMPLES))
    assert got.codes() == []
    assert [(row["sample_no"], row["name"], row["received_at"]) for row in got.rows("samples")] == [
        ("W260301A08", "示例水厂 出厂水", "2026-01-05 00:00:00"),
        ("W260301A09", "示例水厂 出厂水", "2026-01-05 00:00:00"),
        ("K260301A02", "全程序空白样", "2026-01-05 00:00:00"),
    ]
    results = {(row["sample_no"], row["parameter"]): row for row in got.rows("results")}
    assert len(results) == COUNT
    assert results["W260301A08", "pH"]["value_text"] == "7.70"
    assert results["W260301A08", "pH"]["unit"] == results["W260301A08", "pH"]["method"] == "未注明"
    assert results["W260301A08", "铁"]["value_text"] == "<0.030"
    assert {row["lab_id"] for row in results.values()} == {derived_org(LAB)}
    blanks = {row["parameter"]: row for row in got.rows("qc_results")}
    assert {row["kind"] for row in blanks.values()} == {"field_blank"}
    assert (blanks["菌落总数"]["value"], blanks["铁"]["value"]) == ("0", "")


def test_copies_are_one_row_with_the_most_digits(run: Convert) -> None:
    # The copy without formats comes first: the digits decide, not the order of files.
    got = run(a=raw_by_item(SAMPLES), b=raw_summary(SAMPLES))
    assert got.codes() == []
    assert "other_value" not in got.warned()
    results = got.rows("results")
    assert len(results) == COUNT
    ph = next(row for row in results if row["parameter"] == "pH" and row["sample_no"] == "W260301A08")
    assert (ph["value_text"], ph["source_file"]) == ("7.70", "b.xlsx#汇总")
    repeats = [row for row in got.rows("intake-repeats") if row["table"] == "results"]
    assert len(repeats) == COUNT


def test_a_copy_that_says_otherwise_is_kept_and_told(run: Convert) -> None:
    other = {**SAMPLES, "W260301A09": {**SAMPLES["W260301A09"], "铁(mg/L)": 0.13}}
    got = run(a=raw_summary(SAMPLES), b=raw_by_item(other))
    assert "other_value" in got.warned()
    iron = [row for row in got.rows("results") if row["sample_no"] == "W260301A09" and row["parameter"] == "铁"]
    assert [(row["replicate"], row["value_text"]) for row in iron] == [("1", "0.31"), ("2", "0.13")]


def test_the_completion_sheet_checks_the_count(run: Convert) -> None:
    assert "completion" not in run(a=raw_by_item(SAMPLES)).warned()
    assert "completion" in run(a=raw_by_item(SAMPLES, done=9)).warned()


def test_samples_down_items_across(run: Convert) -> None:
    book = openpyxl.Workbook()
    book.active.append(["样品编号", "水厂", "样品类型", "采样编号", "pH", "铁(mg/L)"])
    book.active.append(["W260301A08", "示例水厂", "出厂水", "W08", 7.7, "<0.030"])
    book.active.append(["W260301A09", "示例水厂", "管网水", "W09", None, 0.2])
    got = run("91640100MA0LAB0005", a=book)
    assert got.codes() == []
    assert [(row["sample_no"], row["parameter"], row["value_text"]) for row in got.rows("results")] == [
        ("W260301A08", "pH", "7.7"), ("W260301A08", "铁", "<0.030"), ("W260301A09", "铁", "0.2"),
    ]  # fmt: skip


def test_a_nameless_record_belongs_to_the_laboratory_that_reports_its_samples(run: Convert) -> None:
    got = run(a=report_book(), b=raw_by_item(SAMPLES))
    assert {row["lab_id"] for row in got.rows("results")} == {derived_org(LAB)}
    assert "no_lab" not in got.codes()


def test_a_record_of_nobody_is_a_fault_and_is_kept(run: Convert) -> None:
    got = run(a=raw_by_item(SAMPLES))
    assert got.codes() == ["no_lab"]
    assert len(got.rows("results")) == COUNT


def test_values_without_a_sample_number_are_faults(run: Convert) -> None:
    book = raw_summary(SAMPLES)
    book["汇总"]["D2"] = None
    got = run(a=book)
    assert got.codes() == ["no_sample_number"] * 2
    assert len(got.rows("results")) == COUNT - 2


def test_methods_and_instruments(run: Convert) -> None:
    got = run("91640100MA0LAB0005", a=methods_book())
    assert [(row["method"], row["parameter"]) for row in got.rows("methods")] == [
        ("GB/T 5750.4-2023 (8.1)", "pH值"),
        ("GB/T 5750.12-2023 (5.2)", "总大肠菌群"),
        ("HJ 1001-2018", "总大肠菌群"),
    ]
    assert [(row["instrument_id"], row["kind"], row["model"]) for row in got.rows("instruments")] == [
        ("YQ-ZJ-091", "酸度计", "X221"), ("YQ-FJ-117", "培养箱A", ""), ("YQ-FJ-197", "培养箱B", ""),
    ]  # fmt: skip
    assert [fault.column for fault in got.faults if fault.code == "no_method"] == ["D4"]
