"""Runs one rule on one data set: the three answers, for every subject."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from jianzhen.contract import TABLES
from jianzhen.rules.model import Rule
from jianzhen.rules.terms.once import keeping
from jianzhen.rules.verdict import Verdict
from jianzhen.screen.asking import ask
from jianzhen.screen.coverage import CoverageRow, judged, tables_missing
from jianzhen.screen.dataset import Dataset
from jianzhen.screen.engines.base import SUBJECT, Engine
from jianzhen.screen.findings import EvidenceRow, Finding, build, from_rows
from jianzhen.screen.garbage import collected_later
from jianzhen.screen.series import judge_subject, subject_rows
from jianzhen.screen.settings import Settings


@dataclass(slots=True)
class Answer:
    """What one rule said about one data set."""

    findings: list[Finding] = field(default_factory=list)
    coverage: list[CoverageRow] = field(default_factory=list)


def judge(
    rule: Rule,
    dataset: Dataset,
    engine: Engine,
    *,
    on: dt.date,
    settings: Settings | None = None,
    regions: Mapping[str, str | None] | None = None,
) -> Answer:
    """Run a rule with every parameter set that the settings give its subjects."""
    missing = [table for table in rule.needs if not dataset.has(table)]
    if missing:
        return Answer(coverage=tables_missing(rule, missing, _subjects(rule, dataset, engine)))
    groups = (settings or Settings()).groups(rule, regions or {})
    special = frozenset().union(*(subjects for _, subjects in groups if subjects))
    run = _series if rule.is_series else _relational
    answer = Answer()
    counts: list[tuple[str, str, int]] = []
    for parameters, subjects in groups:
        found, counted = run(rule, dataset, engine, parameters, on)
        mine = partial(_belongs, subjects, special)
        answer.findings.extend(item for item in found if mine(item.subject))
        counts.extend(item for item in counted if mine(item[0]))
    answer.findings.sort(key=lambda item: item.finding_id)
    answer.coverage = judged(rule, counts, Counter(item.subject for item in answer.findings))
    return answer


def _belongs(subjects: frozenset[str] | None, special: frozenset[str], subject: str) -> bool:
    return subject in subjects if subjects is not None else subject not in special


def _subjects(rule: Rule, dataset: Dataset, engine: Engine) -> list[str]:
    """Whom the rule would have judged: the parties of the first table it needs that is there."""
    for name in rule.needs:
        column = TABLES[name].subject
        if dataset.has(name) and column in _PARTIES.get(rule.subject_kind, ()):
            rows = engine.fetch(dataset.read(name, engine).select(subject=column).distinct())
            return [subject for subject in rows[SUBJECT].to_pylist() if subject]
    return []


_PARTIES: Mapping[str, tuple[str, ...]] = {
    "organization": ("org_id", "lab_id"),
    "device": ("device_id",),
    "person": ("person_id",),
}
"""Columns that name a subject of each kind."""


def _relational(
    rule: Rule, dataset: Dataset, engine: Engine, parameters: Mapping[str, float], on: dt.date
) -> tuple[Iterable[Finding], list[tuple[str, str, int]]]:
    tables = {name: dataset.read(name, engine) for name in (*rule.needs, *rule.uses)}
    inputs = {**tables, **parameters, **_as_of(rule, on)}
    try:
        with collected_later():
            with keeping(engine.keep):
                verdict: Verdict = rule.function(**inputs)
            found, counted = ask(verdict, engine)
    finally:
        engine.release()
    counts = [(row[SUBJECT] or "", row["reason"], row["n"]) for row in counted.to_pylist()]
    return from_rows(rule, found), counts


def _series(
    rule: Rule, dataset: Dataset, engine: Engine, parameters: Mapping[str, float], on: dt.date
) -> tuple[Iterable[Finding], list[tuple[str, str, int]]]:
    rows = subject_rows(rule, {name: dataset.read(name, engine) for name in (*rule.needs, *rule.uses)}, dataset, engine)
    function = partial(judge_subject, rule.id, dict(parameters), on if rule.takes_on else None)
    found: list[Finding] = []
    counts: list[tuple[str, str, int]] = []
    for outcome in engine.map_subjects(rows, function).to_pylist():
        said = json.loads(outcome["payload"])
        found.extend(_episodes(rule, outcome[SUBJECT], said["episodes"]))
        counts.extend((outcome[SUBJECT], reason, number) for reason, number in said["units"].items())
    return found, counts


def _episodes(rule: Rule, subject: str, episodes: list[dict[str, object]]) -> Iterator[Finding]:
    for said in episodes:
        evidence = said.pop("evidence")
        yield build(
            rule,
            subject=subject,
            evidence=[EvidenceRow(*row) for row in evidence],  # type: ignore[attr-defined]
            from_at=_moment(said.pop("from_at")),
            to_at=_moment(said.pop("to_at")),
            **said,  # type: ignore[arg-type]
        )


def _moment(text: object) -> dt.datetime:
    return dt.datetime.fromisoformat(str(text))


def _as_of(rule: Rule, on: dt.date) -> dict[str, dt.date]:
    return {"on": on} if rule.takes_on else {}
