"""What could not be judged for the subject of a lead, why, and what data would settle it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from jianzhen.report.results import LeadRecord, Results
from jianzhen.report.view.reasons import ReasonView, reason_view
from jianzhen.rules import catalogue
from jianzhen.rules.model import Rule
from jianzhen.screen.coverage import Status
from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class UnjudgedRule:
    """One rule that lacks something; ``units`` of its things could not be judged (0: none could)."""

    title: Words
    unit: Words
    units: int


@dataclass(frozen=True, slots=True)
class UnjudgedView:
    """One reason and the rules it stops."""

    reason: ReasonView
    rules: tuple[UnjudgedRule, ...]


@dataclass(frozen=True, slots=True)
class CoverageView:
    """What the run can and cannot say about one subject."""

    unjudged: tuple[UnjudgedView, ...]
    silent: tuple[Words, ...]
    """Rules that judged something and found nothing."""


def coverage_view(results: Results, lead: LeadRecord) -> CoverageView:
    """Read the coverage of a lead's subject; rows about everybody count too."""
    rules = catalogue.catalogue()
    by_reason: dict[ReasonView, list[UnjudgedRule]] = defaultdict(list)
    silent: dict[Words, None] = {}
    for row in results.coverage_of(lead.subject_kind, lead.subject):
        rule = rules.get(row["rule"])
        if row["status"] == Status.CANNOT_TELL:
            by_reason[reason_view(rule, row["reason"])].append(_rule(rule, row["rule"], row["units"]))
        elif row["status"] == Status.NO_FINDING and row["units"]:
            silent[_title(rule, row["rule"])] = None
    return CoverageView(
        unjudged=tuple(UnjudgedView(reason, tuple(stopped)) for reason, stopped in by_reason.items()),
        silent=tuple(silent),
    )


def _title(rule: Rule | None, rule_id: str) -> Words:
    return rule.title if rule else Words(rule_id, rule_id)


def _rule(rule: Rule | None, rule_id: str, units: int) -> UnjudgedRule:
    return UnjudgedRule(_title(rule, rule_id), rule.unit if rule else Words("", ""), units)
