"""Regions, made once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jianzhen.synth import BEHAVIOURS, Dimensions, write_region

SIZE = Dimensions(0.01, 11)


class Written:
    """A region on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def names(self) -> list[str]:
        return sorted(path.stem for path in (self.folder / "data").iterdir())

    def __getitem__(self, table: str) -> pa.Table:
        return pq.read_table(self.folder / "data" / f"{table}.parquet")

    def rows(self, table: str, *columns: str) -> list[Mapping[str, object]]:
        return list(self[table].select(list(columns)).to_pylist())

    @property
    def labels(self) -> list[Mapping[str, object]]:
        return list(pq.read_table(self.folder / "labels.parquet").to_pylist())


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("clean")
    write_region(folder, SIZE, processes=1)
    return Written(folder)


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("planted")
    write_region(folder, SIZE, tuple(BEHAVIOURS), processes=1)
    return Written(folder)
