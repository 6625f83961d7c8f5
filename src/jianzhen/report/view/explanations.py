"""What else could explain a lead, and what would prove it."""

from __future__ import annotations

from collections.abc import Mapping
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
    """Every rule that names it is silent where the data show it."""
    missing: tuple[Words, ...]
    """Tables that would show it and were not handed in: what is heeded was then not checked."""

    @property
    def checked(self) -> bool:
        """Whether the data at hand were able to show it, and do not."""
        return self.heeded and not self.missing


@dataclass(frozen=True, slots=True)
class ExplanationsView:
    """All of them, and the tables that would have sharpened the rules' own look at them."""

    items: tuple[ExplanationView, ...]
    absent: tuple[Words, ...]


def explanations_view(results: Results, lead: LeadRecord) -> ExplanationsView:
    """Those the data cannot speak to come first: they are what has to be asked on site."""
    rules = rules_of(results, lead)
    held = results.run["data"]["tables"]
    named: dict[Words, list[tuple[Rule, Innocent]]] = {}
    for rule in rules:
        for item in rule.innocent:
            named.setdefault(item.explanation, []).append((rule, item))
    items = [_explanation(members, held) for members in named.values()]
    return ExplanationsView(
        items=tuple(sorted(items, key=lambda item: (item.heeded, item.checked))),
        absent=_absent({name for rule in rules for name in rule.uses}, held),
    )


def _explanation(members: list[tuple[Rule, Innocent]], held: Mapping[str, int]) -> ExplanationView:
    """One explanation that one or several rules name; heeded by one of them alone is not heeded by the lead."""
    heeded = all(item.heeded for _, item in members)
    _, shown = next((member for member in members if not member[1].heeded), members[0])
    looked_at = {name for rule, item in members for name in item.needs or rule.uses}
    return ExplanationView(shown.explanation, shown.proof, heeded, _absent(looked_at, held) if heeded else ())


def _absent(names: set[str], held: Mapping[str, int]) -> tuple[Words, ...]:
    """Those tables without a row, in the order of the contract."""
    absent = {name for name in names if not held.get(name)}
    return tuple(Words(table.zh, table.en) for table in TABLES.values() if table.name in absent)


def rules_of(results: Results, lead: LeadRecord) -> list[Rule]:
    """The rules that found a lead, the weightiest first."""
    return [results.rule(rule_id) for rule_id in dict.fromkeys(item.rule for item in lead.findings)]
