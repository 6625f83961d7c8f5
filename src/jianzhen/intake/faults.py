"""What is wrong with a file: where, what was found, what was expected, what to do."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import xlsxwriter

from jianzhen.intake.whole import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jianzhen.words import Words


class Severity(StrEnum):
    """A fault must be corrected; a warning should be looked at."""

    FAULT = "fault"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in one place.

    ``row`` is the number a person sees beside the row (1 = first line of the file),
    None when the fault concerns a whole file, sheet or column. ``column`` is the
    heading as printed in the file. ``found`` is shortened to ``FOUND_LIMIT``.
    """

    severity: Severity
    code: str
    file: str
    sheet: str
    row: int | None
    column: str
    found: str
    expected: Words
    remedy: Words
    table: str = ""
    """The table of the contract, where it is known."""


FOUND_LIMIT = 200
FAULT_COLUMNS = (
    ("severity", "级别"),
    ("code", "代码"),
    ("table", "表"),
    ("file", "文件"),
    ("sheet", "工作表"),
    ("row", "行"),
    ("column", "列"),
    ("found", "发现"),
    ("expected_zh", "应为"),
    ("remedy_zh", "怎么办"),
    ("expected_en", "expected"),
    ("remedy_en", "what to do"),
)
"""Name and heading of each field of a written fault list."""
EXCEL_ROWS = 1_048_575


def shorten(text: str) -> str:
    """Cut a found value to a length a person can read."""
    return text if len(text) <= FOUND_LIMIT else text[: FOUND_LIMIT - 1] + "…"


def as_record(fault: Fault) -> dict[str, str | int | None]:
    """The fault as flat names and plain values, for JSON and tables."""
    return {
        "severity": str(fault.severity),
        "code": fault.code,
        "table": fault.table,
        "file": fault.file,
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
        "found": fault.found,
        "expected_zh": fault.expected.zh,
        "expected_en": fault.expected.en,
        "remedy_zh": fault.remedy.zh,
        "remedy_en": fault.remedy.en,
    }


def write_faults(path: Path, faults: Iterable[Fault]) -> int:
    """Write the whole list as CSV or, by the file's ending, ``.xlsx``.

    Returns:
        The number of faults written. The file appears only when complete.

    Raises:
        ValueError: The list has more rows than a worksheet can hold.
    """
    with replacing(path) as unfinished:
        if path.suffix.lower() == ".xlsx":
            return _write_workbook(unfinished, faults)
        return _write_csv(unfinished, faults)


def _values(fault: Fault) -> list[str | int | None]:
    record = as_record(fault)
    return [record[name] for name, _ in FAULT_COLUMNS]


def _write_csv(path: Path, faults: Iterable[Fault]) -> int:
    count = 0
    # With the mark, spreadsheet programs read the Chinese text as UTF-8.
    with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([heading for _, heading in FAULT_COLUMNS])
        for fault in faults:
            writer.writerow([_inert(value) for value in _values(fault)])
            count += 1
    return count


def _inert(value: str | int | None) -> str | int | None:
    """Keep a spreadsheet program from running a found text as a formula."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + value
    return value


def _write_workbook(path: Path, faults: Iterable[Fault]) -> int:
    count = 0
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("问题清单")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(FAULT_COLUMNS) - 1, 18)
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, [heading for _, heading in FAULT_COLUMNS], bold)
        for count, fault in enumerate(faults, start=1):
            if count > EXCEL_ROWS:
                raise ValueError("more faults than one worksheet holds; write .csv instead")
            sheet.write_row(count, 0, _values(fault))
    return count
