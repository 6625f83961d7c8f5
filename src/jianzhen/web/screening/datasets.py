"""What can be screened: the office's lake and the folders below ``datasets``, both in the data folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from jianzhen.lake.place import is_lake
from jianzhen.words import Words

LAKE = "lake"
FOLDER = "datasets"


def datasets() -> Mapping[str, Path]:
    """Data sets by name, the lake first. Names come from here, never from a request: none leads elsewhere."""
    home = Path(settings.OPTIONS.data)
    found = {LAKE: home / LAKE} if is_lake(home / LAKE) else {}
    try:
        folders = sorted(entry.name for entry in os.scandir(home / FOLDER) if entry.is_dir())
    except FileNotFoundError:
        folders = []
    return {**found, **{name: home / FOLDER / name for name in folders if not name.startswith(".") and name != LAKE}}


def title_of(name: str) -> Words:
    """A data set in words."""
    return Words("数据湖", "the lake") if name == LAKE else Words(name or "（手工导入）", name or "(imported by hand)")
