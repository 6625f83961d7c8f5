from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from jianzhen.cli import main


def test_a_region_is_written_and_told(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["synth", str(tmp_path / "region"), "--seed", "4"])
    assert said.exit_code == 0, said.output
    assert "labels.csv" in said.output
    assert (tmp_path / "region" / "data" / "samples.csv").is_file()


def test_clean_plants_nothing(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["synth", str(tmp_path), "--clean"])
    assert said.exit_code == 0, said.output
    assert (tmp_path / "labels.csv").read_text(encoding="utf-8").count("\n") == 1


def test_data_of_others_are_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    said = CliRunner().invoke(main, ["synth", str(tmp_path)])
    assert said.exit_code == 2
    assert "choose another name" in said.output
