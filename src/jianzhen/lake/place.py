"""Where a lake keeps what, and how a folder is known to be one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from jianzhen.lake.clock import beijing_now
from jianzhen.lake.durable import write_new
from jianzhen.lake.errors import NotALakeError
from jianzhen.words import Words

FORMAT = "jianzhen-lake/1"
MARKER = "jianzhen-lake.json"


@dataclass(frozen=True, slots=True)
class Lake:
    """A lake's folder."""

    folder: Path

    @property
    def marker(self) -> Path:
        """The file that makes the folder a lake."""
        return self.folder / MARKER

    @property
    def batches(self) -> Path:
        """Folder of the batch log."""
        return self.folder / "batches"

    @property
    def lock(self) -> Path:
        """The file a writer holds."""
        return self.folder / "lock"

    def table(self, name: str) -> Path:
        """Folder of one Delta table."""
        return self.folder / "tables" / name


def is_lake(folder: Path) -> bool:
    """Tell whether the folder carries a lake's marker."""
    return (folder / MARKER).is_file()


def open_lake(folder: Path) -> Lake:
    """Open a lake.

    Raises:
        NotALakeError: The folder is none, or one of another format.
    """
    lake = Lake(folder)
    if not is_lake(folder):
        raise NotALakeError(
            Words(
                f"{folder}: 不是数据湖；用 jianzhen lake add 建立", f"{folder}: not a lake; jianzhen lake add makes one"
            )
        )
    try:
        found = json.loads(lake.marker.read_bytes()).get("format")
    except (OSError, ValueError, AttributeError):
        found = None
    if found != FORMAT:
        raise NotALakeError(
            Words(
                f"{lake.marker}: 格式应为 {FORMAT}，发现 {found}；换用相应版本的程序，或从备份恢复该文件",
                f"{lake.marker}: expected format {FORMAT}, found {found}; use the program's matching version, "
                "or bring the file back from a copy",
            )
        )
    return lake


def _holds_something(folder: Path) -> bool:
    """Whether there is more than a marker whose writer was stopped half-way."""
    if not folder.is_dir():
        return folder.exists()
    return any(not path.name.startswith(f".{MARKER}") for path in folder.iterdir())


def open_or_make(folder: Path) -> Lake:
    """Open a lake, or make one where there is nothing.

    Raises:
        NotALakeError: The folder holds something else.
        OSError: It cannot be made.
    """
    if is_lake(folder):
        return open_lake(folder)
    # Asked again after looking inside: another writer may be making the same lake.
    if _holds_something(folder) and not is_lake(folder):
        raise NotALakeError(
            Words(
                f"{folder}: 已存在且不是数据湖；请换一个名字或空文件夹",
                f"{folder}: exists and is no lake; choose another name or an empty folder",
            )
        )
    folder.mkdir(parents=True, exist_ok=True)
    lake = Lake(folder)
    content = {"format": FORMAT, "made_at": beijing_now().isoformat(timespec="seconds")}
    try:
        write_new(lake.marker, json.dumps(content, indent=2).encode() + b"\n")
    except FileExistsError:  # another writer was a moment faster
        return open_lake(folder)
    return lake
