"""What to look for on site, the perishable first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import zip_longest

from jianzhen.report.results import LeadRecord, Results
from jianzhen.report.view.explanations import rules_of
from jianzhen.words import Words

MOST = 6
"""Items that a person can hold in the head."""


@dataclass(frozen=True, slots=True)
class OnsiteView:
    """A short list, and until when the best of it usually lasts."""

    items: tuple[Words, ...]
    days: int
    gone_on: dt.date | None
    """The day by which the most perishable evidence is usually overwritten; None when the fact has no date."""
    gone: bool
    """That day lies before the day of the run."""


def onsite_view(results: Results, lead: LeadRecord) -> OnsiteView:
    """Take the lists of the lead's rules by turns, the one with the most perishable evidence first."""
    rules = sorted(rules_of(results, lead), key=lambda rule: rule.perishable_days)
    turns = zip_longest(*(rule.onsite for rule in rules))
    items = dict.fromkeys(item for turn in turns for item in turn if item)
    last = last_day(results, lead)
    return OnsiteView(
        items=tuple(items)[:MOST],
        days=rules[0].perishable_days,
        gone_on=last,
        gone=last is not None and last < dt.date.fromisoformat(results.run["on"]),
    )


def last_day(results: Results, lead: LeadRecord) -> dt.date | None:
    """The day by which the most perishable evidence has to be secured; None when the fact has no date."""
    moment = lead.to_at or lead.from_at
    days = min(rule.perishable_days for rule in rules_of(results, lead))
    return _after(moment.date(), days) if moment else None


def _after(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))
