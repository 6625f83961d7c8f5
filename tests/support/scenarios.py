"""Many scenarios of one rule laid side by side in one data set, so that a cluster judges them in one go.

A query over a dozen rows costs Spark as much as one over a thousand. Every scenario has run on the
first engine by itself; what remains to be shown is that the other engines answer alike on the same rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.facts import stage_rows

from jianzhen.contract import TABLES
from jianzhen.contract.model import Column, Kind
from jianzhen.rules import catalogue
from jianzhen.screen.engines import Engine
from jianzhen.screen.judge import Answer, judge
from jianzhen.screen.settings import parse

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Scenario:
    """What a test asked a rule."""

    rule_id: str
    tables: Mapping[str, Rows]
    settings: Mapping[str, Any]
    on: dt.date
    findings: int
    """How many findings there were when it was asked alone."""

    def kind(self) -> tuple[object, ...]:
        """Scenarios of one kind can lie side by side: same rule, tables and day.

        Settings may name parties, whose names change when scenarios are laid side by side: each stays alone.
        """
        present = tuple(sorted(name for name, rows in self.tables.items() if rows))
        return self.rule_id, present, id(self) if self.settings else None, self.on


def ask(scenario: Scenario, engines: Iterable[Engine], folder: Path) -> list[Answer]:
    """The answer of each engine to one scenario."""
    rules = catalogue.catalogue()
    dataset = stage_rows(scenario.tables, folder)
    chosen = parse(scenario.settings, rules)
    return [judge(rules[scenario.rule_id], dataset, engine, on=scenario.on, settings=chosen) for engine in engines]


def demand_agreement(scenarios: Sequence[Scenario], engines: Sequence[Engine], folder: Path) -> None:
    """Every engine answers like the first one to all scenarios, taken together by kind."""
    kinds: dict[tuple[object, ...], list[Scenario]] = {}
    for scenario in scenarios:
        kinds.setdefault(scenario.kind(), []).append(scenario)
    for number, alike in enumerate(kinds.values()):
        together = side_by_side(alike) if len(alike) > 1 else alike[0]
        first, *others = ask(together, engines, folder / f"kind-{number}")
        # Some rules compare across parties, and then find more among more rows; never less.
        assert len(first.findings) >= together.findings, f"{together.rule_id}: side by side a finding is lost"
        for engine, answer in zip(engines[1:], others, strict=True):
            assert answer.findings == first.findings, f"{engine.name} finds otherwise than {engines[0].name}"
            assert answer.coverage == first.coverage, f"{engine.name} could judge otherwise than {engines[0].name}"


def side_by_side(scenarios: Sequence[Scenario]) -> Scenario:
    """One scenario with the rows of all, their parties and documents kept apart by a suffix."""
    first = scenarios[0]
    tables: dict[str, list[Mapping[str, Any]]] = {}
    for number, scenario in enumerate(scenarios):
        for name, rows in scenario.tables.items():
            tables.setdefault(name, []).extend(_apart(name, row, f"~{number}") for row in rows)
    return Scenario(first.rule_id, tables, first.settings, first.on, sum(one.findings for one in scenarios))


def _apart(table: str, row: Mapping[str, Any], suffix: str) -> dict[str, Any]:
    return {name: _renamed(TABLES[table][name], value, suffix) for name, value in row.items()}


def _renamed(column: Column, value: Any, suffix: str) -> Any:
    names = column.key or column.references or column.name.endswith(("_id", "_no"))
    if not names or column.codes or column.kind is not Kind.TEXT or value is None:
        return value
    parts = str(value).split(";") if column.many else [str(value)]
    return ";".join(part + suffix for part in parts)
