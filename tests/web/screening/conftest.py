"""A data folder with one small data set in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from tests.support.runs import LAB, small_data

ORGANISATION = f"org_id,name,kind,region,phone\n{LAB},示例检测有限公司,lab,640104,09511234567\n"
RULES = ["person_two_places", "constant_value"]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder; ``datasets/small`` holds one contradiction of a laboratory of a county."""
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, data=tmp_path, second_factor=False))
    small = small_data(tmp_path / "datasets" / "small")
    (small / "organizations.csv").write_text(ORGANISATION, encoding="utf-8")
    return tmp_path
