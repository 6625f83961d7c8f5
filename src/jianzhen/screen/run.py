"""A screening run: every chosen rule over one snapshot, findings grouped into leads."""

from __future__ import annotations

import datetime as dt
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import pyarrow as pa

from jianzhen.rules.model import Rule
from jianzhen.screen.coverage import CoverageRow, failed
from jianzhen.screen.dataset import Dataset
from jianzhen.screen.engines.base import Engine
from jianzhen.screen.findings import EvidenceRow, Finding
from jianzhen.screen.judge import Answer, judge
from jianzhen.screen.leads import Lead, group
from jianzhen.screen.memory import Memory
from jianzhen.screen.queries import asked
from jianzhen.screen.settings import Settings
from jianzhen.screen.suppression import Suppressed, suppress

Progress: TypeAlias = Callable[[int, int, str], None]
"""Called with (rules done, rules in all, rule now running)."""


@dataclass(slots=True)
class Screening:
    """All that a run found and could not find."""

    findings: list[Finding] = field(default_factory=list)
    coverage: list[CoverageRow] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    suppressed: list[Suppressed] = field(default_factory=list)
    """Findings that weigh less by a decision; they stay among the findings as they are."""
    failed: dict[str, str] = field(default_factory=dict)
    """Tracebacks of rules that broke, by rule: a fault of the program, never of the data."""
    sql: dict[str, dict[str, str]] = field(default_factory=dict)
    """Query texts by rule, one set for each set of thresholds."""

    def evidence_rows(self) -> Iterable[EvidenceRow]:
        """Every evidence row of every finding."""
        return (row for finding in self.findings for row in finding.evidence)


def screen(
    dataset: Dataset,
    engine: Engine,
    rules: Mapping[str, Rule],
    *,
    on: dt.date,
    settings: Settings | None = None,
    progress: Progress | None = None,
    with_sql: bool = True,
    memory: Memory | None = None,
) -> Screening:
    """Run rules over a snapshot.

    Args:
        dataset: The snapshot.
        engine: Where the rules run; the answer is the same on every engine.
        rules: The rules to run, by id.
        on: The day as of which the data are judged.
        settings: Thresholds; the defaults when None.
        progress: Told before each rule and at the end.
        with_sql: Also write down the SQL of each rule for the record.
        memory: Where answers are kept, and taken from when an earlier try got them.
    """
    settings = settings or Settings()
    chosen = [rule for rule in rules.values() if settings.enabled(rule)]
    regions = regions_of(dataset, engine)
    result = Screening()
    for number, rule in enumerate(chosen):
        if progress:
            progress(number, len(chosen), rule.id)
        try:
            answer = (memory.get(rule.id) if memory else None) or judge(
                rule, dataset, engine, on=on, settings=settings, regions=regions
            )
            if memory:
                memory.put(rule.id, answer)
        except Exception as error:  # a broken rule takes no other rule's findings with it
            result.failed[rule.id] = traceback.format_exc()
            answer = Answer(coverage=[failed(rule, error)])
        if with_sql and rule.id not in result.failed:
            result.sql[rule.id] = asked(rule, settings.groups(rule, regions), on)
        result.findings.extend(answer.findings)
        result.coverage.extend(answer.coverage)
    if progress:
        progress(len(chosen), len(chosen), "")
    result.findings.sort(key=lambda item: item.finding_id)
    result.suppressed = suppress(result.findings, settings.suppressions, on)
    result.leads = group(
        result.findings, rules, {item.finding_id: item.effective_severity for item in result.suppressed}, on=on
    )
    return result


def regions_of(dataset: Dataset, engine: Engine) -> dict[str, str | None]:
    """Region of every organisation and, through its outlet, of every device."""
    organizations = dataset.read("organizations", engine)
    outlets = dataset.read("outlets", engine)
    devices = dataset.read("devices", engine)
    where = {
        **_pairs(engine.fetch(organizations.select(who=organizations.org_id, region=organizations.region))),
    }
    placed = devices.join(outlets, devices.outlet_id == outlets.outlet_id).select(
        who=devices.device_id, owner=outlets.org_id
    )
    for row in engine.fetch(placed).to_pylist():
        where[row["who"]] = where.get(row["owner"])
    return where


def _pairs(rows: pa.Table) -> dict[str, str | None]:
    return dict(zip(rows["who"].to_pylist(), rows["region"].to_pylist(), strict=True))
