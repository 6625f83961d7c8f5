"""The registry of formats: built-in ones, those of other packages, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from jianzhen.intake import formats as package
from jianzhen.intake.formats import FormatError, formats
from jianzhen.words import Words


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    formats.cache_clear()
    yield
    formats.cache_clear()


def installed(monkeypatch: pytest.MonkeyPatch, adapter: object) -> None:
    point = SimpleNamespace(name="other", value="other.adapter", load=lambda: adapter)
    monkeypatch.setattr(package, "entry_points", lambda group: [point] if group == "jianzhen.intake" else [])


def test_the_built_in_format_is_there() -> None:
    assert "water-report" in formats()
    assert formats()["water-report"].title.zh


def test_another_package_adds_a_format(monkeypatch: pytest.MonkeyPatch) -> None:
    adapter = SimpleNamespace(
        name="other", title=Words("别的", "other"), version="1", recognise=lambda path: False,
        convert=lambda sources, sink: None,
    )  # fmt: skip
    installed(monkeypatch, adapter)
    assert list(formats()) == ["water-report", "other"]


def test_an_incomplete_format_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, SimpleNamespace(name="other"))
    with pytest.raises(FormatError, match="missing: title, version, recognise, convert"):
        formats()


def test_a_taken_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, formats()["water-report"])
    formats.cache_clear()
    with pytest.raises(FormatError, match="already taken"):
        formats()
