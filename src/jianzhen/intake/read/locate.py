"""Which files DATA means: one file, or the files of one folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jianzhen.intake.faultlog import as_unicode
from jianzhen.intake.place import Place
from jianzhen.intake.structural import FOLDER_IGNORED, NOTHING

if TYPE_CHECKING:
    from pathlib import Path

    from jianzhen.intake.faultlog import FaultLog

IGNORED_SUFFIXES = frozenset({".md", ".json", ".toml", ".log", ".html", ".pdf", ".sha256"})
IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
OWN_REPORTS = "intake-"
"""Lists that ``jianzhen intake`` leaves beside the tables begin so."""


class DataFile(NamedTuple):
    """A file and its name below DATA."""

    path: Path
    name: str


def locate(data: Path, log: FaultLog) -> list[DataFile]:
    """The data files in order of name; notes sub-folders and an empty folder.

    Raises:
        FileNotFoundError: There is nothing at ``data``.
    """
    if not data.exists():
        raise FileNotFoundError(str(data))
    if not data.is_dir():
        return [DataFile(data, as_unicode(data.name))]
    entries = sorted((path for path in data.iterdir() if not path.name.startswith((".", "~$"))), key=lambda p: p.name)
    for path in entries:
        if path.is_dir():
            log.add(FOLDER_IGNORED.at(Place(path.name), found=path.name))
    files = [DataFile(path, as_unicode(path.name)) for path in entries if path.is_file() and not _ignored(path)]
    if not files:
        log.add(NOTHING.at(Place(""), found=data.name))
    return files


def _ignored(path: Path) -> bool:
    name = path.name.lower()
    return path.suffix.lower() in IGNORED_SUFFIXES or name in IGNORED_NAMES or name.startswith(OWN_REPORTS)
