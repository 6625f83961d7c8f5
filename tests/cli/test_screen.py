from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.support.runs import CREW, LAB, jianzhen, small_data

COLUMNS = {
    "findings": "finding_id rule rule_version subject_kind subject from_at to_at measure threshold severity family act "
    "detail",
    "evidence": "finding_id table row_id role",
    "coverage": "rule subject_kind subject status reason units",
    "leads": "lead_id subject_kind subject from_at to_at grade families finding_ids title_zh title_en",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small_data(tmp_path / "data")


def test_a_folder_of_files_becomes_leads_with_evidence(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = jianzhen("screen", data, "--out", out, "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["findings_by_rule"]["person_two_places"] == 1
    for name, columns in COLUMNS.items():
        assert pq.read_schema(out / f"{name}.parquet").names == columns.split()
    [lead] = [row for row in pq.read_table(out / "leads.parquet").to_pylist() if "E1" in row["title_zh"]]
    assert lead["subject"] == LAB
    rows = pq.read_table(out / "rows" / "sampling_events.parquet").to_pylist()
    places = {row["event_id"]: row["source_row"] for row in rows}
    assert places.items() >= {"E1": 2, "E2": 3}.items()
    assert {path.name for path in out.iterdir()} >= {"run.json", "leads.xlsx", "report.html", "faults.parquet"}


def test_what_cannot_be_told_is_counted(data: Path, tmp_path: Path) -> None:
    jianzhen("screen", data, "--out", tmp_path / "out")
    rows = pq.read_table(tmp_path / "out" / "coverage.parquet").to_pylist()
    mine = {(row["status"], row["reason"]): row["units"] for row in rows if row["rule"] == "person_two_places"}
    assert mine == {("finding", ""): 2, ("cannot_tell", "sampling_events.lon"): 1}
    assert any(row["rule"] == "constant_value" and row["reason"] == "observations" for row in rows)


def test_ids_do_not_depend_on_place_or_engine(data: Path, tmp_path: Path) -> None:
    other = small_data(tmp_path / "elsewhere" / "copy")
    for source, out in ((data, "a"), (other, "b")):
        assert jianzhen("screen", source, "--out", tmp_path / out, "--on", "2026-06-30").exit_code == 0
    runs = [json.loads((tmp_path / out / "run.json").read_text(encoding="utf-8")) for out in ("a", "b")]
    assert runs[0]["run_id"] == runs[1]["run_id"]
    for name in ("findings", "evidence", "coverage", "leads"):
        tables = [pq.read_table(tmp_path / out / f"{name}.parquet") for out in ("a", "b")]
        assert tables[0].equals(tables[1]), name


def test_rerun_reproduces_and_tells_what_changed(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    jianzhen("screen", data, "--out", out, "--on", "2026-06-30")
    assert jianzhen("rerun", out / "run.json").exit_code == 0
    (data / "sampling_crew.csv").write_text(CREW.replace("E2,P001", "E2,P003"), encoding="utf-8")
    changed = jianzhen("rerun", out / "run.json", "--json")
    assert changed.exit_code == 1
    said = "\n".join(json.loads(changed.stdout)["differences"])
    assert "sampling_crew.csv" in said
    assert "findings" in said


def test_a_chosen_rule_and_a_threshold_from_settings(data: Path, tmp_path: Path) -> None:
    settings = tmp_path / "s.toml"
    settings.write_text("[rules.person_two_places]\nslack = 60\n", encoding="utf-8")
    result = jianzhen(
        "screen", data, "--out", tmp_path / "o", "--rules", "person_two_places", "--settings", settings, "--json"
    )
    said = json.loads(result.stdout)
    assert (said["rules"], said["findings"]) == (1, 0)
    run = json.loads((tmp_path / "o" / "run.json").read_text(encoding="utf-8"))
    assert run["rules"][0]["parameters"]["slack"] == 60


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--rules", "person_two_place"], "person_two_places"),
        (["--settings", "missing.toml"], "missing.toml"),
    ],
)
def test_wrong_use_is_a_clear_error(data: Path, tmp_path: Path, arguments: list[str], told: str) -> None:
    result = jianzhen("screen", data, "--out", tmp_path / "o", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (tmp_path / "o").exists()


def test_data_that_are_not_of_the_contract_are_refused_whole(data: Path, tmp_path: Path) -> None:
    (data / "sampling_event.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    result = jianzhen("screen", data, "--out", tmp_path / "o")
    assert result.exit_code == 1
    assert "sampling_events" in result.stderr
    assert not (tmp_path / "o").exists()


def test_a_folder_that_is_no_run_is_left_alone(data: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("keep", encoding="utf-8")
    assert jianzhen("screen", data, "--out", mine).exit_code == 2
    assert (mine / "letter.txt").read_text(encoding="utf-8") == "keep"


def test_a_second_run_replaces_the_first_as_a_whole(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    jianzhen("screen", data, "--out", out)
    (out / "extra.txt").write_text("from the first run", encoding="utf-8")
    assert jianzhen("screen", data, "--out", out).exit_code == 0
    assert not (out / "extra.txt").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []


def test_nothing_at_the_path(tmp_path: Path) -> None:
    result = jianzhen("screen", tmp_path / "nothing", "--out", tmp_path / "o")
    assert result.exit_code == 2
    assert "nothing" in result.stderr
