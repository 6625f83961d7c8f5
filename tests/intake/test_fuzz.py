"""Whatever is in a folder: faults with a place, never another error, nothing half-written."""

from __future__ import annotations

import io
import string
import tempfile
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jianzhen.contract import TABLES
from jianzhen.contract.arrow import schema
from jianzhen.intake.stage import stage
from jianzhen.intake.staged import Staged
from jianzhen.seal.rows import row_id

LAB = "91640100MA0LAB0005"
HEAD = ["event_id", "lab_id", "category", "started_at", "ended_at", "lon", "planned_count", "site_name"]
NASTY = [
    "", " ", "\u3000", "NaN", "inf", "-inf", "1e999", "1900-01-01 00:00", "9999-12-31 23:59", "0000-00-00", "１２",
    "1,234", "2026-03-01T09:00Z",
    "=1+1", "#N/A", "\x00", "\ufffd", "\ufeff", "是", "\u202e", "'", '"', "x" * 5000, "😀", "2024-02-30 10:00", "24:00",
    LAB, "exhaust", "2026-03-01 09:00", "2026/3/1 10:05", "106.2", "3", "【示例】", "event_id", "-0", "1_0",
]  # fmt: skip
CELL = st.sampled_from([*NASTY, "\ud800"]) | st.text(max_size=12)
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _stage(name: str, content: bytes) -> Staged:
    with tempfile.TemporaryDirectory() as folder:
        data, work = Path(folder, "data"), Path(folder, "work")
        data.mkdir()
        (data / name).write_bytes(content)
        staged = stage(data, work)
        _verify(staged, work)
        return staged


def _verify(staged: Staged, work: Path) -> None:
    """What must hold whatever was read."""
    assert {path.name for path in work.iterdir()} == {f"{name}.parquet" for name in staged.tables}
    for fault in staged.faults:
        assert fault.code
        assert all((*fault.expected, *fault.remedy))
        assert fault.severity in {"fault", "warning"}
    for name, table in staged.tables.items():
        rows = pq.read_table(table.path)
        assert rows.schema.equals(schema(name))
        assert rows.num_rows == table.rows
        for row in rows.to_pylist():
            assert row["row_id"] == row_id(TABLES[name], row)
            assert all(row[column.name] is not None for column in TABLES[name].columns if column.required)


def _csv(lines: list[list[str]]) -> bytes:
    text = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    return text.encode("utf-8", "surrogatepass")


@FUZZ
@given(st.lists(st.lists(CELL, min_size=len(HEAD), max_size=len(HEAD)), max_size=8))
def test_no_row_vanishes_from_a_csv(lines):
    staged = _stage("sampling_events.csv", _csv([HEAD, *lines]))
    if staged.structural:
        return
    table = staged.tables["sampling_events"]
    blank = sum(1 for line in lines if not any(cell.strip() for cell in line))
    left_out = sum(1 for line in lines if _first(line).startswith("【示例】") or _repeats_headings(line))
    assert table.rows + table.set_aside + table.repeated + blank + left_out == len(lines)
    told = {fault.row for fault in staged.faults}
    assert table.set_aside + table.repeated == 0 or told


def _first(line: list[str]) -> str:
    return next((cell.strip() for cell in line if cell.strip()), "")


def _repeats_headings(line: list[str]) -> bool:
    filled = [(cell.strip(), head) for cell, head in zip(line, HEAD, strict=True) if cell.strip()]
    return len(filled) > 1 and all(cell == head for cell, head in filled)


@FUZZ
@given(st.binary(max_size=300), st.sampled_from([".csv", ".xlsx", ".xls", ".parquet", ".txt", ".xlsm", ".docx"]))
def test_any_bytes(content, suffix):
    staged = _stage(f"sampling_events{suffix}", content)
    assert staged.structural


@FUZZ
@given(st.text(alphabet=string.printable + "采样记录编号，；“”\ufeff", max_size=300))
def test_any_text(text):
    _stage("sampling_events.csv", text.encode())


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "采样记录"
    sheet.append(HEAD)
    for number in range(20):
        sheet.append([f"E{number}", LAB, "exhaust", "2026-03-01 09:00", "2026-03-01 10:00", 106.2, 3, "x"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


WORKBOOK = _workbook()


@FUZZ
@given(st.lists(st.tuples(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_workbook_with_changed_bytes(changes):
    content = bytearray(WORKBOOK)
    for position, value in changes:
        content[position] = value
    _stage("a.xlsx", bytes(content))


@FUZZ
@given(st.integers(1, len(WORKBOOK) - 1))
def test_a_workbook_cut_off(length):
    assert _stage("a.xlsx", WORKBOOK[:length]).structural


PARQUET = io.BytesIO()
pq.write_table(schema("samples").empty_table(), PARQUET)


@FUZZ
@given(st.integers(4, len(PARQUET.getvalue()) - 1), st.integers(0, 255))
def test_a_parquet_file_with_a_changed_byte(position, value):
    content = bytearray(PARQUET.getvalue())
    content[position] = value
    _stage("samples.parquet", bytes(content))


# XML cannot hold a NUL, so no workbook does.
@pytest.mark.parametrize("cell", [cell for cell in NASTY if cell != "\x00"])
def test_nasty_cells_in_a_workbook(cell):
    book = openpyxl.Workbook()
    book.active.title = "采样记录"
    book.active.append(HEAD)
    book.active.append(["E1", LAB, "exhaust", "2026-03-01 09:00", "2026-03-01 10:00", cell, cell, cell])
    buffer = io.BytesIO()
    book.save(buffer)
    staged = _stage("a.xlsx", buffer.getvalue())
    assert staged.tables["sampling_events"].rows == 1
