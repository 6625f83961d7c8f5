"""Check a data set without keeping anything: the same pass as staging, into a folder that goes away."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jianzhen.intake.faults import Severity
from jianzhen.intake.stage import stage

if TYPE_CHECKING:
    from jianzhen.intake.faultlog import FaultLog
    from jianzhen.intake.stage import Progress
    from jianzhen.intake.staged import Staged


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """What was read of one table."""

    name: str
    rows: int
    """Rows that can be screened."""
    set_aside: int
    repeated: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of a check."""

    tables: tuple[CheckedTable, ...]
    faults: FaultLog

    @property
    def ok(self) -> bool:
        """No fault; there may be warnings."""
        return self.faults.count(Severity.FAULT) == 0


def check(data: Path, *, progress: Progress | None = None) -> Checked:
    """Check a file or a folder.

    Raises:
        FileNotFoundError: There is nothing at ``data``.
    """
    with tempfile.TemporaryDirectory(prefix="jianzhen-check-") as work:
        staged = stage(data, Path(work), progress=progress)
        return Checked(_tables(staged), staged.faults)


def _tables(staged: Staged) -> tuple[CheckedTable, ...]:
    return tuple(
        CheckedTable(name, table.rows, table.set_aside, table.repeated, table.files)
        for name, table in staged.tables.items()
    )
