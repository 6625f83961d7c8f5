"""Coverage of a run: every rule against its three answers, with what is missing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from jianzhen.report.results import Results
from jianzhen.report.view.reasons import ReasonView, reason_view
from jianzhen.rules import catalogue
from jianzhen.rules.model import Rule
from jianzhen.screen.coverage import Status
from jianzhen.words import Words


@dataclass(slots=True)
class ReasonCount:
    """How many things of how many subjects one reason keeps from being judged."""

    reason: ReasonView
    subjects: int = 0
    units: int = 0


@dataclass(slots=True)
class MatrixRow:
    """One rule."""

    id: str
    title: Words
    unit: Words
    found: int = 0
    """Subjects with a finding."""
    clear: int = 0
    """Subjects judged without a finding."""
    untold: int = 0
    """Subjects of whom something could not be told; those of one answer may be counted in another too."""
    judged_units: int = 0
    untold_units: int = 0
    reasons: list[ReasonCount] = field(default_factory=list)

    @property
    def share(self) -> float | None:
        """Per cent of the things that could be judged; None when nothing was counted."""
        every = self.judged_units + self.untold_units
        return 100 * self.judged_units / every if every else None

    @property
    def idle(self) -> bool:
        """Whether the rule could judge nothing at all."""
        return not (self.found or self.clear)


def matrix(results: Results) -> list[MatrixRow]:
    """Every rule that ran, in the order of the run; those that could judge something first."""
    by_rule: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in results.coverage:
        by_rule[row["rule"]].append(row)
    rules = catalogue.catalogue()
    rows = [_row(entry["id"], rules.get(entry["id"]), by_rule[entry["id"]]) for entry in results.run["rules"]]
    return sorted(rows, key=lambda row: row.idle)


def _row(rule_id: str, rule: Rule | None, answers: list[dict[str, object]]) -> MatrixRow:
    row = MatrixRow(rule_id, rule.title if rule else Words(rule_id, rule_id), rule.unit if rule else Words("", ""))
    subjects: dict[str, set[object]] = defaultdict(set)
    reasons: dict[str, ReasonCount] = {}
    for answer in answers:
        status, reason, units = str(answer["status"]), str(answer["reason"]), int(str(answer["units"]))
        subjects[status].add(answer["subject"])
        if status == Status.CANNOT_TELL:
            count = reasons.setdefault(reason, ReasonCount(reason_view(rule, reason)))
            count.subjects += 1 if answer["subject"] else 0
            count.units += units
            row.untold_units += units
        else:
            row.judged_units += units
    row.found, row.clear = len(subjects[Status.FINDING]), len(subjects[Status.NO_FINDING])
    row.untold = len(subjects[Status.CANNOT_TELL])
    row.reasons = sorted(reasons.values(), key=lambda count: -count.units)
    return row
