"""One Delta table of a lake: append, list, restore, compact, clear away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, WriterProperties, write_deltalake

from jianzhen.lake.columns import PARTITIONS, delta_schema

_KEEP_ALL = {
    # Every batch must stay readable for good: Delta would drop its log after 30 days.
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": "interval 36500 days",
}
_FILE_BYTES = 32 * 2**20
"""Aim for the size of a file: large enough to read fast, small enough to copy where a row in it was corrected."""

_WRITER = WriterProperties(compression="ZSTD", compression_level=3)
_HOOKS = PostCommitHookProperties(create_checkpoint=True, cleanup_expired_logs=False)


@dataclass(frozen=True, slots=True)
class DataFile:
    """A Parquet file of a version."""

    path: str
    """Relative to the table's folder."""
    rows: int
    partition: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Delta:
    """The Delta table in a folder; methods raise ``deltalake.exceptions.DeltaError`` or ``OSError``."""

    name: str
    folder: Path

    def settle(self, version: int | None) -> int:
        """Make the newest version show just the files of ``version``; make the table if there is none.

        Versions that an interrupted writer left stay in the log, and what they added is taken out again.

        Returns:
            The newest version.
        """
        if not DeltaTable.is_deltatable(str(self.folder)):
            if version is not None:
                raise FileNotFoundError(f"{self.folder}: no Delta table")
            self.folder.mkdir(parents=True, exist_ok=True)
            DeltaTable.create(
                self.folder,
                delta_schema(self.name),
                partition_by=list(PARTITIONS.get(self.name, {})),
                configuration=_KEEP_ALL,
            )
        counted = version or 0
        newest = DeltaTable(self.folder)
        if newest.version() != counted and self._paths(newest) != self._paths(DeltaTable(self.folder, counted)):
            newest.restore(counted)
        return DeltaTable(self.folder).version()

    def append(self, rows: pa.RecordBatchReader, batch: int) -> int:
        """Append rows; returns the new version."""
        write_deltalake(
            self.folder,
            rows,
            mode="append",
            # A column that the contract has gained since is added; older rows are null in it.
            schema_mode="merge",
            target_file_size=_FILE_BYTES,
            writer_properties=_WRITER,
            commit_properties=_stamp(batch),
            post_commithook_properties=_HOOKS,
        )
        return DeltaTable(self.folder).version()

    def compact(self, batch: int) -> int:
        """Merge small files of each partition; returns the newest version."""
        table = DeltaTable(self.folder)
        table.optimize.compact(
            target_size=_FILE_BYTES,
            max_concurrent_tasks=1,
            writer_properties=_WRITER,
            commit_properties=_stamp(batch),
            post_commithook_properties=_HOOKS,
        )
        return table.version()

    def clear(self, days: int) -> list[str]:
        """Delete files that the newest version does not need and that have not been needed for some days."""
        return DeltaTable(self.folder).vacuum(
            retention_hours=24 * days,
            enforce_retention_duration=False,
            dry_run=False,
            full=True,
            post_commithook_properties=_HOOKS,
        )

    def files(self, version: int) -> list[DataFile]:
        """The data files of a version, in the order of their paths."""
        actions = pa.table(DeltaTable(self.folder, version).get_add_actions(flatten=True)).to_pylist()
        names = PARTITIONS.get(self.name, {})
        found = [
            DataFile(
                unquote(action["path"]), action["num_records"], {name: action[f"partition.{name}"] for name in names}
            )
            for action in actions
        ]
        return sorted(found, key=lambda file: file.path)

    def paths(self, version: int) -> list[Path]:
        """The data files of a version, as paths."""
        return [self.folder / file.path for file in self.files(version)]

    def commits(self, after: int | None, up_to: int) -> list[str]:
        """Files of the Delta log that say what happened between two versions."""
        versions = range(0 if after is None else after + 1, up_to + 1)
        names = [f"_delta_log/{version:020d}.{end}" for version in versions for end in ("json", "checkpoint.parquet")]
        return [name for name in names if name.endswith(".json") or (self.folder / name).exists()]

    def on_disk(self) -> set[str]:
        """Every Parquet file that lies in the folder, wanted or not."""
        return {
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*.parquet")
            if "_delta_log" not in path.parts
        }

    def _paths(self, table: DeltaTable) -> set[str]:
        return set(pa.table(table.get_add_actions(flatten=True))["path"].to_pylist())


def _stamp(batch: int) -> CommitProperties:
    return CommitProperties(custom_metadata={"jianzhen.batch": str(batch)})
