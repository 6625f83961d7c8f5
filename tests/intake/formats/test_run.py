"""A conversion's folder appears whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from jianzhen.intake.formats import writing
from jianzhen.intake.formats.model import Place, Source
from jianzhen.intake.formats.run import OutputError, convert
from jianzhen.intake.formats.sink import Sink
from jianzhen.words import Words


class Lines:
    """A format of plain text: a sample number a line."""

    name = "lines"
    title = Words("行", "lines")
    version = "1"

    def recognise(self, path: Path) -> bool:
        return True

    def convert(self, sources: Sequence[Source], sink: Sink) -> None:
        for source in sources:
            sink.begin(source)
            for row, line in enumerate(source.path.read_text().splitlines(), start=1):
                sink.add("samples", Place(source.name, row=row), sample_no=line, lab_id="L", sealed=True, volume=2.0)
            sink.finish(source, "converted")


@pytest.fixture
def src(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("W1\nW2\n")
    return tmp_path / "a.txt"


def test_what_is_written(src: Path, tmp_path: Path) -> None:
    convert(Lines(), src, tmp_path / "out")
    text = (tmp_path / "out" / "samples.csv").read_bytes()
    assert text == (
        b"\xef\xbb\xbfsample_no,lab_id,sealed,volume,source_file,source_row\r\n"
        b"W1,L,true,2,a.txt,1\r\nW2,L,true,2,a.txt,2\r\n"
    )
    record = json.loads((tmp_path / "out" / "intake.json").read_text(encoding="utf-8"))
    assert record["tables"] == {"samples": 2}
    assert record["sources"][0]["name"] == "a.txt"
    assert len(record["sources"][0]["sha256"]) == 64
    assert str(tmp_path) not in json.dumps(record)


def test_a_failure_leaves_nothing(src: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(writing, "summary", fail)
    with pytest.raises(OSError, match="disk full"):
        convert(Lines(), src, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_full_folder_is_not_touched(src: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("x")
    for replace in (False, True):
        with pytest.raises(OutputError):
            convert(Lines(), src, out, replace=replace)
    assert [path.name for path in out.iterdir()] == ["mine.txt"]


def test_an_earlier_result_is_replaced_when_asked(src: Path, tmp_path: Path) -> None:
    convert(Lines(), src, tmp_path / "out")
    with pytest.raises(OutputError):
        convert(Lines(), src, tmp_path / "out")
    src.write_text("W9\n")
    convert(Lines(), src, tmp_path / "out", replace=True)
    assert "W9" in (tmp_path / "out" / "samples.csv").read_text(encoding="utf-8-sig")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "out"]


def test_an_empty_folder_is_taken_and_a_missing_parent_refused(src: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    convert(Lines(), src, tmp_path / "out")
    assert (tmp_path / "out" / "intake.json").is_file()
    with pytest.raises(OutputError, match="nowhere"):
        convert(Lines(), src, tmp_path / "nowhere" / "out")


def test_progress_is_told_before_each_source(src: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    convert(Lines(), src, tmp_path / "out", on_source=lambda source, count: told.append((source.name, count)))
    assert told == [("a.txt", 1)]
