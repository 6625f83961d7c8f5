"""Which files of the data folder belong into a backup, and in which order they are read while others write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from jianzhen.web.backup.errors import BackupError

KEYS = "keys"
OFFERED = "datasets"
"""Links in here name data sets that are kept elsewhere, and are not of the platform."""
BACKUPS = "backups"
"""A folder of this name in the data folder is left out: no backup holds the others."""
_LOG = "_delta_log"


def data_files(data: Path, *leave_out: Path) -> list[Path]:
    """Every file but keys, database, what is unfinished (hidden names), and data sets that are kept elsewhere.

    The journals of tables come first: they then name no file that is not there yet when its turn comes.

    Args:
        data: The data folder.
        leave_out: Files that are kept otherwise, or are the backup itself.

    Raises:
        BackupError: A link leads elsewhere; what it names would be missing.
    """
    without = {path.resolve() for path in leave_out}
    found = [path for path in _walk(data) if path.resolve() not in without]
    return sorted(found, key=lambda path: (_LOG not in path.parts, path))


def kept_elsewhere(data: Path) -> list[Path]:
    """Data sets that the platform may screen and that are not in its folder."""
    folder = data / OFFERED
    return sorted(path for path in folder.iterdir() if path.is_symlink()) if folder.is_dir() else []


def key_files(data: Path) -> list[Path]:
    """The keys."""
    return sorted(path for path in (data / KEYS).rglob("*") if path.is_file())


def _walk(data: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(data, onerror=_tell):
        here = Path(place)
        folders[:] = [name for name in folders if not name.startswith(".")]
        if here == data:
            folders[:] = [name for name in folders if name not in {KEYS, BACKUPS}]
        for name in (*folders, *names):
            if (here / name).is_symlink() and here != data / OFFERED:
                raise BackupError(
                    f"{here / name} 是链接，备份不跟随链接；把内容移到数据文件夹内，或挂载到该处",
                    f"{here / name} is a link, which a backup does not follow; move what it names here, or mount it",
                )
        # Doors of running programs (sockets, pipes) hold nothing.
        shown = (here / name for name in names if not name.startswith("."))
        yield from (path for path in shown if path.is_file() and not path.is_symlink())


def _tell(error: OSError) -> None:
    raise error
