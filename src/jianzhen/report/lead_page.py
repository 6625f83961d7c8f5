"""One lead as a page of its own, for the evidence package."""

from __future__ import annotations

from jianzhen.report.results import LeadRecord, Results


def render_lead(results: Results, lead_id: str) -> str:
    """The lead as one self-contained HTML page."""
    raise NotImplementedError


def lead_pictures(results: Results, lead: LeadRecord) -> dict[str, bytes]:
    """The pictures of a lead as SVG files, by name."""
    raise NotImplementedError
