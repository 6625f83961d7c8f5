"""Leads for the tests of the desk, without a run behind them."""

from __future__ import annotations

import datetime as dt
import hashlib
from itertools import count
from typing import Any

from tests.support.web_cast import CITY

from jianzhen.web.leads.models import Lead, LeadContent, LeadRule, ScreeningRun
from jianzhen.web.scope.net import whole_table

NOW = dt.datetime(2026, 3, 2, 8)
_number = count(1)


def some_run() -> ScreeningRun:
    """A run whose folder is not there."""
    return ScreeningRun.objects.get_or_create(
        run_id="r" * 32, defaults={"folder": "gone", "judged_on": NOW.date(), "leads_found": 0, "imported_at": NOW}
    )[0]


def some_lead(region: str = CITY, **fields: Any) -> Lead:
    """A lead of the ecology departments of a region, grade middle and new unless said otherwise."""
    number = next(_number)
    given = {
        "key": hashlib.sha256(str(number).encode()).hexdigest()[:32],
        "run": some_run(), "first_run": some_run(), "region": region, "remit": 1,
        "subject_kind": "organization", "subject": f"ORG{number}", "subject_name": f"示例单位{number}号",
        "title_zh": f"第{number}号事实", "title_en": f"fact number {number}", "grade": "middle", "rank": number,
        "from_at": NOW, "to_at": NOW, "imported_at": NOW, "changed_at": NOW, **fields,
    }  # fmt: skip
    with whole_table("a test makes leads"):
        lead = Lead.objects.create(**given)
        LeadContent.objects.create(lead=lead, findings=[])
        LeadRule.objects.create(lead=lead, rule="person_two_places", family="whereabouts", clause="二(二)")
    return lead


def again(lead: Lead) -> Lead:
    """The lead as it is now."""
    lead.refresh_from_db()
    return lead
