"""Tables of the desk of leads."""

from __future__ import annotations

from jianzhen.web.leads.models.lead import Lead, LeadContent, LeadRule
from jianzhen.web.leads.models.question import Question
from jianzhen.web.leads.models.run import RunChange, ScreeningRun
from jianzhen.web.leads.models.step import LeadStep
from jianzhen.web.leads.models.tally import LeadTally

__all__ = ["Lead", "LeadContent", "LeadRule", "LeadStep", "LeadTally", "Question", "RunChange", "ScreeningRun"]
