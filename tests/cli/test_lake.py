from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.support.runs import EVENTS, jianzhen, small_data

from jianzhen.seal.digest import sha256_of_file

ON = ("--on", "2026-06-30", "--rules", "person_two_places,constant_value")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small_data(tmp_path / "data")


@pytest.fixture
def lake(data: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "湖"
    assert jianzhen("lake", "add", folder, data, "--who", "张三").exit_code == 0
    return folder


def _correct(data: Path) -> None:
    """The second event was on another day after all."""
    text = EVENTS.replace("2024-05-01 10:20,2024-05-01 11:30", "2024-05-03 10:20,2024-05-03 11:30")
    (data / "sampling_events.csv").write_text(text, encoding="utf-8")


def _run(out: Path) -> dict[str, Any]:
    run: dict[str, Any] = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return run


def test_add_and_log_tell_who_when_why_and_from_what(lake: Path, data: Path) -> None:
    before = {name: sha256_of_file(data / name) for name in ("sampling_crew.csv", "sampling_events.csv")}
    _correct(data)
    added = jianzhen("lake", "add", lake, data, "--who", "李四", "--reason", "日期更正", "--json")
    said = json.loads(added.stdout)
    assert said["changes"]["sampling_events"] | {"row_sum": ""} == {
        "version_before": 1,
        "version": 2,
        "read": 3,
        "added": 0,
        "corrected": 1,
        "repeated": 2,
        "withdrawn": 0,
        "row_sum": "",
    }
    [first, second] = json.loads(jianzhen("lake", "log", lake, "--json").stdout)
    assert second == said
    assert (second["who"], second["reason"], second["previous"]) == ("李四", "日期更正", first["digest"])
    assert {source["name"]: source["sha256"] for source in first["sources"]} == before
    told = jianzhen("lake", "log", lake).stdout
    assert all(
        word in told for word in ("张三", "李四", "日期更正", "采样记录", "sampling_events.csv", second["digest"])
    )


def test_a_lake_gives_the_findings_of_its_files(lake: Path, data: Path, tmp_path: Path) -> None:
    for source, out in ((data, "files"), (lake, "lake")):
        result = jianzhen("screen", source, "--out", tmp_path / out, *ON)
        assert result.exit_code == 0, result.output
    for name in ("findings", "evidence", "coverage", "leads", "rows/sampling_events"):
        tables = [pq.read_table(tmp_path / out / f"{name}.parquet") for out in ("files", "lake")]
        assert tables[0].equals(tables[1]), name
    run = _run(tmp_path / "lake")
    [entry] = json.loads(jianzhen("lake", "log", lake, "--json").stdout)
    assert run["lake"] == {"batch": 1, "sha256": entry["digest"], "versions": entry["versions"]}
    assert run["files"] == [{"name": "batches/000001.json", "sha256": entry["digest"]}]
    assert run["data"]["tables"] == {"sampling_events": 3, "sampling_crew": 3}
    assert run["results"]["findings"] == 1


def test_rerun_reads_the_same_batch_whatever_came_after(lake: Path, data: Path, tmp_path: Path) -> None:
    jianzhen("screen", lake, "--out", tmp_path / "old", *ON)
    _correct(data)
    jianzhen("lake", "add", lake, data, "--who", "李四")
    jianzhen(
        "lake", "withdraw", lake, "sampling_crew", "event_id=E1,person_id=P001", "--who", "李四", "--reason", "误报"
    )
    jianzhen("lake", "compact", lake, "--who", "管理员", "--keep-days", "0")
    assert jianzhen("lake", "verify", lake).exit_code == 0
    again = jianzhen("rerun", tmp_path / "old" / "run.json", "--json")
    assert json.loads(again.stdout)["differences"] == []
    assert json.loads(again.stdout)["run_id"] == _run(tmp_path / "old")["run_id"]
    jianzhen("screen", lake, "--out", tmp_path / "new", *ON)
    assert _run(tmp_path / "new")["results"]["findings"] == 0
    assert _run(tmp_path / "new")["lake"]["batch"] == 4
    jianzhen("screen", lake, "--batch", "1", "--out", tmp_path / "first", *ON)
    assert _run(tmp_path / "first")["run_id"] == _run(tmp_path / "old")["run_id"]


def test_rerun_on_a_changed_lake_says_so(lake: Path, data: Path, tmp_path: Path) -> None:
    jianzhen("screen", lake, "--out", tmp_path / "old", *ON)
    other = tmp_path / "other"
    _correct(data)
    jianzhen("lake", "add", other, data, "--who", "张三")
    again = jianzhen("rerun", tmp_path / "old" / "run.json", "--data", other, "--json")
    assert again.exit_code == 1
    assert any("batches/000001.json" in line for line in json.loads(again.stdout)["differences"])


def test_verify_names_a_changed_file(lake: Path) -> None:
    assert json.loads(jianzhen("lake", "verify", lake, "--json").stdout)["whole"]
    [path] = (lake / "tables" / "sampling_crew").glob("*.parquet")
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    found = jianzhen("lake", "verify", lake, "--json")
    assert found.exit_code == 1
    [fault] = json.loads(found.stdout)["faults"]
    assert fault["where"] == f"tables/sampling_crew/{path.name}"
    assert path.name in jianzhen("lake", "verify", lake).stdout


def test_faulty_data_are_counted_and_data_of_no_contract_refused(lake: Path, data: Path, tmp_path: Path) -> None:
    (data / "sampling_events.csv").write_text(EVENTS.replace("106.0", "abc"), encoding="utf-8")
    said = json.loads(jianzhen("lake", "add", lake, data, "--who", "x", "--json").stdout)
    assert said["faults"]["faults"] == 1
    jianzhen("screen", lake, "--out", tmp_path / "out", *ON)
    assert _run(tmp_path / "out")["data"]["faults"]["faults"] == 1
    (data / "sampling_event.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    refused = jianzhen("lake", "add", lake, data, "--who", "x")
    assert refused.exit_code == 1
    assert "sampling_events" in refused.stderr
    assert len(json.loads(jianzhen("lake", "log", lake, "--json").stdout)) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["lake", "log", "{data}"], "不是数据湖"),
        (["lake", "add", "{data}", "{data}", "--who", "x"], "已存在"),
        (["lake", "add", "{lake}", "nothing", "--who", "x"], "nothing"),
        (["lake", "add", "{lake}", "{data}"], "--who"),
        (["lake", "withdraw", "{lake}", "sampling_crews", "k", "--who", "x", "--reason", "y"], "sampling_crews"),
        (["lake", "withdraw", "{lake}", "sampling_crew", "k", "--who", "x", "--reason", "y"], "event_id"),
        (["screen", "{lake}", "--batch", "9", "--out", "{out}"], "9"),
        (["screen", "{data}", "--batch", "1", "--out", "{out}"], "不是数据湖"),
    ],
)
def test_wrong_use_is_a_clear_error(lake: Path, data: Path, tmp_path: Path, arguments: list[str], told: str) -> None:
    named = [text.format(lake=lake, data=data, out=tmp_path / "out") for text in arguments]
    result = jianzhen(*named)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (tmp_path / "out").exists()
