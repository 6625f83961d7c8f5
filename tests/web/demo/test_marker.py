"""A folder marked as a demonstration serves this machine alone, whatever else is set."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianzhen.web.demo.marker import is_loopback, is_marked, mark
from jianzhen.web.options import OptionsError, load


@pytest.fixture
def marked(tmp_path: Path) -> dict[str, str]:
    mark(tmp_path / "platform")
    return {"JIANZHEN_DATA": str(tmp_path / "platform")}


def test_a_marked_folder_is_a_demonstration_without_a_second_factor(marked: dict[str, str]) -> None:
    options = load({**marked, "JIANZHEN_SECOND_FACTOR": "true"})
    assert (options.demonstration, options.second_factor) == (True, False)
    assert load({**marked, "JIANZHEN_HOST": "::1", "JIANZHEN_PORT": "8001"}).demonstration


def test_any_other_folder_is_none(tmp_path: Path) -> None:
    options = load({"JIANZHEN_DATA": str(tmp_path)})
    assert (options.demonstration, options.second_factor, is_marked(tmp_path)) == (False, True, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JIANZHEN_HOST", "0.0.0.0"),
        ("JIANZHEN_HOST", "::"),
        ("JIANZHEN_HOST", "demo.example"),
        ("JIANZHEN_HOSTS", "127.0.0.1,demo.example"),
        ("JIANZHEN_HTTPS", "true"),
        ("DATABASE_URL", "sqlite:////srv/office.sqlite3"),
        ("DATABASE_URL", "postgresql://clerk:x@db.example/office"),
    ],
)
def test_known_passwords_are_reached_from_nowhere_else(marked: dict[str, str], name: str, value: str) -> None:
    with pytest.raises(OptionsError) as refused:
        load({**marked, name: value})
    assert [fault.zh.startswith(marked["JIANZHEN_DATA"]) for fault in refused.value.faults] == [True]


def test_the_settings_file_does_not_open_it_either(marked: dict[str, str]) -> None:
    file = Path(marked["JIANZHEN_DATA"], "settings.toml")
    file.write_text('host = "0.0.0.0"\nhttps = true\n', encoding="utf-8")
    with pytest.raises(OptionsError) as refused:
        load(marked)
    assert len(refused.value.faults) == 2
    file.write_text("demonstration = false\n", encoding="utf-8")
    with pytest.raises(OptionsError, match="no setting demonstration"):
        load(marked)


def test_loopback() -> None:
    known = {"127.0.0.1": True, "127.8.0.1": True, "::1": True, "localhost": True, "0.0.0.0": False, "a.example": False}
    assert {host: is_loopback(host) for host in known} == known
