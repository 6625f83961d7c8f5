from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.support.runs import LAB, jianzhen, small_data

from jianzhen.seal.pack import open_sealed, seal


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    out = folder / "out"
    assert jianzhen("screen", small_data(folder / "data"), "--out", out, "--rules", "person_two_places").exit_code == 0
    lead = pq.read_table(out / "leads.parquet")["lead_id"][0].as_py()
    result = jianzhen("evidence", "pack", out, lead[:8], folder / "lead.zip")
    assert result.exit_code == 0, result.output
    return folder / "lead.zip"


def test_a_package_holds_everything_that_proves_the_lead(package: Path) -> None:
    names = set(zipfile.ZipFile(package).namelist())
    assert names >= {
        "README.txt",
        "lead.json",
        "law.json",
        "run.json",
        "report.html",
        "manifest.json",
        "rows/sampling_events.json",
        "rows/sampling_events.csv",
        "rows/sampling_crew.json",
        "rules/person_two_places.py",
        "rules/person_two_places.findings.sql",
    }
    assert any(name.startswith("pictures/") and name.endswith(".svg") for name in names)
    law = json.loads(zipfile.ZipFile(package).read("law.json"))
    assert law[0]["on"] == "2024-05-01"
    assert law[0]["entries"]


def test_verification_needs_nothing_but_the_file(package: Path, tmp_path: Path) -> None:
    alone = tmp_path / "x.zip"
    alone.write_bytes(package.read_bytes())
    result = jianzhen("evidence", "verify", alone, "--json")
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert (said["ok"], said["findings"], said["faults"]) == (True, 1, [])
    assert said["rows"] == 4


def test_a_changed_byte_anywhere_fails_and_is_named(package: Path, tmp_path: Path) -> None:
    good = package.read_bytes()
    names = [*zipfile.ZipFile(package).namelist(), "bad.zip"]
    chance = random.Random(1)
    for position in [0, len(good) - 1, *(chance.randrange(len(good)) for _ in range(60))]:
        bad = bytearray(good)
        bad[position] ^= 1 << chance.randrange(8)
        path = tmp_path / "bad.zip"
        path.write_bytes(bytes(bad))
        result = jianzhen("evidence", "verify", path, "--json")
        assert result.exit_code == 1, f"byte {position}"
        faults = json.loads(result.stdout)["faults"]
        assert faults
        assert any(fault["name"] in names for fault in faults)


def test_a_package_sealed_anew_with_another_row_has_another_id(package: Path, tmp_path: Path) -> None:
    """Who can rewrite everything can seal anew, but then row, finding and lead no longer match."""
    opened = open_sealed(package)
    contents = {name: data for name, data in opened.contents.items() if name != "manifest.json"}
    contents["rows/sampling_events.json"] = contents["rows/sampling_events.json"].replace(b"10:20", b"12:20")
    forged = tmp_path / "forged.zip"
    forged.write_bytes(seal(contents, opened.manifest["about"]))
    assert open_sealed(forged).faults == []
    result = jianzhen("evidence", "verify", forged, "--json")
    assert result.exit_code == 1
    assert "rows/sampling_events.json" in {fault["name"] for fault in json.loads(result.stdout)["faults"]}


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all", bytes(range(256)) * 40])
def test_rubbish_is_told_apart(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rubbish.zip"
    path.write_bytes(content)
    result = jianzhen("evidence", "verify", path)
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_an_unknown_lead_or_folder_is_a_clear_error(package: Path, tmp_path: Path) -> None:
    out = package.parent / "out"
    assert "no-such-lead" in jianzhen("evidence", "pack", out, "no-such-lead", tmp_path / "x.zip").stderr
    assert jianzhen("evidence", "pack", tmp_path, "a", tmp_path / "x.zip").exit_code == 2
    assert jianzhen("evidence", "verify", tmp_path / "none.zip").exit_code == 2
    assert not (tmp_path / "x.zip").exists()


def test_the_package_holds_the_rule_as_it_was_and_the_thresholds_it_was_asked_with(tmp_path: Path) -> None:
    out, settings = tmp_path / "out", tmp_path / "s.toml"
    settings.write_text(f'[subjects."{LAB}".rules.person_two_places]\nmin_distance = 777\n', encoding="utf-8")
    arguments = ("--out", out, "--rules", "person_two_places", "--settings", settings)
    assert jianzhen("screen", small_data(tmp_path / "data"), *arguments).exit_code == 0
    kept = out / "rules" / "person_two_places.py"
    assert kept.read_text(encoding="utf-8").startswith('"""')
    lead = pq.read_table(out / "leads.parquet")["lead_id"][0].as_py()
    assert jianzhen("evidence", "pack", out, lead, tmp_path / "lead.zip").exit_code == 0
    contents = open_sealed(tmp_path / "lead.zip").contents
    assert contents["rules/person_two_places.py"] == kept.read_bytes()
    particular = [data.decode() for name, data in contents.items() if name.endswith(".sql") and LAB.encode() in data]
    assert len(particular) == 2
    assert any("777" in text.split("\n", 2)[2] for text in particular)
