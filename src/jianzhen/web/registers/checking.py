"""A row typed by a person, checked as intake checks a file: cell by cell, with the contract's own converters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from jianzhen.contract import Column, Kind
from jianzhen.intake.convert.kinds import to_kind
from jianzhen.intake.convert.timestamps import FIRST_REGISTRY_YEAR
from jianzhen.intake.convert.vocabulary import to_vocabulary
from jianzhen.intake.faults import Severity
from jianzhen.intake.problem import Problem
from jianzhen.intake.read.header import EXAMPLE_MARKS
from jianzhen.intake.relations import REQUIRED, pairs, reversed_pair
from jianzhen.web.registers.catalogue import REGISTERS, Register
from jianzhen.web.registers.cells import Cell, slot, stored
from jianzhen.web.registers.models import State
from jianzhen.words import Words

EXAMPLE = Problem(
    "text.example",
    Words("不以【示例】开头的文字", "text that does not begin like an example"),
    Words("去掉【示例】", "take the mark away"),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The values of a row, and the problems by column; faults must be mended, warnings looked at."""

    values: dict[str, Cell] = field(default_factory=dict)
    faults: dict[str, list[Problem]] = field(default_factory=dict)
    warnings: dict[str, list[Problem]] = field(default_factory=dict)

    def add(self, column: str, problem: Problem) -> None:
        """Note a problem."""
        kept = self.faults if problem.severity is Severity.FAULT else self.warnings
        kept.setdefault(column, []).append(problem)


def check(register: Register, texts: Mapping[str, str]) -> Checked:
    """Check the texts of a row's cells."""
    checked = Checked()
    for column in register.columns:
        _check_cell(column, texts.get(column.name, ""), checked)
    for low, high in pairs(register.table):
        first, last = checked.values.get(low), checked.values.get(high)
        if first is not None and last is not None and str(first) > str(last):
            checked.add(high, reversed_pair(register.by_name[low].zh, register.by_name[high].zh))
    return checked


def _check_cell(column: Column, text: str, checked: Checked) -> None:
    if not text.strip():
        if column.required:
            checked.add(column.name, REQUIRED)
        return
    if text.lstrip().startswith(EXAMPLE_MARKS):
        checked.add(column.name, EXAMPLE)
        return
    converted = to_kind(column, pa.array([text]), FIRST_REGISTRY_YEAR)
    problems = converted.problems
    if column.kind is Kind.TEXT:
        converted = to_vocabulary(column, converted.values)
        problems = [*problems, *converted.problems]
    for problem, _ in problems:
        checked.add(column.name, problem)
    value = stored(converted.values[0].as_py())
    if value is not None:
        checked.values[column.name] = value


def missing_targets(register: Register, values: Mapping[str, Cell]) -> list[Column]:
    """Columns that point to a row that is not in sight."""
    missing = []
    for column, target, name in register.forward:
        value = values.get(column.name)
        if value is None or (target == register.name and value == values.get(name)):
            continue
        other = REGISTERS[target]
        where = {"register": target, other.slot_of[name]: slot(other.by_name[name], value), "gone": False}
        if not State.objects.believed().filter(**where).exists():
            missing.append(column)
    return missing
