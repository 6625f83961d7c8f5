"""From files to the snapshot that rules read: staged tables and the reference data of the project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jianzhen.intake.faults import Fault
from jianzhen.intake.stage import stage
from jianzhen.intake.staged import Staged
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


def load(data: Path, work: Path, *, progress: Callable[[str, int], None] | None = None) -> Loaded:
    """Stage a data set and add the reference data.

    Args:
        data: A file or a folder of tables.
        work: Folder for the staged tables.
        progress: Told after every batch of rows.

    Raises:
        FileNotFoundError: There is nothing at ``data``.
        DataRefusedError: A file, table or column is not one of the contract.
    """
    staged = stage(data, work, progress=progress)
    if staged.structural:
        raise DataRefusedError(staged.structural)
    files = {name: table.path for name, table in staged.tables.items()}
    return Loaded(with_reference(Dataset(work, files)), staged)
