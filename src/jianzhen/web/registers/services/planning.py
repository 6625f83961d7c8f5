"""What a workbook would do to the registers: every row read, checked, compared, nothing written."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from jianzhen.contract import TABLES
from jianzhen.intake.faults import Fault, Severity
from jianzhen.intake.place import Place as Where
from jianzhen.intake.problem import Problem
from jianzhen.intake.stage import stage
from jianzhen.intake.staged import Staged, StagedTable
from jianzhen.seal.digest import sha256_of
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.registers.catalogue import REGISTERS, Register
from jianzhen.web.registers.cells import Cell, key_of, slot, stored
from jianzhen.web.registers.models import Record, State
from jianzhen.web.registers.ownership import Owners
from jianzhen.web.registers.services.writing import Row, believed
from jianzhen.web.scope.net import whole_table
from jianzhen.web.scope.rights import Right
from jianzhen.words import Words

MOST_ROWS = 20_000
NOT_A_REGISTER = Problem(
    "register.unknown",
    Words("名录中的表", "a table of the registers"),
    Words(
        "报告、记录等数据由机构报送，不在此导入；删去这一页", "reports and records are handed in elsewhere; remove it"
    ),
)
NOT_WITHIN_REACH = Problem(
    "register.reach",
    Words("属于您管辖范围内机构的条目", "an entry of an organisation within your reach"),
    Words(
        "先登记其机构，或交由有权的部门导入", "register its organisation first, or have the department in charge do it"
    ),
)
NO_TARGET = Problem(
    "register.target",
    Words("名录或本文件中已有的编号", "a key that is in the registers or in this file"),
    Words("先登记被引用的条目，或改正编号", "register what it points to first, or correct the key"),
)
KEY_AGAIN = Problem(
    "register.again",
    Words("同一条目只出现一行", "each entry once"),
    Words("与前面一行是同一条目，删去其中一行", "it is the same entry as an earlier row; remove one"),
)
TOO_MANY = Problem(
    "register.rows",
    Words(f"不超过 {MOST_ROWS} 行", f"{MOST_ROWS} rows at most"),
    Words("拆成几个文件", "split the file"),
)


@dataclass(frozen=True, slots=True)
class Planned:
    """One row that would be written."""

    register: Register
    row: Row
    before: State | None
    label: str

    @property
    def differences(self) -> Iterator[tuple[str, Cell, Cell]]:
        """Column, before, after."""
        old = self.before.facts if self.before else {}
        for name in self.register.by_name:
            if old.get(name) != self.row.values.get(name):
                yield name, old.get(name), self.row.values.get(name)


@dataclass
class Plan:
    """What would be done; with a fault nothing is."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    rows: list[Planned] = field(default_factory=list)
    same: int = 0

    @property
    def new(self) -> int:
        """Entries that are not there yet."""
        return sum(1 for one in self.rows if one.before is None)

    @property
    def changed(self) -> int:
        """Entries that would change."""
        return len(self.rows) - self.new

    def digest(self) -> str:
        """The same plan has the same digest."""
        return sha256_of([
            [one.register.name, dict(one.row.values), str(one.row.valid_from), one.before.pk if one.before else None]
            for one in self.rows
        ])  # fmt: skip


def plan(request: Asked, workbook: Path, name: str, valid_from: dt.date) -> Plan:
    """Read a workbook and compare it with the registers, in the scope of whoever asks."""
    with tempfile.TemporaryDirectory(prefix="jianzhen-import-") as folder:
        source = Path(folder, "in")
        source.mkdir()
        (source / f"{Path(name).stem[:80] or 'import'}.xlsx").symlink_to(workbook.resolve())
        return compared(request, stage(next(source.iterdir()), Path(folder, "out")), valid_from)


def compared(request: Asked, staged: Staged, valid_from: dt.date) -> Plan:
    """Compare staged tables with the registers, in the scope of whoever asks."""
    planned, owners = Plan(), Owners()
    _keep_faults(planned, list(staged.faults))
    for table in TABLES:
        if part := staged.tables.get(table):
            if table in REGISTERS and part.rows <= MOST_ROWS:
                _plan_table(request, REGISTERS[table], part, valid_from, owners, planned)
            else:
                where = Where(part.files[0], table=table)
                planned.faults.append((TOO_MANY if table in REGISTERS else NOT_A_REGISTER).at(where))
    return planned


