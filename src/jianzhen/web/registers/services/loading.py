"""A data set's tables of part A into the registers: in bulk, again and again without doubling anything."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from django.db import transaction

from jianzhen.intake.read.names import table_named
from jianzhen.intake.stage import stage
from jianzhen.intake.staged import Staged, StagedTable
from jianzhen.web import audit
from jianzhen.web.accounts.models import User
from jianzhen.web.registers.catalogue import REGISTERS, Register
from jianzhen.web.registers.cells import Values, key_of, stored
from jianzhen.web.registers.models import Change, State
from jianzhen.web.registers.models.change import Way
from jianzhen.web.registers.ownership import Owners
from jianzhen.web.registers.services.workload import MEASURES, count_workload
from jianzhen.web.registers.services.writing import Row, believed, write
from jianzhen.web.scope.net import whole_table
from jianzhen.words import Words

_CHUNK = 2000
_WANTED = REGISTERS.keys() | {table for table, _ in MEASURES.values()}


@dataclass
class Counts:
    """What came of one register's rows."""

    new: int = 0
    changed: int = 0
    same: int = 0
    set_aside: int = 0


@dataclass
class Loaded:
    """What came of a load, by register; ``faults`` are those of intake."""

    registers: dict[str, Counts] = field(default_factory=dict)
    faults: int = 0

    @property
    def touched(self) -> int:
        """Rows that are new or changed."""
        return sum(one.new + one.changed for one in self.registers.values())


def load_dataset(folder: Path, *, actor: User | None = None, effective_on: dt.date | None = None) -> Loaded:
    """Fill the registers from a folder (or one workbook) of contract tables, all or nothing.

    Rows already known and unchanged stay as they are, changed ones get a new state from ``effective_on`` (today) on,
    and nothing is struck off for being absent. One entry in the log of acts, none when nothing has changed.

    Raises:
        FileNotFoundError: There is nothing at ``folder``.
    """
    with tempfile.TemporaryDirectory(prefix="jianzhen-registers-") as work:
        staged = stage(_only_registers(folder, Path(work)), Path(work, "staged"))
        return _load(staged, folder.name, actor, effective_on or dt.datetime.now().date())


def _only_registers(data: Path, work: Path) -> Path:
    """A folder that points to the files of registers: the others may be large and are read elsewhere."""
    if not data.is_dir():
        return data
    wanted = work / "wanted"
    wanted.mkdir()
    for file in sorted(data.iterdir()):
        table = table_named(file.stem)
        if file.is_file() and table is not None and table.name in _WANTED:
            (wanted / file.name).symlink_to(file.resolve())
    return wanted


def _load(staged: Staged, name: str, actor: User | None, effective_on: dt.date) -> Loaded:
    done = Loaded(faults=len(staged.faults))
    with whole_table("a data set fills registers of every region"), transaction.atomic():
        change = Change.objects.create(way=Way.LOADED.value, at=dt.datetime.now(), author=actor, source=name[:300])
        owners = Owners()
        for register in REGISTERS.values():
            if table := staged.tables.get(register.name):
                counts = done.registers[register.name] = Counts(set_aside=table.set_aside)
                for rows in rows_of(register, table):
                    _take(register, rows, change, owners, counts, effective_on)
        count_workload(staged.tables)
        if done.touched:
            _log(done, change, actor)
        else:
            change.delete()
    return done


def rows_of(register: Register, table: StagedTable, size: int = _CHUNK) -> Iterator[list[dict[str, Any]]]:
    """Rows of a staged table in chunks, as values of the contract's columns."""
    names = [column.name for column in register.columns]
    with pq.ParquetFile(table.path) as file:
        for batch in file.iter_batches(size, columns=names):
            yield [{name: stored(value) for name, value in row.items() if value is not None}
                   for row in batch.to_pylist()]  # fmt: skip


def _take(
    register: Register,
    rows: list[dict[str, Any]],
    change: Change,
    owners: Owners,
    counts: Counts,
    effective_on: dt.date,
) -> None:
    """One chunk. Of rows with the same key the last one counts, as intake has told."""
    by_key: dict[str, Values] = {key_of(register, row): row for row in rows}
    known = believed(register, by_key)
    wanted = []
    for key, values in by_key.items():
        states = known.get(key)
        if not states:
            counts.new += 1
            wanted.append(Row(values))
        elif differs(states, values, effective_on):
            counts.changed += 1
            wanted.append(Row(values, effective_on))
        else:
            counts.same += 1
            owners.remember(register, values, states[-1])
    if wanted:
        write(register, wanted, change, owners, known)


def differs(states: list[State], values: Values, day: dt.date) -> bool:
    """Whether a row says something else than what is believed of that day."""
    there = next((state for state in reversed(states) if state.valid_from <= day), states[0])
    return there.gone or there.facts != dict(values)


def _log(done: Loaded, change: Change, actor: User | None) -> None:
    after = {name: {"new": one.new, "changed": one.changed} for name, one in done.registers.items()}
    audit.record(
        "registers.loaded",
        actor=actor,
        target=change,
        after={"rows": done.touched, "registers": after, "source": change.source},
        words=Words(
            "载入数据集到名录：{after.rows} 条新增或变更", "loaded a data set: {after.rows} entries new or changed"
        ),
    )
