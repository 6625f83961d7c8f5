"""Files of any kind become one typed Parquet file per table.

Policy, so that nothing is guessed and nothing vanishes:

* a faulty cell becomes null and its fault is kept;
* a row without a required value is set aside: its fault names it, and it is counted;
* a row that repeats another one word for word is left out with a warning;
* rows that share a key but differ are all kept, and each of them is a fault;
* the two sides of a reversed pair are kept: the contradiction may be a fact.

Rows stand in the order of their files' names, sheets and rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianzhen.intake.faultlog import FaultLog
from jianzhen.intake.faults import Severity
from jianzhen.intake.parts import Parts
from jianzhen.intake.read.locate import locate
from jianzhen.intake.read.opening import open_sheets
from jianzhen.intake.read.source import source_file
from jianzhen.intake.staged import Staged
from jianzhen.intake.structural import STRUCTURAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Progress = Callable[[str, int], None]
    """Called with the file being read and the rows read so far."""


def stage(data: Path, work: Path, *, progress: Progress | None = None) -> Staged:
    """Read, check and write a data set.

    Args:
        data: A file or a folder.
        work: Folder for the tables; made if missing. Existing tables are replaced.
        progress: Told after every batch.

    Raises:
        FileNotFoundError: There is nothing at ``data``.
    """
    log = FaultLog()
    files = locate(data, log)
    work.mkdir(parents=True, exist_ok=True)
    sources = []
    with Parts(work, log) as parts:
        for file in files:
            sources.append(source_file(file.path, file.name))
            for sheet in open_sheets(file, log):
                parts.begin(sheet)
                for batch in sheet.batches:
                    parts.add(sheet, batch)
                    if progress:
                        progress(file.name, len(batch.rows))
        tables = parts.finish()
    structural = tuple(fault for fault in log.read(Severity.FAULT) if fault.code in STRUCTURAL) if _any(log) else ()
    return Staged(tables, log, tuple(sources), structural)


def _any(log: FaultLog) -> bool:
    return any(code in STRUCTURAL for _, code in log.counts)
