"""What every act that changes a lake goes through: lock, clear away, write, seal, record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeAlias

import duckdb
from deltalake.exceptions import DeltaError

from jianzhen.lake import log
from jianzhen.lake import manifest as manifests
from jianzhen.lake.clock import beijing_now
from jianzhen.lake.delta import Delta
from jianzhen.lake.durable import sync_files
from jianzhen.lake.entry import FIRST, Act, Batch, Change, Did, digest
from jianzhen.lake.errors import LakeWriteError
from jianzhen.lake.lock import sole_writer
from jianzhen.lake.manifest import FileSeal, TableFiles, seal_file
from jianzhen.lake.place import Lake
from jianzhen.words import Words

Step: TypeAlias = Callable[[str, str], None]
"""Told before each step: what is done, and to which table (empty for the whole lake)."""


def no_step(what: str, table: str) -> None:
    """Tell nobody."""
    del what, table


@dataclass(slots=True)
class Writing:
    """A batch being written; nothing of it counts before ``record``."""

    lake: Lake
    act: Act
    step: Step
    before: list[log.Entry]
    _on_disk: dict[str, set[str]] = field(default_factory=dict)
    _files: dict[str, TableFiles] = field(default_factory=dict)
    _changes: dict[str, Change] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """Number of the new batch."""
        return len(self.before) + 1

    @property
    def versions(self) -> Mapping[str, int]:
        """Delta version of every table as the lake stands."""
        return self.before[-1].batch.versions if self.before else {}

    def open(self, table: str) -> Delta:
        """A table without what an interrupted writer may have left in it."""
        delta = Delta(table, self.lake.table(table))
        self.step("open", table)
        delta.settle(self.versions.get(table))
        self._on_disk[table] = delta.on_disk()
        return delta

    def changed(self, delta: Delta, change: Change) -> None:
        """Seal the files that a change wrote, and note the change for the record."""
        self.step("seal", delta.name)
        before = {file.path for file in delta.files(change.version_before or 0)}
        after = {file.path for file in delta.files(change.version)}
        commits = delta.commits(change.version_before, change.version)
        new = sorted(after - before)
        sync_files(delta.folder / path for path in (*new, *commits))
        self._files[delta.name] = TableFiles(
            _seals(delta, new), _seals(delta, commits), replaced=tuple(sorted(before - after))
        )
        self._changes[delta.name] = change

    def unchanged(self, table: str, change: Change) -> None:
        """Note what was read of a table that needs no new version."""
        self._changes[table] = change

    def record(self, did: Did) -> log.Entry:
        """Write the batch into the log: from here on it exists."""
        files = manifests.to_bytes(self._files)
        made = {name: change.version for name, change in self._changes.items() if name in self._files}
        batch = Batch(
            number=self.number,
            did=did,
            at=beijing_now(),
            act=self.act,
            previous=self.before[-1].sha256 if self.before else FIRST,
            manifest=digest(files),
            changes=self._changes,
            versions={**self.versions, **made},
        )
        self.step("record", "")
        written = log.append(self.lake, batch, files)
        self.step("witness", "")
        log.witness(self.lake, written)
        return written

    def clear_away(self) -> None:
        """Delete the data files of a batch that failed: on a full disk nobody else can write either."""
        for table, before in self._on_disk.items():
            delta = Delta(table, self.lake.table(table))
            with suppress(OSError, DeltaError):
                delta.settle(self.versions.get(table))
                for path in delta.on_disk() - before - {file.path for file in delta.files(self.versions.get(table, 0))}:
                    (delta.folder / path).unlink()


@contextmanager
def writing(lake: Lake, act: Act, step: Step = no_step) -> Iterator[Writing]:
    """Hold the lake for one batch.

    Raises:
        LakeBusyError: Somebody else is writing.
        LakeDamagedError: The log of batches is not sound.
        LakeWriteError: Something could not be written; the lake is as it was.
    """
    _make_folders(lake)
    with sole_writer(lake, act.who):
        for unfinished in lake.batches.glob(".*"):
            unfinished.unlink(missing_ok=True)
        before = log.entries(lake)
        if before:
            # The note may be missing when the last writer was stopped just after its entry.
            log.witness(lake, before[-1])
        work = Writing(lake, act, step, before)
        try:
            yield work
        except (OSError, DeltaError, duckdb.Error) as error:
            if log.entry_file(lake, work.number).exists():
                raise
            work.clear_away()
            raise _not_written(lake, error) from error


def _make_folders(lake: Lake) -> None:
    try:
        lake.batches.mkdir(exist_ok=True)
    except OSError as error:
        raise _not_written(lake, error) from error


def _not_written(lake: Lake, error: Exception) -> LakeWriteError:
    return LakeWriteError(
        Words(
            f"{lake.folder}: 无法写入，数据湖保持原状：{error}；检查磁盘空间和权限，然后重做",
            f"{lake.folder}: cannot be written and is as it was: {error}; check space and permissions, then repeat",
        )
    )


def _seals(delta: Delta, paths: list[str]) -> dict[str, FileSeal]:
    return {path: seal_file(delta.folder / path) for path in paths}
