"""The second engine from the command line, as a user runs it: the same folder of results."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.support.runs import jianzhen, small_data

from jianzhen.screen.engines import Engine

RULES = "person_two_places,constant_value,sample_number_reused"


# The fixture starts the cluster that the command then joins: one cluster for all tests.
@pytest.mark.usefixtures("engines")
def test_spark_leaves_the_same_results(tmp_path: Path, engines: list[Engine]) -> None:
    data = small_data(tmp_path / "data")
    names = [engine.name for engine in engines]
    for name in names:
        arguments = ("--out", tmp_path / name, "--on", "2026-06-30", "--rules", RULES, "--engine", name, "--json")
        result = jianzhen("screen", data, *arguments)
        assert result.exit_code == 0, result.output
        assert json.loads(result.stdout)["engine"] == name
    runs = [json.loads((tmp_path / name / "run.json").read_text(encoding="utf-8")) for name in names]
    assert len({run["run_id"] for run in runs}) == 1
    for table in ("findings", "evidence", "coverage", "leads", "suppressed"):
        read = [pq.read_table(tmp_path / name / f"{table}.parquet") for name in names]
        assert all(other.equals(read[0]) for other in read[1:]), table
    assert jianzhen("rerun", tmp_path / names[0] / "run.json", "--engine", names[-1]).exit_code == 0
