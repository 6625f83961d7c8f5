"""How much institutions did: counted from the tables of a data set, kept by organisation and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pyarrow.parquet as pq

from jianzhen.intake.staged import StagedTable
from jianzhen.web.registers.models import Workload

MEASURES: Mapping[str, tuple[str, str]] = {
    "reports": ("reports", "issued_at"),
    "samples": ("samples", "collected_from_at"),
}
"""Measure to table and the column of the moment."""


def count_workload(tables: Mapping[str, StagedTable]) -> int:
    """Count what the tables tell; months they do not tell of stay as they are. Gives the numbers written."""
    written = 0
    for measure, (table, moment) in MEASURES.items():
        if table in tables:
            counts = _counts(tables[table], moment)
            rows = [
                Workload(org=org, measure=measure, month=month, number=number)
                for (org, month), number in counts.items()
            ]
            Workload.objects.bulk_create(
                rows, 200, update_conflicts=True, unique_fields=["org", "measure", "month"], update_fields=["number"]
            )
            written += len(counts)
    return written


def _counts(table: StagedTable, moment: str) -> Counter[tuple[str, date]]:
    counts: Counter[tuple[str, date]] = Counter()
    with pq.ParquetFile(table.path) as file:
        for batch in file.iter_batches(columns=["lab_id", moment]):
            for org, at in zip(batch["lab_id"].to_pylist(), batch[moment].to_pylist(), strict=True):
                if org and at:
                    counts[str(org)[:18], at.date().replace(day=1)] += 1
    return counts
