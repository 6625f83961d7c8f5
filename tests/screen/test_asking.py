"""Findings and units asked together are what they are when asked apart."""

from __future__ import annotations

from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jianzhen.rules.verdict import Verdict
from jianzhen.screen.asking import ask
from jianzhen.screen.engines import Engine

ROWS = pa.table(
    {
        "subject": ["a", "a", "b", None],
        "hours": pa.array([1, None, 30, 4], pa.int32()),
        "rows": pa.array([["x"], [], None, ["y", "z"]], pa.list_(pa.string())),
    }
)


def verdict(engine: Engine, path: Path, longest: int) -> Verdict:
    rows = engine.read(path)
    known = rows.hours.notnull()
    reason = ibis.ifelse(known, ibis.literal("ok"), ibis.literal("no hours"))
    units = rows.mutate(reason=reason).group_by(["subject", "reason"]).aggregate(n=lambda table: table.count())
    return Verdict(findings=rows.filter(rows.hours > longest), units=units)


def unordered(table: pa.Table) -> list[str]:
    return sorted(str(row) for row in table.to_pylist())


@pytest.mark.parametrize("longest", [0, 10, 1000])
def test_both_parts_are_what_they_are_alone(engines: list[Engine], tmp_path: Path, longest: int) -> None:
    path = tmp_path / "rows.parquet"
    pq.write_table(ROWS, path)
    for engine in engines:
        answer = verdict(engine, path, longest)
        found, counted = ask(answer, engine)
        alone = engine.fetch(answer.findings)
        assert unordered(found) == unordered(alone)
        assert found.column_names == alone.column_names
        assert unordered(counted) == unordered(engine.fetch(answer.units).select(["subject", "reason", "n"]))
        assert sum(counted["n"].to_pylist()) == ROWS.num_rows
