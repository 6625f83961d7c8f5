"""The folder with the figures: complete or not there at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianzhen.kpi.csvs import write_csvs
from jianzhen.kpi.page import write_page
from jianzhen.kpi.workbook import write_workbook
from jianzhen.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jianzhen.kpi.page import Provenance
    from jianzhen.kpi.transmission import Transmission

RECORD = "transmission.json"
"""The file that makes a folder one of ours."""
PAGE = "transmission.html"
BOOK = "transmission.xlsx"


class FolderRefusedError(ValueError):
    """The output folder holds something else."""

    def __init__(self, words: Words) -> None:
        super().__init__(f"{words.zh} / {words.en}")


def refuse_foreign(out: Path) -> None:
    """Make sure that writing ``out`` destroys nothing but earlier figures.

    Raises:
        FolderRefusedError: ``out`` exists and is neither empty nor a folder of figures.
    """
    if out.exists() and not (out.is_dir() and ((out / RECORD).is_file() or not any(out.iterdir()))):
        raise FolderRefusedError(
            Words(
                f"{out}: 已存在且不是传输有效率的结果，请换一个名字",
                f"{out}: exists and holds no transmission figures; choose another name",
            )
        )


def write_all(found: Transmission, by: str, said: Mapping[str, Any], provenance: Provenance, out: Path) -> None:
    """Write page, workbook, CSV files and record; an earlier result of that name is replaced as a whole.

    Raises:
        FolderRefusedError: ``out`` holds something else.
        OSError: It cannot be written; what was there stands.
    """
    refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    unfinished.chmod(0o755)
    try:
        write_csvs(found, by, unfinished)
        write_workbook(found, by, unfinished / BOOK)
        write_page(found, by, provenance, unfinished / PAGE)
        record = json.dumps(said, ensure_ascii=False, indent=2)
        (unfinished / RECORD).write_text(record + "\n", encoding="utf-8", errors="backslashreplace")
        _put(unfinished, out)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _put(unfinished: Path, out: Path) -> None:
    old = unfinished.with_name(f"{unfinished.name}-old")
    if out.exists():
        out.rename(old)
    unfinished.rename(out)
    shutil.rmtree(old, ignore_errors=True)
