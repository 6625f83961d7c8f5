"""What was screened: tables, rows, files, and the faults in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jianzhen.contract import TABLES
from jianzhen.report.results import Results
from jianzhen.words import Words

FAULTS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class TableCount:
    """Rows of one table."""

    name: str
    title: Words
    rows: int


@dataclass(frozen=True, slots=True)
class InputsView:
    """The data set as it was read."""

    tables: tuple[TableCount, ...]
    rows: int
    files: tuple[dict[str, Any], ...]
    counts: dict[str, int]
    """``faults``, ``warnings``, ``rows_set_aside``, ``rows_repeated``."""
    faults: tuple[dict[str, Any], ...]
    """The first of them; the rest is listed by ``jianzhen check``."""


def inputs_view(results: Results) -> InputsView:
    """Read the counts of the run record and the first faults."""
    data = results.run["data"]
    tables = [
        TableCount(table.name, Words(table.zh, table.en), data["tables"][table.name])
        for table in TABLES.values()
        if data["tables"].get(table.name)
    ]
    return InputsView(
        tables=tuple(tables),
        rows=sum(table.rows for table in tables),
        files=tuple(data["files"]),
        counts=dict(data.get("faults", {})),
        faults=tuple(results.faults(FAULTS_SHOWN)),
    )