def _keep_faults(planned: Plan, faults: list[Fault]) -> None:
    for fault in faults:
        # References are looked for in the registers too, below.
        if fault.severity is Severity.FAULT:
            planned.faults.append(fault)
        elif fault.code != "reference.missing":
            planned.warnings.append(fault)


@dataclass(frozen=True, slots=True)
class _Read:
    """A row with its place in the file."""

    values: dict[str, Cell]
    where: Where
    row: int


def _read(register: Register, part: StagedTable) -> list[_Read]:
    names = [column.name for column in register.columns]
    rows: list[dict[str, Any]] = pq.read_table(part.path, columns=[*names, "source_file", "source_row"]).to_pylist()
    found = []
    for row in rows:
        file, _, sheet = str(row.pop("source_file")).partition("#")
        number = int(row.pop("source_row"))
        values = {name: stored(value) for name, value in row.items() if value is not None}
        found.append(_Read(values, Where(file, sheet, register.name), number))
    return found


def _plan_table(
    request: Asked, register: Register, part: StagedTable, valid_from: dt.date, owners: Owners, planned: Plan
) -> None:
    read = _read(register, part)
    keys = [key_of(register, one.values) for one in read]
    known = believed(register, keys)
    taken = _taken_elsewhere(register, set(keys) - known.keys())
    rows: list[tuple[_Read, Row, State | None]] = []
    seen: set[str] = set()
    for key, one in zip(keys, read, strict=True):
        if key in seen or key in taken:
            planned.faults.append((KEY_AGAIN if key in seen else NOT_WITHIN_REACH).at(one.where, row=one.row))
        seen.add(key)
        before = _believed_on(known.get(key, []), valid_from)
        values = _merged(register, one.values, before, part.columns_present)
        rows.append((one, Row(values, valid_from if known.get(key) else None), before))
    places = owners.places(register, [row.values for _, row, _ in rows])
    for (one, row, before), place in zip(rows, places, strict=True):
        within = request.actor.may(Right.REGISTERS_EDIT, place)
        if not within or (before is not None and not request.actor.may(Right.REGISTERS_EDIT, before)):
            planned.faults.append(NOT_WITHIN_REACH.at(one.where, row=one.row, column=_owner_heading(register)))
        elif before is not None and before.facts == row.values:
            planned.same += 1
        else:
            planned.rows.append(Planned(register, row, before, register.label_of(row.values)))
    _verify_targets(register, read, owners, planned)


def _taken_elsewhere(register: Register, keys: set[str]) -> set[str]:
    """Keys of entries out of sight: they are taken, and not the person's to change."""
    with whole_table("a key is taken whoever holds it"):
        wanted = sorted(keys)
        found: set[str] = set()
        for start in range(0, len(wanted), 500):
            chunk = Record.objects.filter(register=register.name, key__in=wanted[start : start + 500])
            found |= set(chunk.values_list("key", flat=True))
        return found


def _believed_on(states: list[State], day: dt.date) -> State | None:
    there = [state for state in states if state.valid_from <= day] or states[:1]
    return there[-1] if there and not there[-1].gone else None


def _merged(
    register: Register, values: Mapping[str, Cell], before: State | None, present: frozenset[str]
) -> dict[str, Cell]:
    """Columns that the sheet has not stay as they are; empty cells of those it has are emptied."""
    kept = before.facts if before else {}
    merged = {column.name: values.get(column.name) if column.name in present else kept.get(column.name)
              for column in register.columns}  # fmt: skip
    return {name: value for name, value in merged.items() if value is not None}


def _owner_heading(register: Register) -> str:
    return register.owner.zh if register.owner else register.table.key[0].zh


def _verify_targets(register: Register, read: list[_Read], owners: Owners, planned: Plan) -> None:
    """Required references must lead somewhere: to a row of the file or of the registers in sight."""
    for column, target, name in register.forward:
        if not column.required:
            continue
        other = REGISTERS[target]
        wanted = {slot(column, one.values.get(column.name)) for one in read}
        wanted = {one for one in wanted if one and (target, one) not in owners.fresh}
        there = _there(other, other.slot_of[name], sorted(wanted))
        for one in read:
            if slot(column, one.values.get(column.name)) in wanted - there:
                found = str(one.values[column.name])
                planned.faults.append(NO_TARGET.at(one.where, row=one.row, column=column.zh, found=found))


def _there(register: Register, path: str, slots: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(slots), 500):
        rows = State.objects.believed().filter(register=register.name, gone=False)
        found |= set(rows.filter(**{f"{path}__in": slots[start : start + 500]}).values_list(path, flat=True))
    return found
