"""CSV files: encoding and delimiter found out, rows numbered by the line they start on."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from jianzhen.intake.read.sheet import Grid, Row, RowsUnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DELIMITERS = ",;\t"
FIELD_LIMIT = 16 << 20
"""Characters in one cell; a chromatogram's points need some hundred thousand."""
_SAMPLE_LINES = 15


def grid(path: Path, encoding: str) -> Grid:
    """The rows of the file, with the delimiter that its first lines use most evenly."""
    delimiter = find_delimiter(path, encoding)
    return Grid("", lambda: _rows(path, encoding, delimiter))


def find_delimiter(path: Path, encoding: str) -> str:
    """Choose the delimiter that splits the most of the first lines."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = [line for line in (file.readline(FIELD_LIMIT) for _ in range(_SAMPLE_LINES)) if line.strip()]
    return max(DELIMITERS, key=lambda mark: sum(line.count(mark) for line in lines))


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(FIELD_LIMIT)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        # Strict, so that a quotation mark without its end does not swallow rows unseen.
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        before = 0
        try:
            for cells in reader:
                yield Row(before + 1, cells)
                before = reader.line_num
        except csv.Error as error:
            raise RowsUnreadableError(before + 1, str(error)) from error
