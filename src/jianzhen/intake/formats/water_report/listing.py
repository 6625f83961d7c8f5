"""Sheets that list something by column: the completion of tests and the laboratory's methods."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jianzhen.intake.formats.water_report.text import label, one_line, squeeze, stated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jianzhen.intake.formats.cells import Cell, Sheet

COMPLETION = frozenset({"样品编号", "应检项目数", "已检项目数"})
METHODS = frozenset({"检测项目", "检测方法"})
STANDARD_HEADS = ("方法依据/标准", "方法依据", "标准", "检测依据", "标准编号")
# Two standards in one cell stand apart by a stroke with blanks; the stroke of GB/T has none.
_BETWEEN = re.compile(r"\s+/\s+|；|;")
_INSTRUMENT = re.compile(r"(?P<name>[^,，、;；()（）]+)[(（](?P<id>[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)[)）]")


@dataclass(slots=True)
class Listing:
    """Rows below a heading, cells by heading."""

    sheet: Sheet
    rows: list[Mapping[str, Cell]] = field(default_factory=list)
    above: list[Cell] = field(default_factory=list)


def find_listing(sheet: Sheet, heads: frozenset[str]) -> Listing | None:
    """Read the list under the first heading that has all of ``heads``."""
    for top, cells in list(sheet.rows.items())[:10]:
        named = {cell.column: label(cell.text) for cell in cells}
        if heads <= set(named.values()):
            return _read(sheet, top, named)
    return None


def _read(sheet: Sheet, top: int, named: Mapping[int, str]) -> Listing:
    found = Listing(sheet)
    for row, cells in sheet.rows.items():
        if row < top:
            found.above.extend(cells)
        elif row > top:
            found.rows.append({named.get(cell.column, cell.ref): cell for cell in cells})
    return found


def standards(text: str) -> list[str]:
    """The standards a cell names, none where it holds a dash."""
    return [one_line(part) for part in _BETWEEN.split(text) if stated(part.strip())]


def instruments(text: str) -> list[tuple[str, str]]:
    """Name and number of each instrument of a cell; only those with a number in brackets."""
    return [(squeeze(match["id"]), one_line(match["name"])) for match in _INSTRUMENT.finditer(text)]
