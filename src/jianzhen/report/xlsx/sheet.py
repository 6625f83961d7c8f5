"""Writes rows to worksheets: header, widths, filters; texts stay texts; what is too long goes on in a further sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

ROWS = 1_048_576
"""Rows of one worksheet, header included."""
CELL = 32_767
"""Letters of one cell."""
CUT = "……（余下见 rows/ 与证据包 the rest: rows/ and the evidence package）"
_FIRST_DAY = dt.datetime(1900, 3, 1)
"""Earlier days are not counted alike by all spreadsheet programs; they are written as text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet; ``width`` in Latin letters, ``wrap`` for texts of several lines."""

    title: str
    width: int
    wrap: bool = False
    choices: tuple[str, ...] = ()
    """Values of a drop-down; for columns that people fill in."""


class Sheets:
    """Rows of one kind, on one worksheet or, when there are too many, on several."""

    def __init__(self, book: Any, title: str, columns: Sequence[Column], *, rows: int = ROWS) -> None:
        self._book, self._title, self._columns, self._rows = book, title, columns, rows
        self._formats = {wrap: book.add_format({"text_wrap": wrap, "valign": "top"}) for wrap in (True, False)}
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"})
        self._head = book.add_format({"bold": True, "bg_color": "#E8EEF5", "bottom": 1, "valign": "vcenter"})
        self._number = 0
        self._sheet: Any = None
        self._row = 0
        self._open()

    def add(self, values: Sequence[Any]) -> None:
        """Write one row; a text is never taken for a formula, a number or an address."""
        if self._row == self._rows:
            self._close()
            self._open()
        for place, (column, value) in enumerate(zip(self._columns, values, strict=True)):
            self._put(place, column, value)
        self._row += 1

    def finish(self) -> None:
        """Set filters and drop-downs; call once, after the last row."""
        self._close()

    def _put(self, place: int, column: Column, value: Any) -> None:
        plain = self._formats[column.wrap]
        if isinstance(value, dt.datetime) and value >= _FIRST_DAY:
            self._sheet.write_datetime(self._row, place, value, self._moment)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            self._sheet.write_number(self._row, place, value, plain)
        elif value is None or value == "":
            self._sheet.write_blank(self._row, place, None, plain)
        else:
            self._sheet.write_string(self._row, place, fitting(str(value)), plain)

    def _open(self) -> None:
        self._number += 1
        self._sheet = self._book.add_worksheet(self._title if self._number == 1 else f"{self._title} {self._number}")
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, column.width)
        self._sheet.set_row(0, 22)
        for place, column in enumerate(self._columns):
            self._sheet.write_string(0, place, column.title, self._head)
        self._row = 1

    def _close(self) -> None:
        last = max(self._row - 1, 1)
        self._sheet.autofilter(0, 0, last, len(self._columns) - 1)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        for place, column in enumerate(self._columns):
            if column.choices:
                self._sheet.data_validation(1, place, last, place, {"validate": "list", "source": list(column.choices)})


def fitting(text: str) -> str:
    """A text that one cell can hold, without letters that no workbook can."""
    clean = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    return clean if len(clean) <= CELL else clean[: CELL - len(CUT)] + CUT
