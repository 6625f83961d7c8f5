"""Parquet columns of any type become one of the kinds of the contract."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jianzhen.intake.read.parquet import plain

MOMENT = datetime(2026, 3, 1, 9)


@pytest.mark.parametrize(
    ("array", "kind", "values"),
    [
        (pa.array(["a", None]), pa.string(), ["a", None]),
        (pa.array(["a"], pa.large_string()), pa.string(), ["a"]),
        (pa.array(["a", "b"]).dictionary_encode(), pa.string(), ["a", "b"]),
        (pa.array([["a", "b"], None, []]), pa.string(), ["a;b", None, ""]),
        (pa.array([1], pa.int8()), pa.int64(), [1]),
        (pa.array([2**64 - 1], pa.uint64()), pa.string(), [str(2**64 - 1)]),
        (pa.array([1.5], pa.float32()), pa.float64(), [1.5]),
        (pa.array([Decimal("1.50")]), pa.string(), ["1.50"]),
        (pa.array([True]), pa.bool_(), [True]),
        (pa.array([MOMENT], pa.timestamp("ns")), pa.timestamp("us"), [MOMENT]),
        (pa.array([datetime(2026, 3, 1, 1)], pa.timestamp("s", "UTC")), pa.timestamp("us"), [MOMENT]),
        (pa.array([date(2026, 3, 1)], pa.date64()), pa.date32(), [date(2026, 3, 1)]),
        (pa.nulls(1), pa.string(), [None]),
    ],
)
def test_plain(array, kind, values):
    found = plain(array)
    assert found.type == kind
    assert found.to_pylist() == values


def test_a_broken_file_is_structural(folder):
    folder.write("samples.parquet", b"PAR1 and nothing of the kind PAR1")
    assert [fault.code for fault in folder.stage().structural] == ["file.broken"]


def test_a_column_that_cannot_be_told_is_structural(folder):
    table = pa.table({"sample_no": pa.array([{"a": 1}]), "lab_id": ["x"]})
    pq.write_table(table, folder.data / "samples.parquet")
    assert [fault.code for fault in folder.stage().structural] == ["file.row"]
