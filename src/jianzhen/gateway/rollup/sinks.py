"""Where a batch of facts goes. A sink may be handed the same batch again, and must then change nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pyarrow.parquet as pq

from jianzhen.intake.whole import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping


class Sink(Protocol):
    """Takes batches."""

    def append(self, tables: Mapping[str, Any], key: str) -> None:
        """Store the Arrow tables of one batch; ``key`` names the batch and is the same when it comes again."""


class FolderSink:
    """Staged Parquet files, one folder per table and one file per batch, named by the key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def append(self, tables: Mapping[str, Any], key: str) -> None:
        """Write the files; a batch that comes again replaces its own files by the same content."""
        for name, table in tables.items():
            (self._folder / name).mkdir(parents=True, exist_ok=True)
            with replacing(self._folder / name / f"{key}.parquet") as unfinished:
                pq.write_table(table, unfinished)


class LakeSink:
    """The lake: a batch appears whole or not at all, and rows it has already are left out."""

    def __init__(self, folder: Path) -> None:
        """Open the lake, or make it.

        Raises:
            LakeError: The folder is none.
        """
        from jianzhen.lake.place import open_or_make  # noqa: PLC0415 - heavy, and only this sink needs it

        self._lake = open_or_make(folder)

    def append(self, tables: Mapping[str, Any], key: str) -> None:
        """Add the batch.

        Raises:
            LakeError: Somebody else writes, or the disk is full; the lake is as it was.
        """
        from jianzhen.lake.add import add  # noqa: PLC0415
        from jianzhen.lake.entry import Act  # noqa: PLC0415

        with tempfile.TemporaryDirectory() as folder:
            staged = {name: Path(folder) / f"{name}.parquet" for name in tables}
            for name, table in tables.items():
                pq.write_table(table, staged[name])
            add(self._lake, staged, Act("gateway", f"rollup {key}"))
