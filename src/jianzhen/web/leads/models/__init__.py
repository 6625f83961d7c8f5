"""Tables of the desk of leads."""

from __future__ import annotations

from jianzhen.web.leads.models.lead import Lead, LeadContent, LeadRule
from jianzhen.web.leads.models.run import ScreeningRun
from jianzhen.web.leads.models.step import LeadStep

__all__ = ["Lead", "LeadContent", "LeadRule", "LeadStep", "ScreeningRun"]
