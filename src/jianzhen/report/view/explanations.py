"""What else could explain a lead, and what would prove it."""

from __future__ import annotations

from dataclasses import dataclass

from jianzhen.contract import TABLES
from jianzhen.report.results import LeadRecord, Results
from jianzhen.rules.model import Innocent, Rule
from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class ExplanationView:
    """One innocent explanation."""

    explanation: Words
    proof: Words
    heeded: bool
    """The rule is silent where the data show it, so the data at hand do not."""


@dataclass(frozen=True, slots=True)
class ExplanationsView:
    """All of them, and the tables that would have sharpened the rules' own look at them."""

    items: tuple[ExplanationView, ...]
    absent: tuple[Words, ...]


def explanations_view(results: Results, lead: LeadRecord) -> ExplanationsView:
    """Those the data cannot speak to come first: they are what has to be asked on site."""
    rules = rules_of(results, lead)
    found: dict[Words, Innocent] = {}
    for rule in rules:
        for item in rule.innocent:
            known = found.get(item.explanation)
            # Heeded by one rule alone is not heeded by the lead.
            found[item.explanation] = item if known is None or known.heeded else known
    items = [ExplanationView(item.explanation, item.proof, item.heeded) for item in found.values()]
    held = results.run["data"]["tables"]
    absent = {name for rule in rules for name in rule.uses if not held.get(name)}
    return ExplanationsView(
        items=tuple(sorted(items, key=lambda item: item.heeded)),
        absent=tuple(Words(table.zh, table.en) for table in TABLES.values() if table.name in absent),
    )


def rules_of(results: Results, lead: LeadRecord) -> list[Rule]:
    """The rules that found a lead, the weightiest first."""
    return [results.rule(rule_id) for rule_id in dict.fromkeys(item.rule for item in lead.findings)]
