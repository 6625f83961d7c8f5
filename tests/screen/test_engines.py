"""Both engines give one answer, whole runs included; and each says clearly when it cannot start."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.support.runs import small_data

from jianzhen.rules import catalogue
from jianzhen.screen.coverage import coverage_table
from jianzhen.screen.engines import Engine, EngineUnavailableError, open_engine
from jianzhen.screen.engines import duckdb as duckdb_engine
from jianzhen.screen.findings import evidence_table, findings_table
from jianzhen.screen.leads import leads_table
from jianzhen.screen.load import load
from jianzhen.screen.run import screen


def test_a_whole_run_is_the_same_on_every_engine(engines: list[Engine], tmp_path: Path) -> None:
    dataset = load(small_data(tmp_path / "data"), tmp_path / "work").dataset
    runs = [
        screen(dataset, engine, catalogue.catalogue(), on=dt.date(2026, 6, 30), with_sql=False) for engine in engines
    ]
    assert not any(run.failed for run in runs), [run.failed for run in runs]
    assert runs[0].findings
    for run in runs[1:]:
        for table, part in (
            (findings_table, "findings"),
            (evidence_table, "findings"),
            (coverage_table, "coverage"),
            (leads_table, "leads"),
        ):
            assert table(getattr(run, part)).equals(table(getattr(runs[0], part)))


def test_there_is_no_third_engine() -> None:
    with pytest.raises(ValueError, match="duckdb, spark"):
        open_engine("excel")


def test_spark_without_java_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(EngineUnavailableError, match="openjdk"):
        open_engine("spark")


def test_subjects_are_never_split_between_batches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rows = pa.table({"subject": ["b", "a", "c", "a", "b", "a"], "value": [1, 2, 3, 4, 5, 6]})
    pq.write_table(rows, tmp_path / "rows.parquet")
    monkeypatch.setattr(duckdb_engine, "BATCH_ROWS", 2)

    def total(part: pa.Table) -> pa.Table:
        said = {"subject": part["subject"][0].as_py(), "payload": str(sorted(part["value"].to_pylist()))}
        return pa.Table.from_pylist([said])

    engine = open_engine("duckdb")
    told = engine.map_subjects(engine.read(tmp_path / "rows.parquet"), total).to_pylist()
    engine.close()
    assert {row["subject"]: row["payload"] for row in told} == {"a": "[2, 4, 6]", "b": "[1, 5]", "c": "[3]"}


def test_a_subject_takes_only_its_own_rows_along_to_another_process(tmp_path: Path) -> None:
    many = 10_000
    rows = pa.table({"subject": ["few", *["many"] * many], "value": [str(number) for number in range(many + 1)]})
    pq.write_table(rows, tmp_path / "rows.parquet")

    engine = open_engine("duckdb")
    batch = engine.fetch(engine.read(tmp_path / "rows.parquet"))
    few, rest = (duckdb_engine._message(part) for part in duckdb_engine._split(batch))
    engine.close()
    assert few.size < rest.size / 10


def test_queries_spill_into_a_folder_of_their_own_that_goes_with_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(duckdb_engine, "MEMORY_LIMIT", 64 * 2**20)
    pq.write_table(pa.table({"a": pa.array(range(4_000_000)).cast(pa.string())}), tmp_path / "rows.parquet")
    engine = open_engine("duckdb")
    rows = engine.read(tmp_path / "rows.parquet")
    sorted_rows = engine.keep(rows.mutate(b=rows.a + "-" + rows.a).order_by("b"))
    assert engine.fetch(sorted_rows.aggregate(n=sorted_rows.b.nunique())).to_pylist() == [{"n": 4_000_000}]
    assert list(tmp_path.glob("jianzhen-spill-*/*")), "64 MB cannot hold them"
    engine.close()
    assert not list(tmp_path.glob("jianzhen-spill-*"))


def test_what_is_kept_has_the_types_it_was_declared_with(engines: list[Engine], tmp_path: Path) -> None:
    pq.write_table(pa.table({"far": [True, False]}), tmp_path / "rows.parquet")
    for engine in engines:
        rows = engine.read(tmp_path / "rows.parquet")
        kept = engine.keep(rows.select(metres=ibis.ifelse(rows.far, ibis.literal(0.5), 0.25)))
        assert engine.fetch(kept.order_by("metres")).to_pylist() == [{"metres": 0.25}, {"metres": 0.5}]
        engine.release()


@pytest.mark.parametrize("lasting", [False, True])
def test_what_cannot_be_kept_is_told_and_harms_nothing_after_it(
    engines: list[Engine], tmp_path: Path, lasting: bool
) -> None:
    pq.write_table(pa.table({"text": ["1", "x"]}), tmp_path / "rows.parquet")
    for engine in engines:
        rows = engine.read(tmp_path / "rows.parquet")
        with pytest.raises(Exception, match="x"):
            engine.fetch(engine.keep(rows.select(number=rows.text.cast("int64")), lasting=lasting))
        engine.release()
        kept = engine.keep(rows.select(length=rows.text.length()), lasting=lasting)
        assert engine.fetch(kept.distinct()).to_pylist() == [{"length": 1}]
        with pytest.raises(Exception, match="x"):
            engine.fetch(engine.keep(rows.select(number=rows.text.cast("int64")), lasting=lasting))
        engine.release()
