"""A table that is filled row by row, where there are few enough of them."""

from __future__ import annotations

from typing import Any

from jianzhen.contract import TABLES
from jianzhen.synth.frame import EMPTY, Frame


class Sheet:
    """Rows of one table as they come; a column that a row does not name is empty."""

    def __init__(self, table: str) -> None:
        self.table = table
        self._rows: list[dict[str, Any]] = []

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, **values: Any) -> None:
        """Add a row."""
        self._rows.append(values)

    def frame(self) -> Frame:
        """All rows."""
        names = dict.fromkeys(name for row in self._rows for name in row)
        columns: dict[str, Any] = {}
        for name in names:
            empty = EMPTY[TABLES[self.table][name].kind]
            columns[name] = [empty if (value := row.get(name)) is None else value for row in self._rows]
        return Frame(self.table, columns, len(self._rows))
