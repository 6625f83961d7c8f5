"""What a lead says, part by part, in both languages and free of any layout."""

from __future__ import annotations

from jianzhen.report.view.lead import LeadView, lead_view

__all__ = ["LeadView", "lead_view"]
