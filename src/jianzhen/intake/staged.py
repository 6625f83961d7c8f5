"""What staging gives: the tables, the files they come from, and every fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jianzhen.intake.faultlog import FaultLog
    from jianzhen.intake.faults import Fault
    from jianzhen.intake.read.source import SourceFile


@dataclass(frozen=True, slots=True)
class StagedTable:
    """One table, written."""

    path: Path
    rows: int
    columns_present: frozenset[str]
    """Columns of the contract for which some file has a heading."""
    set_aside: int = 0
    """Rows left out because a required value is missing or faulty."""
    repeated: int = 0
    """Rows left out because they repeat another one."""
    files: tuple[str, ...] = ()
    """Where the rows come from, as in ``source_file``."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A data set, read once."""

    tables: Mapping[str, StagedTable]
    faults: FaultLog
    """Faults and warnings, every one."""
    sources: tuple[SourceFile, ...]
    structural: tuple[Fault, ...] = field(default=())
    """Faults of whole files, sheets and columns: the set cannot be screened with one of these."""
