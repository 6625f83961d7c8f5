"""Every real report workbook and raw record converts, and says what its sheets say.

Three readings are compared: ours, a quick parse made by others (``results_long``,
``report_meta``), and the plain values of two other readers. Where ours and the quick parse
differ the sheets were opened; the classes of difference found there are asserted one by one.
"""

from __future__ import annotations

import csv
import re
import tarfile
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from jianzhen.intake.formats.cells import open_book
from jianzhen.intake.formats.run import Outcome, convert
from jianzhen.intake.formats.water_report import adapter

LINES_OF_QUICK_PARSE = 2636
ARCHIVE = "reports_redacted.tar.gz/"


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plain(text: object) -> str:
    return "".join(str(text).split()) if isinstance(text, str) else ""


@pytest.fixture(scope="module")
def reports_folder(shared_data: Path) -> Path:
    return shared_data / "reports_cn_water"


@pytest.fixture(scope="module")
def converted(reports_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    out = tmp_path_factory.mktemp("water") / "data"
    return out, convert(adapter, reports_folder, out)


@pytest.fixture(scope="module")
def workbooks(reports_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    into = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(reports_folder / "reports_redacted.tar.gz") as archive:
        archive.extractall(into, filter="data")
    return sorted([*into.rglob("*.xls*"), *(reports_folder / "raw_records").glob("*.xlsx")])


def test_every_workbook_converts_without_a_fault(converted: tuple[Path, Outcome]) -> None:
    _, outcome = converted
    assert outcome.clean
    sources = outcome.record["sources"]
    assert isinstance(sources, list)
    books = [source for source in sources if source["name"].endswith((".xls", ".xlsx"))]
    assert len(books) == 78 + 5
    assert {source["status"] for source in books} == {"converted"}
    assert all(source["rows"].get("reports") for source in books if source["name"].startswith(ARCHIVE))


def test_every_cell_is_read_as_another_reader_reads_it(workbooks: list[Path]) -> None:
    compared = rounded = followed = 0
    for path in workbooks:
        other = CalamineWorkbook.from_path(path)
        for sheet in open_book(path).sheets:
            theirs = {
                (row, column): value
                for row, cells in enumerate(other.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False))
                for column, value in enumerate(cells)
                if str(value).strip()
            }
            assert set(theirs) <= set(sheet.cells)
            followed += len(set(sheet.cells) - set(theirs))
            for place, value in theirs.items():
                cell = sheet.cells[place]
                compared += 1
                if isinstance(value, str):
                    assert cell.text == value.strip()
                else:
                    assert cell.number == value
                    rounded += Decimal(cell.text) != Decimal(repr(value))
    assert compared > 20_000
    # One number format hides a digit; a reference to another cell is empty to the other reader.
    assert rounded == 1
    assert followed > 200


def test_every_line_of_the_quick_parse_is_there(converted: tuple[Path, Outcome], reports_folder: Path) -> None:
    ours = {}
    for row in rows(converted[0], "report_results"):
        if row["source_file"].startswith(ARCHIVE):
            file, sheet = row["source_file"].removeprefix(ARCHIVE).split("#")
            ours[file, sheet, row["line"]] = row
    theirs = pd.read_parquet(reports_folder / "results_long.parquet")
    assert len(ours) == len(theirs) == LINES_OF_QUICK_PARSE
    longer = 0
    hidden = []
    for line in theirs.itertuples():
        row = ours[line.file, line.sheet, str(line.no)]
        assert plain(row["parameter"]) == plain(line.item)
        assert plain(row["unit"]) == plain(line.unit)
        assert plain(row["method"]) == plain(line.method)
        assert same_number(row["limit_text"], line.limit)
        if same_number(row["value_text"], line.result):
            longer += len(row["value_text"]) > len(plain(line.result))
        else:
            hidden.append((row["value_text"], row["value"], line.result))
    # The quick parse lost trailing zeros that the sheets show ...
    assert longer > 50
    # ... and shows one digit that its sheet does not: ours has both.
    assert len(hidden) == 1
    assert all(value == quick and shown != quick for shown, value, quick in hidden)


def same_number(text: str, other: object) -> bool:
    """Equal texts, or equal numbers written with other digits."""
    mine, theirs = plain(text), plain(other)
    if mine == theirs:
        return True
    try:
        return Decimal(mine) == Decimal(theirs)
    except ArithmeticError:
        return False


def test_every_report_says_what_the_quick_parse_says(converted: tuple[Path, Outcome], reports_folder: Path) -> None:
    reports = {row["source_file"].split("#")[0].removeprefix(ARCHIVE): row for row in rows(converted[0], "reports")}
    lines: dict[str, set[tuple[str, str, str]]] = {}
    for row in rows(converted[0], "report_results"):
        file = row["source_file"].split("#")[0].removeprefix(ARCHIVE)
        lines.setdefault(file, set()).add((row["sample_no"], plain(row["site_name"]), row["sampled_from_at"][:10]))
    shorter_client = 0
    for meta in pd.read_parquet(reports_folder / "report_meta.parquet").to_dict("records"):
        ours = reports[meta["file"]]
        year, number = meta["报告号"].split("-")
        assert f"({year})第({number})号" in ours["report_no"]
        for label, column in {
            "样品名称": "sample_name", "样品类型": "sample_type", "样品来源": "sample_source",
            "样品状态": "sample_state", "采样依据": "sampling_standard", "产品标准": "evaluation_standard",
        }.items():  # fmt: skip
            assert plain(ours[column]) == plain(meta[label])
        assert plain(ours["client_name"]).startswith(plain(meta["被检单位"]))
        shorter_client += plain(ours["client_name"]) != plain(meta["被检单位"])
        assert ours["received_on"].replace("-", ".") == meta["收样日期"]
        assert numbers(ours["compiled_on"]) == numbers(meta["报告编制日期"])
        first, _, last = meta["检测日期"].partition("~")
        assert ours["analysed_from_on"].replace("-", ".") == first
        assert ours["analysed_to_on"].replace("-", ".").endswith(last or first)
        sampled = "" if pd.isna(meta["采样日期"]) else meta["采样日期"].replace(".", "-")
        assert lines[meta["file"]] == {(meta["样品编号"], plain(meta["采样地点"]), sampled)}
    # The quick parse read only the first line of clients whose name goes on below.
    assert shorter_client == 22


def numbers(text: str) -> list[int]:
    """The numbers of a date, however it is punctuated."""
    return [int(part) for part in re.findall(r"\d+", text)]


def test_the_reused_sample_number_stands_on_two_reports(converted: tuple[Path, Outcome]) -> None:
    told = [fault for fault in converted[1].faults if fault.code == "key_conflict" and fault.table == "samples"]
    assert len(told) == 1
    by_sample: dict[str, set[tuple[str, str]]] = {}
    for row in rows(converted[0], "report_results"):
        by_sample.setdefault(row["sample_no"], set()).add((row["report_no"], row["sampled_from_at"]))
    assert sum(len({when for _, when in found}) > 1 for found in by_sample.values()) == 1


def test_the_copies_of_the_raw_records_agree(converted: tuple[Path, Outcome]) -> None:
    out, outcome = converted
    results = rows(out, "results")
    assert not [fault for fault in outcome.faults if fault.code in {"other_value", "completion"}]
    repeats = [row for row in rows(out, "intake-repeats") if row["table"] == "results"]
    # Three copies: the summary, the table by sample, the table by item.
    assert len(repeats) == 2 * len(results)
    blank = {row["sample_no"] for row in rows(out, "qc_results")}
    assert len(blank) == 1
    assert len(rows(out, "qc_results")) == sum(row["sample_no"] in blank for row in results) == 9
