"""Files appear whole or not at all."""

from __future__ import annotations

import pytest

from jianzhen.intake.whole import replacing


def test_the_file_appears_when_complete(tmp_path):
    path = tmp_path / "a.txt"
    with replacing(path) as unfinished:
        unfinished.write_text("new")
        assert not path.exists()
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_after_an_error_the_old_file_stands(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(path) as unfinished:
        unfinished.write_text(str(1 / 0))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
