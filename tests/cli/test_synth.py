from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from jianzhen.cli import main


def synth(*arguments: str) -> tuple[int, str]:
    said = CliRunner().invoke(main, ["synth", *arguments, "--processes", "1"])
    return said.exit_code, said.output


def test_a_region_is_written_and_told(tmp_path: Path) -> None:
    code, said = synth(str(tmp_path / "region"), "--seed", "4", "--scale", "0.002")
    assert code == 0, said
    assert "labels.parquet" in said
    assert (tmp_path / "region" / "data" / "samples.parquet").is_file()
    assert (tmp_path / "region" / "labels.csv").is_file()


def test_clean_plants_nothing(tmp_path: Path) -> None:
    code, said = synth(str(tmp_path), "--clean", "--scale", "0.002")
    assert code == 0, said
    assert pq.read_table(tmp_path / "labels.parquet").num_rows == 0
    assert (tmp_path / "labels.csv").read_text(encoding="utf-8").count("\n") == 1


def test_each_act_is_planted_as_often_as_told(tmp_path: Path) -> None:
    code, said = synth(str(tmp_path), "--tamper", "went_alone", "--each", "3", "--scale", "0.002")
    assert code == 0, said
    labels = pq.read_table(tmp_path / "labels.parquet").to_pylist()
    assert len({row["label"] for row in labels}) == len({row["subject"] for row in labels}) == 3


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["--tamper", "nonsense"], "choose from"),
        (["--clean", "--tamper", "x"], "contradict"),
        (["--clean", "--each", "2"], "contradict"),
    ],
)
def test_a_wrong_choice_is_refused_with_a_remedy(tmp_path: Path, arguments: list[str], remedy: str) -> None:
    code, said = synth(str(tmp_path / "region"), *arguments)
    assert code == 2
    assert remedy in said
    assert not (tmp_path / "region").exists()


def test_data_of_others_are_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    code, said = synth(str(tmp_path))
    assert code == 2
    assert "choose another name" in said
