from __future__ import annotations

from pathlib import Path

from jianzhen.web.options import load
from jianzhen.web.serving.folder import prepare


def test_the_folder_and_the_key_are_made_once(tmp_path: Path) -> None:
    data = tmp_path / "office"
    assert prepare(data) == [data, data / "keys", data / "keys" / "secret_key"]
    secret = (data / "keys" / "secret_key").read_text()
    assert prepare(data) == []
    assert (data / "keys" / "secret_key").read_text() == secret
    assert load({"JIANZHEN_DATA": str(data)}).secret_key == secret.strip()


def test_only_the_owner_reads_the_key(tmp_path: Path) -> None:
    prepare(tmp_path / "office")
    assert (tmp_path / "office" / "keys" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "office").stat().st_mode & 0o777 == 0o700
    assert [path.name for path in (tmp_path / "office" / "keys").iterdir()] == ["secret_key"]
