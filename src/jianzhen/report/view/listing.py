"""The list of leads: one line each, enough to know whom to call."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from jianzhen.report.results import LeadRecord, Results
from jianzhen.report.say import period
from jianzhen.report.view.grade import family_title
from jianzhen.report.view.onsite import last_day
from jianzhen.report.view.provenance import SHORT_ID
from jianzhen.report.view.who import Party, party
from jianzhen.screen.leads import GRADE_TITLES, Grade
from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class ListLine:
    """One lead in the list."""

    lead_id: str
    short_id: str
    grade: str
    grade_title: Words
    headline: Words
    party: Party
    period: Words
    on: dt.date | None
    age_days: int | None
    """Days from the end of the fact to the day of the run."""
    last_day: dt.date | None
    """The day by which the most perishable evidence has to be secured."""
    gone: bool
    """That day lies before the day of the run."""
    families: tuple[Words, ...]
    rules: tuple[str, ...]
    findings: int
    rows: int
    """Evidence rows, each counted once."""


def listing(results: Results) -> list[ListLine]:
    """All leads in reading order."""
    day = dt.date.fromisoformat(results.run["on"])
    return [_line(results, lead, day) for lead in results.leads]


def _line(results: Results, lead: LeadRecord, day: dt.date) -> ListLine:
    moment = lead.to_at or lead.from_at
    started = lead.from_at or lead.to_at
    last = last_day(results, lead)
    return ListLine(
        lead_id=lead.lead_id,
        short_id=lead.lead_id[:SHORT_ID],
        grade=lead.grade,
        grade_title=GRADE_TITLES[Grade(lead.grade)],
        headline=Words(lead.title_zh, lead.title_en),
        party=party(results, lead.subject_kind, lead.subject),
        period=period(lead.from_at, lead.to_at),
        on=started.date() if started else None,
        age_days=(day - moment.date()).days if moment else None,
        last_day=last,
        gone=last is not None and last < day,
        families=tuple(family_title(name) for name in lead.families),
        rules=tuple(dict.fromkeys(item.rule for item in lead.findings)),
        findings=len(lead.findings),
        rows=len({(row.table, row.row_id) for item in lead.findings for row in item.evidence}),
    )
