"""Runs one conversion and gives what it wrote."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from jianzhen.intake.faults import Fault, Severity
from jianzhen.intake.formats.run import convert
from jianzhen.intake.formats.water_report import adapter


@dataclass
class Written:
    """The files of a conversion, read back."""

    folder: Path
    faults: tuple[Fault, ...]

    def rows(self, table: str) -> list[dict[str, str]]:
        path = self.folder / f"{table}.csv"
        if not path.exists():
            return []
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def codes(self, severity: Severity = Severity.FAULT) -> list[str]:
        return [fault.code for fault in self.faults if fault.severity is severity]

    def warned(self) -> set[str]:
        return set(self.codes(Severity.WARNING))


Convert = Callable[..., Written]


@pytest.fixture
def run(tmp_path: Path) -> Convert:
    """Convert workbooks, given by file name, in one delivery."""

    def convert_books(lab_id: str = "", **books: openpyxl.Workbook) -> Written:
        src = tmp_path / "src"
        src.mkdir(exist_ok=True)
        for name, book in books.items():
            book.save(src / f"{name}.xlsx")
        return written(src, tmp_path / "out", lab_id)

    return convert_books


def written(src: Path, out: Path, lab_id: str = "") -> Written:
    outcome = convert(adapter, src, out, lab_id=lab_id, replace=True)
    return Written(out, outcome.faults)
