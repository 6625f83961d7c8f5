"""Faults of the same kind in the same column, together: what a person corrects in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import pyarrow as pa

from jianzhen.intake.faults import Severity
from jianzhen.words import Words

if TYPE_CHECKING:
    from jianzhen.intake.faultlog import FaultLog


class Entry(NamedTuple):
    """Where one of a group stands, and what was found there."""

    row: int | None
    found: str


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """Faults that differ only in row and found text; ``entries`` holds the first of them."""

    severity: Severity
    code: str
    file: str
    sheet: str
    column: str
    expected: Words
    remedy: Words
    count: int
    entries: tuple[Entry, ...]


_GROUP = ("severity", "code", "file", "sheet", "column", "expected_zh", "expected_en", "remedy_zh", "remedy_en")


def group_faults(log: FaultLog, shown: int) -> list[FaultGroup]:
    """Group a log, faults before warnings; each group shows its first ``shown`` entries, 0 for all."""
    faults = log.table()
    numbered = faults.append_column("entry", pa.array(range(len(faults)), pa.int64()))
    names = ", ".join(f'"{name}"' for name in _GROUP)
    first = f"min(entry, {shown})" if shown else "list(entry)"
    with duckdb.connect() as engine:
        engine.register("faults", numbered)
        found = engine.sql(
            f"SELECT {names}, count(*) AS number, {first} AS entries FROM faults "
            f"GROUP BY {names} ORDER BY severity, min(entry)"
        ).fetchall()
    return [_group(faults, dict(zip((*_GROUP, "number", "entries"), row, strict=True))) for row in found]


def _group(faults: pa.Table, group: dict[str, object]) -> FaultGroup:
    text = {name: str(group[name]) for name in _GROUP}
    first = group["entries"]
    entries = faults.select(["row", "found"]).take(sorted(first) if isinstance(first, list) else [])
    return FaultGroup(
        Severity(text["severity"]),
        text["code"],
        text["file"],
        text["sheet"],
        text["column"],
        Words(text["expected_zh"], text["expected_en"]),
        Words(text["remedy_zh"], text["remedy_en"]),
        int(str(group["number"])),
        tuple(Entry(**record) for record in entries.to_pylist()),
    )
