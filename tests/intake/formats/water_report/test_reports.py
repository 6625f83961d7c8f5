"""Reports of every shape become the rows a person would write down."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.intake.formats.water_report.books import LAB, NUMBER, Item, SampleInfo, as_xls, report_book, usual_items
from tests.intake.formats.water_report.conftest import Convert, Written, written

from jianzhen.intake.faults import Severity
from jianzhen.intake.formats.identity import derived_org, is_derived
from jianzhen.intake.formats.run import convert
from jianzhen.intake.formats.water_report import adapter


def test_a_report_says_what_its_sheets_say(run: Convert) -> None:
    got = run(a=report_book())
    assert got.codes() == []
    (report,) = got.rows("reports")
    assert report["report_no"] == NUMBER
    assert report["client_name"] == "示例供水有限责任公司第一分公司"
    assert (report["kind"], report["copy"], report["category"]) == ("entrusted", "original", "water")
    assert report["compiled_on"] == "2026-01-23"
    assert (report["analysed_from_on"], report["analysed_to_on"]) == ("2026-01-05", "2026-01-16")
    assert report["conclusion"] == "该水样所检5项指标均符合标准限值要求"
    assert report["source_file"] == "a.xlsx#1"
    (sample,) = got.rows("samples")
    assert (sample["sample_no"], sample["collected_from_at"]) == ("W260301A08", "2026-01-05 00:00:00")


def test_a_line_keeps_text_number_limit_and_place(run: Convert) -> None:
    lines = run(a=report_book()).rows("report_results")
    assert [line["line"] for line in lines] == ["1", "2", "3", "4", "5"]
    ph, iron, fluoride, count, hardness = lines
    assert (ph["value_text"], ph["value"], ph["unit"], ph["limit_text"], ph["limit"]) == (
        "7.70", "7.7", "/", "不小于6.5且不大于8.5", "",
    )  # fmt: skip
    assert ph["method"] == "GB/T 5750.4-2023 8.1 玻璃电极法"
    assert (iron["value_text"], iron["value"], iron["qualifier"]) == ("<0.030", "0.03", "<")
    assert (fluoride["value_text"], fluoride["limit"]) == ("0.100", "1")
    assert (count["value_text"], count["qualifier"]) == ("未检出", "ND")
    assert hardness["parameter"] == "总硬度(以CaCO3计)"
    assert hardness["source_file"] == "a.xlsx#结果2"
    assert hardness["source_row"] == "12"
    assert {line["sample_no"] for line in lines} == {"W260301A08"}


def test_an_xls_reads_like_the_xlsx(run: Convert, tmp_path: Path) -> None:
    new = run(a=report_book())
    old = tmp_path / "old"
    old.mkdir()
    as_xls(report_book(), old / "a.xls")
    got = written(old, tmp_path / "out-old")
    for table in ("reports", "report_results", "samples", "organizations"):
        mine = [{**row, "source_file": row["source_file"].replace(".xls#", ".xlsx#")} for row in got.rows(table)]
        assert mine == new.rows(table)


def test_continued_pages_are_one_report(run: Convert) -> None:
    got = run(a=report_book([SampleInfo(items=usual_items(50))]))
    assert len(got.rows("reports")) == 1
    assert [int(line["line"]) for line in got.rows("report_results")] == list(range(1, 51))
    assert len({line["source_file"] for line in got.rows("report_results")}) == 3


def test_two_samples_of_one_report_keep_their_lines_apart(run: Convert) -> None:
    first = SampleInfo("W260301A01", "甲厂", items=usual_items(3))
    second = SampleInfo("W260301A02", "乙厂", items=usual_items(4))
    got = run(a=report_book([first, second]))
    assert got.codes() == []
    assert "line_numbers" in got.warned()
    by_sample = [(line["sample_no"], line["site_name"]) for line in got.rows("report_results")]
    assert by_sample == [("W260301A01", "甲厂")] * 3 + [("W260301A02", "乙厂")] * 4
    assert [line["line"] for line in got.rows("report_results")] == [str(n) for n in range(1, 8)]
    assert len(got.rows("samples")) == 2


def test_two_samples_side_by_side_in_one_table(run: Convert) -> None:
    book = report_book()
    sheet = book["结果2"]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_cols(5)
    sheet.merge_cells("D6:E6")
    sheet["D7"], sheet["E7"] = "W260301A08", "W260301A09"
    for row in range(8, 13):
        sheet.cell(row, 5, row)
    lines = run(a=book).rows("report_results")
    assert len(lines) == 10
    assert [line["value_text"] for line in lines if line["sample_no"] == "W260301A09"] == ["8", "9", "10", "11", "12"]
    assert lines[0]["limit_text"] == "不小于6.5且不大于8.5"


def test_two_reports_in_one_workbook(run: Convert) -> None:
    book = report_book()
    other = report_book(number="(10)字(2026)第(0043)号")
    for sheet in other.worksheets:
        copy = book.create_sheet("b" + sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if isinstance(value, str) and value.startswith("="):
                    value = value.replace("信息1", "b信息1")
                copy[cell.coordinate] = value
    got = run(a=book)
    assert [row["report_no"] for row in got.rows("reports")] == [NUMBER, "(10)字(2026)第(0043)号"]
    assert len(got.rows("report_results")) == 10


def test_footnotes_and_unknown_cells_are_kept_beside_the_data(run: Convert) -> None:
    book = report_book()
    book["结果2"]["A13"] = "注：本页无效"
    book["信息1"]["G5"] = "随手记"
    got = run(a=book)
    assert len(got.rows("report_results")) == 5
    kept = {row["text"]: row["cell"] for row in got.rows("intake-unplaced")}
    assert kept["注：本页无效"] == "A13"
    assert kept["甲"] == "C4"
    assert "unread_cell" in got.warned()


def test_no_printed_text_is_lost(run: Convert) -> None:
    book = report_book()
    got = run(a=book)
    said = "".join(
        "".join(value.split())
        for table in ("reports", "report_results", "samples", "organizations", "intake-unplaced")
        for row in got.rows(table)
        for value in row.values()
    )
    for cell in (
        "GB/T5750.2-2023",
        "样品完好，液态",
        "pH、铁等共计5项指标",
        "1.报告不得涂改、增删。",
        "示例市示例路1号",
        "0000-0000000",
    ):
        assert cell in said


@pytest.mark.parametrize("missing", ["1", "信息1", "说明"])
def test_a_missing_page_is_told_and_the_rest_converts(run: Convert, missing: str) -> None:
    book = report_book()
    if missing == "信息1":
        book["结果2"]["A1"], book["结果2"]["F4"] = f"{LAB} {NUMBER}", "W260301A08"
        book["结果2"]["C4"] = None
    del book[missing]
    got = run(a=book)
    assert "page_count" in got.warned()
    assert len(got.rows("report_results")) == 5
    assert got.rows("reports")[0]["report_no"] == NUMBER
    if missing == "1":
        assert got.codes() == ["no_issue_date"]
    if missing == "信息1":
        assert "unknown_sample" in got.warned()
        assert got.codes() == ["report_kind"]


def test_a_missing_result_page_leaves_a_report_without_lines(run: Convert) -> None:
    book = report_book()
    del book["结果2"]
    got = run(a=book)
    assert len(got.rows("reports")) == 1
    assert got.rows("report_results") == []
    assert "page_count" in got.warned()


def test_unreadable_cells_are_faults_with_their_address(run: Convert) -> None:
    book = report_book()
    sheet = book["结果2"]
    sheet["D8"] = "=SUM(A8:A9)"
    sheet["D9"] = "#N/A"
    sheet["D9"].data_type = "e"
    sheet["D10"].number_format = "# ?/?"
    sheet["D10"] = 0.5
    got = run(a=book)
    assert [(f.code, f.column, f.sheet) for f in got.faults if f.code == "unreadable"] == [
        ("unreadable", "D8", "结果2"), ("unreadable", "D9", "结果2"), ("unreadable", "D10", "结果2"),
    ]  # fmt: skip
    assert len(got.rows("report_results")) == 2


def test_a_line_without_a_result_is_a_fault(run: Convert) -> None:
    book = report_book()
    book["结果2"]["D9"] = None
    got = run(a=book)
    (fault,) = [fault for fault in got.faults if fault.code == "unread_line"]
    assert (fault.row, fault.column) == (9, "B9")
    assert "铁" in fault.found
    assert len(got.rows("report_results")) == 4


def test_what_is_not_stated_reads_so(run: Convert) -> None:
    book = report_book()
    book["结果2"]["C9"] = None
    book["结果2"]["F9"] = None
    got = run(a=book)
    line = got.rows("report_results")[1]
    assert (line["unit"], line["method"]) == ("未注明", "未注明")
    assert got.codes(Severity.WARNING).count("not_stated") == 2


def test_vertically_merged_methods_count_for_every_line(run: Convert) -> None:
    book = report_book([SampleInfo(items=[Item("铜"), Item("铁"), Item("锰")])])
    sheet = book["结果2"]
    for row in (8, 9, 10):
        sheet.unmerge_cells(start_row=row, end_row=row, start_column=6, end_column=7)
    sheet.merge_cells("F8:G10")
    lines = run(a=book).rows("report_results")
    assert {line["method"] for line in lines} == {"GB/T 5750.6-2023 5.3 电感耦合等离子体发射光谱法"}
    assert len(lines) == 3


def test_hidden_lines_convert_and_are_told(run: Convert) -> None:
    book = report_book()
    book["结果2"].row_dimensions[9].hidden = True
    got = run(a=book)
    assert len(got.rows("report_results")) == 5
    assert [fault.row for fault in got.faults if fault.code == "hidden"] == [9]


def test_a_format_that_hides_digits_is_told(run: Convert) -> None:
    got = run(a=report_book([SampleInfo(items=[Item("三氯甲烷", value=0.000931, shape="0.00000_ ")])]))
    (line,) = got.rows("report_results")
    assert (line["value_text"], line["value"]) == ("0.00093", "0.000931")
    assert "rounded_display" in got.warned()


def test_a_page_of_another_report_is_told(run: Convert) -> None:
    book = report_book()
    book["结果2"]["A1"] = f"{LAB} (10)字(2026)第(0099)号"
    got = run(a=book)
    (fault,) = [fault for fault in got.faults if fault.code == "report_number_differs"]
    assert (fault.sheet, fault.column, fault.found) == ("结果2", "A1", "(10)字(2026)第(0099)号")


def test_limits_of_another_standard_are_told(run: Convert) -> None:
    book = report_book()
    book["结果2"]["E6"] = "GB3838-2002"
    assert "limit_standard" in run(a=book).warned()


def test_one_sample_number_on_two_reports_of_two_days_keeps_both(run: Convert) -> None:
    later = SampleInfo(sampled="2026.01.08", site="别处", items=usual_items())
    got = run(a=report_book(), b=report_book([later], number="(10)字(2026)第(0043)号"))
    assert [row["collected_from_at"][:10] for row in got.rows("samples")] == ["2026-01-05", "2026-01-08"]
    assert [fault.table for fault in got.faults if fault.code == "key_conflict"] == ["samples"]


def test_sampling_events_need_a_time_of_day(run: Convert) -> None:
    day = run(a=report_book())
    assert day.rows("sampling_events") == []
    timed = SampleInfo(sampled="2026.01.05 09:10~09:25", items=usual_items())
    got = run(a=report_book([timed]))
    (event,) = got.rows("sampling_events")
    assert (event["started_at"], event["ended_at"]) == ("2026-01-05 09:10:00", "2026-01-05 09:25:00")
    assert got.rows("samples")[0]["event_id"] == event["event_id"]


def test_an_unreadable_date_is_one_fault(run: Convert) -> None:
    got = run(a=report_book([SampleInfo(sampled="一月五日", items=usual_items())]))
    assert got.codes() == ["bad_date"]
    assert [fault.column for fault in got.faults if fault.code == "bad_date"] == ["E4"]


def test_the_laboratory_is_named_or_given(run: Convert) -> None:
    derived = run(a=report_book()).rows("reports")[0]["lab_id"]
    assert derived == derived_org(LAB)
    assert is_derived(derived)
    given = run("91640100MA0LAB0005", a=report_book())
    assert {row["lab_id"] for row in given.rows("report_results")} == {"91640100MA0LAB0005"}


def test_a_report_without_a_number_is_a_fault_with_all_its_lines(run: Convert) -> None:
    book = report_book(information=False)
    book["1"]["B1"] = None
    book["结果1"]["A1"] = None
    got = run(a=book)
    assert got.rows("report_results") == got.rows("reports") == []
    assert got.codes().count("unread_line") == 5
    assert "no_report_number" in got.codes()


def test_the_same_bytes_give_the_same_files(run: Convert, tmp_path: Path) -> None:
    first = run(a=report_book())
    before = {path.name: path.read_bytes() for path in first.folder.iterdir()}
    again: Written = written(tmp_path / "src", tmp_path / "again")
    assert {path.name: path.read_bytes() for path in again.folder.iterdir()} == before


def test_files_that_are_no_workbooks_of_this_kind(tmp_path: Path) -> None:
    src = tmp_path / "src"
    src.mkdir()
    report_book().save(src / "good.xlsx")
    (src / "empty.xlsx").write_bytes(b"")
    (src / "text.xls").write_text("序号,项目\n1,铁\n")
    (src / "cut.xlsx").write_bytes((src / "good.xlsx").read_bytes()[:2000])
    (src / "readme.txt").write_text("x")
    outcome = convert(adapter, src, tmp_path / "out")
    assert {fault.file: fault.code for fault in outcome.faults if fault.severity == "fault"} == {
        "empty.xlsx": "empty", "text.xls": "not_a_workbook", "cut.xlsx": "broken",
    }  # fmt: skip
    sources = outcome.record["sources"]
    assert isinstance(sources, list)
    assert {source["name"]: source["status"] for source in sources} == {
        "good.xlsx": "converted", "empty.xlsx": "failed", "text.xls": "failed", "cut.xlsx": "failed",
        "readme.txt": "skipped",
    }  # fmt: skip
