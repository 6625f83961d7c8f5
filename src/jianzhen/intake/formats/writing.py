"""Writes a finished conversion as a data folder of the contract.

CSV in UTF-8 with a byte order mark, so that spreadsheet programs read the Chinese; one
file per table; beside them ``intake.json`` (what was converted, from which bytes, by
which version), ``intake-faults.csv``, ``intake-unplaced.csv`` and ``intake-repeats.csv``.
"""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from typing import TYPE_CHECKING

from jianzhen import __version__
from jianzhen.contract import table as contract_table
from jianzhen.intake.faults import Severity, write_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from jianzhen.intake.formats.model import Format
    from jianzhen.intake.formats.rows import Row, Value
    from jianzhen.intake.formats.sink import Sink


def write(folder: Path, adapter: Format, sink: Sink) -> dict[str, object]:
    """Write every file into an empty folder and give the content of ``intake.json``."""
    for name, rows in sink.rows:
        _table(folder / f"{name}.csv", name, rows)
    write_faults(folder / "intake-faults.csv", sink.faults)
    _csv(
        folder / "intake-unplaced.csv",
        ("source_file", "source_row", "cell", "label", "text"),
        ((u.place.origin, u.place.row, u.place.cell, u.label, u.text) for u in sink.unplaced),
    )
    _csv(
        folder / "intake-repeats.csv",
        ("table", "source_file", "source_row", "kept_file", "kept_row"),
        ((r.table, r.place.origin, r.place.row, r.kept.origin, r.kept.row) for r in sink.rows.repeats),
    )
    record = summary(adapter, sink)
    text = json.dumps(record, ensure_ascii=False, indent=2)
    (folder / "intake.json").write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
    return record


def summary(adapter: Format, sink: Sink) -> dict[str, object]:
    """The content of ``intake.json``: the same for the same files, wherever and whenever they are converted."""
    by_severity = {level: sum(f.severity is level for f in sink.faults) for level in Severity}
    return {
        "format": adapter.name,
        "format_version": adapter.version,
        "program_version": __version__,
        "lab_id": sink.lab_id,
        "tables": sink.rows.counts(),
        "faults": by_severity[Severity.FAULT],
        "warnings": by_severity[Severity.WARNING],
        "unplaced": len(sink.unplaced),
        "repeats": len(sink.rows.repeats),
        "derived_org_ids": [
            {
                "org_id": code,
                "name": name,
                "note": "由名称派生，不是统一社会信用代码 derived from the name, not an issued code",
            }
            for code, name in sorted(sink.derived.items())
        ],
        "sources": _sources(sink),
    }


def _sources(sink: Sink) -> list[dict[str, object]]:
    rows: dict[str, dict[str, int]] = {}
    for name, table in sink.rows:
        for row in table:
            counts = rows.setdefault(row.place.file, {})
            counts[name] = counts.get(name, 0) + 1
    return [
        {
            "name": tally.source.name,
            "sha256": tally.source.sha256,
            "size": tally.source.size,
            "status": tally.status,
            "rows": rows.get(tally.source.name, {}),
            "faults": _count(sink, tally.source.name, Severity.FAULT),
            "warnings": _count(sink, tally.source.name, Severity.WARNING),
        }
        for tally in sink.tallies.values()
    ]


def _count(sink: Sink, file: str, severity: Severity) -> int:
    return sum(fault.file == file and fault.severity is severity for fault in sink.faults)


def _table(path: Path, name: str, rows: Sequence[Row]) -> None:
    used = {column for row in rows for column in row.values}
    columns = [c.name for c in contract_table(name).columns if c.name in used or c.key or c.required]
    _csv(
        path,
        (*columns, "source_file", "source_row"),
        ((*map(_text, map(row.values.get, columns)), row.place.origin, row.place.row) for row in rows),
    )


def _text(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)


def _csv(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("x", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        writer.writerows(rows)
