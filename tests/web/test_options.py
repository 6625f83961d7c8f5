from __future__ import annotations

from pathlib import Path

import pytest

from jianzhen.web.options import Options, OptionsError, load


def faults(environment: dict[str, str]) -> list[str]:
    with pytest.raises(OptionsError) as caught:
        load(environment)
    return [fault.en for fault in caught.value.faults]


def test_nothing_need_be_set(tmp_path: Path) -> None:
    options = load({"JIANZHEN_DATA": str(tmp_path)})
    assert options.database_url == f"sqlite:///{tmp_path}/jianzhen.sqlite3"
    assert options.host == "127.0.0.1"
    assert options.secret_key == ""
    assert options.port == Options.port


def test_the_file_is_read_and_the_environment_has_the_last_word(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('port = 8100\nhosts = ["a.example"]\nlanguage = "en"\n', encoding="utf-8")
    options = load({"JIANZHEN_DATA": str(tmp_path), "JIANZHEN_PORT": "8200"})
    assert (options.port, options.hosts, options.language) == (8200, ("a.example",), "en")


def test_a_named_file_is_read_instead(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("idle_minutes = 5\n", encoding="utf-8")
    assert load({"JIANZHEN_DATA": str(tmp_path), "JIANZHEN_SETTINGS": str(other)}).idle_minutes == 5


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('prot = 1\nhttps = "maybe"\nport = true\n', encoding="utf-8")
    told = faults({"JIANZHEN_DATA": str(tmp_path), "JIANZHEN_THREADS": "0", "DATABASE_URL": "oracle://x"})
    assert len(told) == 5
    text = "\n".join(told)
    assert "no setting prot; did you mean port" in text
    assert "settings.toml: https = 'maybe': expected true or false" in text
    assert "settings.toml: port = True: expected a whole number" in text
    assert "JIANZHEN_THREADS = '0': expected a whole number from 1 to 64" in text
    assert "DATABASE_URL = …: expected" in text


def test_a_password_is_not_repeated(tmp_path: Path) -> None:
    (told,) = faults({"JIANZHEN_DATA": str(tmp_path), "DATABASE_URL": "mysql://clerk:hunter2@db/office"})
    assert "hunter2" not in told


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.toml").write_bytes(content)
    (told,) = faults({"JIANZHEN_DATA": str(tmp_path)})
    assert "settings.toml: cannot be read" in told


def test_a_file_that_was_named_has_to_be_there(tmp_path: Path) -> None:
    (told,) = faults({"JIANZHEN_DATA": str(tmp_path), "JIANZHEN_SETTINGS": str(tmp_path / "none.toml")})
    assert "none.toml: no such file" in told


def test_the_secret_is_kept_beside_the_data(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "secret_key").write_text("s" * 50 + "\n", encoding="utf-8")
    assert load({"JIANZHEN_DATA": str(tmp_path)}).secret_key == "s" * 50


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    (told,) = faults({"JIANZHEN_DATA": str(tmp_path), "JIANZHEN_SECRET_KEY": "short"})
    assert told == "JIANZHEN_SECRET_KEY = …: expected 32 characters or more"


def test_a_variable_that_is_nearly_right_is_told(tmp_path: Path) -> None:
    given = {"JIANZHEN_PROT": "1", "JIANZHEN_HTTP": "true", "JIANZHEN_DATABASE_URL": "sqlite:///a"}
    others = {"JIANZHEN_ADMIN_PASSWORD": "x", "JIANZHEN_BACKUP_PASSPHRASE": "x", "JIANZHEN_SOMETHING_ELSE": "x"}
    with pytest.raises(OptionsError) as refused:
        load({"JIANZHEN_DATA": str(tmp_path), "JIANZHEN_PORT": "8001", **given, **others})
    assert [fault.en.rsplit(" ", 1)[1] for fault in refused.value.faults] == [
        "DATABASE_URL", "JIANZHEN_HTTPS", "JIANZHEN_PORT",
    ]  # fmt: skip


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OptionsError) as refused:
        load({"JIANZHEN_DATA": str(tmp_path / "file")})
    assert [fault.en for fault in refused.value.faults if "expected a folder" in fault.en]
