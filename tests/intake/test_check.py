"""A check reads everything and leaves nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

from jianzhen.intake.check import check


def test_a_clean_set_is_ok(folder, event):
    folder.events(event())
    checked = check(folder.data)
    assert checked.ok
    (table,) = checked.tables
    assert (table.name, table.rows, table.files) == ("sampling_events", 1, ("sampling_events.csv",))


def test_warnings_alone_are_ok(folder, event):
    folder.events(event(), event())
    checked = check(folder.data)
    assert checked.ok
    assert len(checked.faults) == 1


def test_faults_are_not_ok(folder, event):
    folder.events(event(category="石头"))
    assert not check(folder.data).ok


def test_nothing_is_left_behind(folder, event, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    Path(tmp_path, "scratch").mkdir()
    path = folder.events(event())
    before = path.read_bytes()
    check(folder.data)
    assert list(Path(tmp_path, "scratch").iterdir()) == []
    assert [entry.name for entry in folder.data.iterdir()] == ["sampling_events.csv"]
    assert path.read_bytes() == before


def test_progress_is_told(folder, event):
    folder.events(event("E1"), event("E2"))
    told = []
    check(folder.data, progress=lambda file, rows: told.append((file, rows)))
    assert told == [("sampling_events.csv", 2)]
