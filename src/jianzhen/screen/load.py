"""From files to the snapshot that rules read: staged tables and the reference data of the project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jianzhen.contract import TABLES
from jianzhen.intake.faultlog import FaultLog
from jianzhen.intake.faults import Fault
from jianzhen.intake.read.source import SourceFile
from jianzhen.intake.stage import stage
from jianzhen.intake.staged import Staged, StagedTable
from jianzhen.lake.log import entry_file
from jianzhen.lake.place import is_lake
from jianzhen.lake.snapshot import Snapshot, files, row_count, snapshot
from jianzhen.screen.dataset import Dataset
from jianzhen.screen.reference import with_reference


class DataRefusedError(ValueError):
    """Data whose files, tables or columns are not those of the contract."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} structural faults")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A snapshot and how it was read."""

    dataset: Dataset
    staged: Staged
    lake: Snapshot | None = None
    """The batch of the lake that was read, when it was one."""


def load(
    data: Path, work: Path, *, batch: int | None = None, progress: Callable[[str, int], None] | None = None
) -> Loaded:
    """Stage a data set, or take a lake's snapshot, and add the reference data.

    Args:
        data: A file, a folder of tables, or a lake.
        work: Folder for the staged tables.
        batch: Read the lake as it stood after this batch; its newest when None.
        progress: Told after every batch of rows.

    Raises:
        FileNotFoundError: There is nothing at ``data``.
        DataRefusedError: A file, table or column is not one of the contract.
        jianzhen.lake.errors.LakeError: The lake cannot be read, has no such batch, or a batch is asked of no lake.
    """
    if batch is not None or is_lake(data):
        return _from_lake(data, work, batch)
    staged = stage(data, work, progress=progress)
    if staged.structural:
        raise DataRefusedError(staged.structural)
    tables = {name: table.path for name, table in staged.tables.items()}
    return Loaded(with_reference(Dataset(work, tables)), staged)


def _from_lake(data: Path, work: Path, batch: int | None) -> Loaded:
    shot = snapshot(data, batch)
    tables = files(shot, work)
    entry = entry_file(shot.lake, shot.batch)
    # Through the chain of batches the digest of one entry stands for every file ever delivered up to it.
    source = SourceFile(entry.relative_to(data).as_posix(), shot.digest, entry.stat().st_size)
    staged = Staged({name: _table(shot, name, paths) for name, paths in tables.items()}, FaultLog(), (source,))
    return Loaded(with_reference(Dataset(work, tables, in_order=False)), staged, shot)


def _table(shot: Snapshot, name: str, paths: tuple[Path, ...]) -> StagedTable:
    columns = frozenset(column.name for column in TABLES[name].columns)
    return StagedTable(shot.lake.table(name), row_count(paths), columns)
