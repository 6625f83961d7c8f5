"""Whatever is typed into a report, no line gets lost without a word and nothing is raised."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.formats.water_report.books import SampleInfo, raw_by_item, report_book, usual_items
from tests.intake.formats.water_report.conftest import Written, written

from jianzhen.intake.formats.run import convert
from jianzhen.intake.formats.water_report import adapter

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TYPED = st.one_of(
    st.none(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.datetimes(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    st.sampled_from(
        [
            "=A1",
            "=1/0",
            "以下空白",
            "样品编号",
            "序号",
            "检测结果：",
            "检验检测报告",
            "第 1 页 共 9 页",
            "<",
            "0.05L",
            "#N/A",
        ]
    ),
)


def told_or_out(got: Written) -> int:
    """Lines that became rows, and lines told as not read."""
    lost = {
        (f.sheet, f.row) for f in got.faults if f.code in {"unread_line", "unreadable"} and f.table == "report_results"
    }
    rows = {(row["source_file"].split("#")[1], int(row["source_row"])) for row in got.rows("report_results")}
    return len(lost | rows)


@SLOW
@given(edits=st.lists(st.tuples(st.integers(1, 12), st.integers(1, 9), TYPED), max_size=6), sheet=st.integers(0, 3))
def test_random_edits_raise_nothing(edits: list[tuple[int, int, Any]], sheet: int) -> None:
    book = report_book()
    for row, column, value in edits:
        target = book.worksheets[sheet].cell(row, column)
        if type(target).__name__ != "MergedCell":
            target.value = value
    with tempfile.TemporaryDirectory() as folder:
        src = Path(folder, "a.xlsx")
        book.save(src)
        convert(adapter, src, Path(folder, "out"))


@SLOW
@given(edits=st.lists(st.tuples(st.integers(0, 11), st.integers(3, 6), TYPED), max_size=5))
def test_every_line_is_out_or_told(edits: list[tuple[int, int, Any]]) -> None:
    book = report_book([SampleInfo(items=usual_items(12))])
    sheet = book["结果2"]
    for line, column, value in edits:
        # An end mark or a heading within a line is another table, not an edited line.
        if value not in ("以下空白", "检测结果：", "样品编号", "序号"):
            sheet.cell(8 + line, column).value = value
    with tempfile.TemporaryDirectory() as folder:
        src = Path(folder, "a.xlsx")
        book.save(src)
        got = written(src, Path(folder, "out"))
        assert told_or_out(got) == 12


@SLOW
@given(edits=st.lists(st.tuples(st.integers(1, 9), st.integers(1, 5), TYPED), max_size=6))
def test_random_edits_of_raw_records_raise_nothing(edits: list[tuple[int, int, Any]]) -> None:
    book = raw_by_item({"W1C01": {"pH": 7.7, "铁(mg/L)": "<0.03"}, "K1C02": {"铁(mg/L)": "<0.03"}})
    for row, column, value in edits:
        book.active.cell(row, column).value = value
    with tempfile.TemporaryDirectory() as folder:
        src = Path(folder, "a.xlsx")
        book.save(src)
        convert(adapter, src, Path(folder, "out"))


@SLOW
@given(damage=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8), kept=st.integers(0, 10**6))
def test_damaged_bytes_are_a_fault_or_a_conversion(damage: list[tuple[int, int]], kept: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        src = Path(folder, "a.xlsx")
        report_book().save(src)
        content = bytearray(src.read_bytes())
        for place, byte in damage:
            content[place % len(content)] = byte
        src.write_bytes(bytes(content[: kept % (len(content) * 2)]))
        outcome = convert(adapter, src, Path(folder, "out"))
        assert (Path(folder, "out") / "intake.json").exists()
        assert outcome.clean or outcome.faults
