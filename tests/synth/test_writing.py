from __future__ import annotations

import ast
import hashlib
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import jianzhen.synth
from jianzhen.contract import TABLES
from jianzhen.intake.stage import stage
from jianzhen.synth import BEHAVIOURS, Dimensions, ForeignFolderError, write_region

TINY = Dimensions(0.002, 5)


def digests(folder: Path) -> dict[str, str]:
    paths = [*(folder / "data").iterdir(), folder / "labels.parquet", folder / "labels.csv"]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(paths)}


def test_the_same_seed_gives_the_same_files_for_any_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jianzhen.synth.writing.PARALLEL_FROM", 1)
    for name, processes in (("one", 1), ("two", 2)):
        write_region(tmp_path / name, TINY, tuple(BEHAVIOURS), processes=processes)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_another_seed_gives_another_region(tmp_path: Path) -> None:
    write_region(tmp_path / "one", TINY, processes=1)
    write_region(tmp_path / "two", Dimensions(TINY.scale, 6), processes=1)
    assert digests(tmp_path / "one")["samples.parquet"] != digests(tmp_path / "two")["samples.parquet"]


def test_what_is_planted_changes_nothing_at_other_laboratories(tmp_path: Path) -> None:
    write_region(tmp_path / "clean", TINY, processes=1)
    write_region(tmp_path / "one", TINY, ("went_alone",), processes=1)
    (subject,) = {row["subject"] for row in pq.read_table(tmp_path / "one" / "labels.parquet").to_pylist()}
    for table in ("samples", "results", "analysis_runs", "reports", "report_results"):
        rows = [pq.read_table(tmp_path / name / "data" / f"{table}.parquet").to_pylist() for name in ("clean", "one")]
        honest, other = ([row for row in one if row["lab_id"] != subject] for one in rows)
        assert honest
        assert honest == other


def test_intake_finds_no_fault_and_gives_the_labelled_ids(planted: Any, tmp_path: Path) -> None:
    staged = stage(planted.folder / "data", tmp_path)
    assert {code: number for code, number in staged.faults.counts.items() if number} == {}
    assert set(staged.tables) == set(planted.names)
    for table in {row["table"] for row in planted.labels}:
        ids = set(pq.read_table(staged.tables[table].path, columns=["row_id"])["row_id"].to_pylist())
        assert {row["row_id"] for row in planted.labels if row["table"] == table} <= ids


def test_a_scale_is_what_it_says(clean: Any) -> None:
    rows = {name: clean[name].num_rows for name in clean.names}
    assert 450 <= rows["reports"] <= 750
    assert 7_000 <= rows["samples"] <= 13_000
    assert 70_000 <= rows["results"] + rows["analysis_runs"] <= 130_000
    assert set(rows) <= set(TABLES)


def test_data_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ForeignFolderError):
        write_region(tmp_path, TINY, processes=1)
    assert (tmp_path / "data" / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("jianzhen.synth.writing.join_parts", broken)
    with pytest.raises(OSError, match="disk full"):
        write_region(tmp_path, TINY, processes=1)
    assert list(tmp_path.iterdir()) == []


def test_the_generator_does_not_know_the_rules() -> None:
    folder = Path(str(jianzhen.synth.__file__)).parent
    sources = sorted(folder.rglob("*.py"))
    assert len(sources) > 30
    for source in sources:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not any(name.startswith(("jianzhen.rules", "jianzhen.screen")) for name in names), source
