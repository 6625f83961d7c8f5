"""Compare a lake with its own records: the chain of batches, every file's digest, every row's number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import duckdb
from deltalake.exceptions import DeltaError

from jianzhen.contract import TABLES
from jianzhen.lake import log
from jianzhen.lake.delta import Delta
from jianzhen.lake.entry import Batch
from jianzhen.lake.log import Fault
from jianzhen.lake.manifest import FileSeal, TableFiles, seal_file
from jianzhen.lake.place import Lake
from jianzhen.lake.sql import engine, view_stored
from jianzhen.lake.sums import row_sums
from jianzhen.words import Words


@dataclass(slots=True)
class Verified:
    """What a check of a lake gave."""

    batches: int = 0
    files: int = 0
    size: int = 0
    """Bytes of the files whose digest was compared."""
    faults: list[Fault] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)
    """Files that no batch names: of an interrupted writer, or of another program. Readers do not see them."""

    @property
    def whole(self) -> bool:
        """Nothing is changed or missing."""
        return not self.faults


@dataclass(slots=True)
class _Table:
    """What the batches say of one table."""

    live: dict[str, FileSeal] = field(default_factory=dict)
    commits: dict[str, FileSeal] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)
    rows: dict[int, tuple[int, str]] = field(default_factory=dict)
    version: int = 0


def verify(lake: Lake) -> Verified:
    """Check a lake; every fault names its file.

    A writer at work meanwhile does no harm: what it has not recorded is left over, nothing more.
    """
    known, faults = log.examine(lake)
    result = Verified(batches=len(known), faults=faults)
    tables: dict[str, _Table] = {}
    for entry in known:
        result.faults.extend(_collect(lake, entry.batch, tables))
    for name, table in sorted(tables.items()):
        found = [*_files(lake, name, table, result)]
        # Rows cannot be counted in files that are damaged.
        result.faults.extend(found or [*_delta(lake, name, table), *_rows(lake, name, table)])
        result.left_over.extend(_left_over(lake, name, table))
    return result


def _collect(lake: Lake, batch: Batch, tables: dict[str, _Table]) -> Iterator[Fault]:
    path = log.manifest_file(lake, batch.number).relative_to(lake.folder).as_posix()
    try:
        files: Mapping[str, TableFiles] = log.read_manifest(lake, batch)
    except (OSError, ValueError) as error:
        yield Fault(path, Words(f"文件清单缺失或被改动：{error}", f"list of files missing or changed: {error}"))
        files = {}
    for name, change in batch.changes.items():
        if name not in batch.versions:
            continue
        table = tables.setdefault(name, _Table())
        table.version = batch.versions[name]
        if change.stored:
            table.rows[batch.number] = (change.stored, change.row_sum)
        wrote = files.get(name, TableFiles())
        table.commits |= wrote.commits
        table.live |= wrote.data
        table.replaced |= set(wrote.replaced)
        for gone in wrote.replaced:
            table.live.pop(gone, None)


def _files(lake: Lake, name: str, table: _Table, result: Verified) -> Iterator[Fault]:
    for path, seal in sorted({**table.commits, **table.live}.items()):
        where = f"tables/{name}/{path}"
        try:
            found = seal_file(lake.table(name) / path)
        except OSError as error:
            yield Fault(where, Words(f"缺失或无法读取：{error.strerror}", f"missing or unreadable: {error.strerror}"))
            continue
        result.files += 1
        result.size += found.size
        if found != seal:
            yield Fault(where, Words("内容被改动", "its content was changed"))


def _delta(lake: Lake, name: str, table: _Table) -> Iterator[Fault]:
    where = f"tables/{name}/_delta_log"
    try:
        listed = {file.path for file in Delta(name, lake.table(name)).files(table.version)}
    except (OSError, DeltaError) as error:
        yield Fault(
            where,
            Words(f"版本 {table.version} 无法读取：{error}", f"version {table.version} cannot be read: {error}"),
        )
        return
    for path in sorted(listed ^ set(table.live)):
        yield Fault(
            where,
            Words(
                f"版本 {table.version} 与批次记录的文件不同：{path}",
                f"version {table.version} and the batches disagree about {path}",
            ),
        )


def _rows(lake: Lake, name: str, table: _Table) -> Iterator[Fault]:
    with engine() as (connection, spare):
        view_stored(connection, spare, name, [lake.table(name) / path for path in sorted(table.live)])
        try:
            found = row_sums(connection)
        except duckdb.Error as error:
            yield Fault(f"tables/{name}", Words(f"行无法读取：{error}", f"rows cannot be read: {error}"))
            return
    for batch in sorted({*found, *table.rows}):
        if found.get(batch) != table.rows.get(batch):
            rows, expected = found.get(batch, (0, ""))[0], table.rows.get(batch, (0, ""))[0]
            yield Fault(
                f"tables/{name}",
                Words(
                    f"批次 {batch} 的行与记录不符：应 {expected} 行，现 {rows} 行",
                    f"rows of batch {batch} are not those recorded: expected {expected}, found {rows}",
                ),
            )


def _left_over(lake: Lake, name: str, table: _Table) -> Iterator[str]:
    on_disk = Delta(name, lake.table(name)).on_disk() if name in TABLES else set()
    for path in sorted(on_disk - set(table.live) - table.replaced):
        yield f"tables/{name}/{path}"
