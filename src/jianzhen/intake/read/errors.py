"""Cells that hold a formula's error: the fast reader shows them empty, so they are looked up apart."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import xlrd

from jianzhen.intake.read.safety import unpacked
from jianzhen.intake.read.sniff import UnreadableFileError, is_zip

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    SheetErrors = Mapping[tuple[int, int], str]
    """Row (from 1) and position (from 0) to the error's text."""

_MARK = b't="e"'
_MARK_2 = b"t='e'"


def error_cells(path: Path) -> Mapping[str, SheetErrors]:
    """Every error cell of a workbook that was verified; {} when there is none.

    Raises:
        UnreadableFileError: The workbook is broken.
    """
    try:
        if not is_zip(path):
            return _of_xls(path)
        return _of_xlsx(path) if _has_errors(path) else {}
    except UnreadableFileError:
        raise
    # Both readers raise errors of many kinds on damaged files.
    except Exception as error:
        raise UnreadableFileError("broken", str(error)) from error


def _has_errors(path: Path) -> bool:
    tail = b""
    with zipfile.ZipFile(path) as archive, path.open("rb") as file:
        for member in archive.infolist():
            if "worksheets/" in member.filename:
                for piece in unpacked(file, member):
                    text = tail + piece
                    if _MARK in text or _MARK_2 in text:
                        return True
                    tail = text[-len(_MARK) :]
    return False


def _of_xlsx(path: Path) -> Mapping[str, SheetErrors]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        return {
            sheet.title: {
                (cell.row, cell.column - 1): str(cell.value)
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None and cell.data_type == "e"
            }
            for sheet in book.worksheets
        }
    finally:
        book.close()


def _of_xls(path: Path) -> Mapping[str, SheetErrors]:
    with xlrd.open_workbook(str(path), on_demand=True, logfile=io.StringIO()) as book:
        return {name: _of_sheet(book.sheet_by_name(name)) for name in book.sheet_names()}


def _of_sheet(sheet: xlrd.sheet.Sheet) -> dict[tuple[int, int], str]:
    return {
        (row + 1, position): xlrd.error_text_from_code.get(sheet.cell_value(row, position), "#ERROR!")
        for row in range(sheet.nrows)
        for position, kind in enumerate(sheet.row_types(row))
        if kind == xlrd.XL_CELL_ERROR
    }
