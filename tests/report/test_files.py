from __future__ import annotations

from pathlib import Path

from jianzhen.report.files import LIST, REPORT, write_reports


def test_reports_written_again_are_the_same(run_folder: Path, tmp_path: Path) -> None:
    before = {name: (run_folder / name).read_bytes() for name in (REPORT, LIST)}
    copy = tmp_path / "out"
    copy.mkdir()
    for path in run_folder.rglob("*"):
        if path.is_file() and path.name not in before:
            target = copy / path.relative_to(run_folder)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(path.read_bytes())
    write_reports(copy)
    assert {name: (copy / name).read_bytes() for name in before} == before
