"""The settings in force, as the plain data that ``jianzhen.screen.settings`` reads from a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from jianzhen.rules import catalogue
from jianzhen.web.scope.net import whole_table
from jianzhen.web.screening.models import RuleSetting, SuppressionDecision
from jianzhen.web.screening.models.setting import GENERAL, REGION


def in_force() -> list[RuleSetting]:
    """The latest version of every rule in every scope; those of rules that the catalogue has dropped are history."""
    latest: dict[tuple[str, str, str], RuleSetting] = {}
    for one in RuleSetting.objects.filter(rule__in=list(catalogue.catalogue())).order_by("version"):
        latest[one.rule, one.scope, one.key] = one
    return [one for one in latest.values() if one.values]


def plain_settings(today: dt.date, *, proposed: RuleSetting | None = None) -> dict[str, Any]:
    """All thresholds and decisions in force.

    Args:
        today: The day for which decisions that have expired are left out.
        proposed: A version that is not in force, in the place of the one that is.
    """
    chosen = {(one.rule, one.scope, one.key): one for one in (*in_force(), *([proposed] if proposed else []))}
    data = _tables(one for one in chosen.values() if one.values)
    decided = [_plain(one) for one in _decisions() if one.expires_on >= today]
    return {**data, **({"suppressions": decided} if decided else {})}


def _tables(settings: Iterable[RuleSetting]) -> dict[str, Any]:
    data: dict[str, Any] = {"rules": {}, "regions": {}, "subjects": {}}
    for one in settings:
        if one.scope == GENERAL:
            data["rules"][one.rule] = one.values
        else:
            table = data["regions" if one.scope == REGION else "subjects"]
            table.setdefault(one.key, {}).setdefault("rules", {})[one.rule] = one.values
    return data


def _decisions() -> list[SuppressionDecision]:
    with whole_table("a run weighs findings of every region"):
        return list(SuppressionDecision.objects.filter(lifted_at=None, rule__in=list(catalogue.catalogue()))
                    .select_related("by").order_by("pk"))  # fmt: skip


def _plain(one: SuppressionDecision) -> dict[str, Any]:
    return {
        "id": f"S-{one.pk}",
        "rule": one.rule,
        "subject": one.subject,
        "severity": one.severity,
        "reason": one.reason,
        "author": str(one.by),
        "expires_on": one.expires_on.isoformat(),
    }
