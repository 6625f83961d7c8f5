"""Why a rule cannot tell, in words, and what data would settle it."""

from __future__ import annotations

from dataclasses import dataclass

from jianzhen.contract import TABLES
from jianzhen.report.say import joined
from jianzhen.rules.model import Rule
from jianzhen.screen.coverage import FAILED
from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One reason."""

    words: Words
    remedy: Words | None
    """What to hand in; None when the reason itself says it."""


def reason_view(rule: Rule | None, reason: str) -> ReasonView:
    """Read the reason of a coverage row: tables, ``table.column``, or a key of the rule's own reasons."""
    own = rule.reasons.get(reason) if rule else None
    if own:
        return ReasonView(own, None)
    if reason.startswith(FAILED):
        return ReasonView(_broken(reason), Words("把 errors.log 报告给维护者", "report errors.log to the maintainers"))
    parts = [_part(name) for name in reason.split(";")]
    if None in parts:
        return ReasonView(Words(reason, reason), None)
    known = joined([part for part in parts if part])
    if "." in reason:
        return ReasonView(
            Words(f"没有填写{known.zh}", f"not filled in: {known.en}"),
            Words(f"补填{known.zh}", f"fill in {known.en}"),
        )
    return ReasonView(
        Words(f"没有{known.zh}的数据", f"no data of {known.en}"), Words(f"补交{known.zh}", f"hand in {known.en}")
    )


def _broken(reason: str) -> Words:
    what = reason.removeprefix(FAILED).strip(": ")
    return Words(f"规则本身出错，没有判断（{what}）", f"the rule itself broke and judged nothing ({what})")


def _part(name: str) -> Words | None:
    table, _, column = name.partition(".")
    facts = TABLES.get(table)
    if facts is None:
        return None
    if not column:
        return Words(f"“{facts.zh}”", f"“{facts.en}”")
    for own in facts.columns:
        if own.name == column:
            return Words(f"“{facts.zh}”的“{own.zh}”", f"“{own.en}” of “{facts.en}”")
    return None
