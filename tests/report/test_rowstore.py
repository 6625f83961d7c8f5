from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jianzhen.report.rowstore import RowStore


@pytest.fixture
def store(tmp_path: Path) -> RowStore:
    pq.write_table(pa.table({"row_id": ["c", "a", "b"], "name": ["x", "y", "x"]}), tmp_path / "t.parquet")
    return RowStore(tmp_path)


def test_rows_come_once_each_and_in_the_order_of_the_source(store: RowStore) -> None:
    assert [row["row_id"] for row in store.take("t", ["b", "c", "b", "unknown"])] == ["c", "b"]
    assert store.take("t", []) == []


def test_rows_by_value(store: RowStore) -> None:
    assert [row["row_id"] for row in store.where("t", "name", "x")] == ["c", "b"]


def test_a_table_that_is_not_there_is_empty(store: RowStore) -> None:
    assert store.take("other", ["a"]) == []
    assert store.where("other", "name", "x") == []
    assert store.places("other") == {}
