"""Whose business a setting of the rules is."""

from __future__ import annotations

from typing import NamedTuple

from jianzhen.web.scope.remit import remit_of


class Area(NamedTuple):
    """A region, for the departments that screening is the work of."""

    scope_region: str
    scope_remit: int = remit_of(("ecology", "market"))
    scope_assignee: int | None = None
