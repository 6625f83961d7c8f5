"""Builds a staged data set from rows given in a test, by the contract and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from jianzhen.screen.dataset import Dataset
from jianzhen.screen.reference import typed, with_reference

Rows = Sequence[Mapping[str, Any]]


def stage_rows(tables: Mapping[str, Rows], folder: Path) -> Dataset:
    """Stage rows as Parquet; columns left out are null, ids and derived columns are worked out."""
    folder.mkdir(parents=True)
    files: dict[str, Path] = {}
    for name, rows in tables.items():
        if rows:
            files[name] = folder / f"{name}.parquet"
            pq.write_table(typed(name, rows, f"{name}.csv"), files[name])
    return with_reference(Dataset(folder, files))
