"""The faults of a submission as they were kept: page by page, by kind, as a file."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianzhen.intake.faults import FAULT_COLUMNS
from jianzhen.web.filing.models import FaultList, Submission
from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class KindOfFault:
    """How often something is wrong, and what to do about it."""

    code: str
    severity: str
    count: int
    remedy: Words


def table_of(submission: Submission) -> pa.Table:
    """All entries; an empty table before the check."""
    kept = FaultList.objects.filter(submission=submission).first()
    return pq.read_table(io.BytesIO(bytes(kept.entries))) if kept else pa.table({"severity": pa.array([], pa.string())})


def kinds(table: pa.Table) -> list[KindOfFault]:
    """Kinds of fault: faults before warnings, the most frequent first."""
    if not len(table):
        return []
    grouped = table.group_by(["code", "severity"]).aggregate(
        [("code", "count"), ("remedy_zh", "min"), ("remedy_en", "min")]
    )
    found = [
        KindOfFault(row["code"], row["severity"], row["code_count"], Words(row["remedy_zh_min"], row["remedy_en_min"]))
        for row in grouped.to_pylist()
    ]
    return sorted(found, key=lambda kind: (kind.severity != "fault", -kind.count, kind.code))


def slice_of(table: pa.Table, start: int, count: int, code: str = "") -> tuple[list[dict[str, Any]], int]:
    """Some entries from a place on, of one kind or of all, and how many there are."""
    wanted = table.filter(pc.equal(table["code"], code)) if code and len(table) else table
    return [_entry(row) for row in wanted.slice(start, count).to_pylist()], len(wanted)


def _entry(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "expected": Words(row["expected_zh"] or "", row["expected_en"] or ""),
        "remedy": Words(row["remedy_zh"] or "", row["remedy_en"] or ""),
    }


def lines(table: pa.Table) -> tuple[Sequence[str], list[list[Any]]]:
    """Headings and rows of the list as a sheet."""
    names = [name for name, _ in FAULT_COLUMNS]
    return [title for _, title in FAULT_COLUMNS], [[row.get(name) for name in names] for row in table.to_pylist()]
