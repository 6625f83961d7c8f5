"""A data folder for files and the lake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from jianzhen.web.accounts.models import User


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, data=tmp_path, second_factor=False))
    return tmp_path


@pytest.fixture
def partner(somebody: Callable[[str], User]) -> User:
    return somebody("partner")
