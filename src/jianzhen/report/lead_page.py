"""One lead as a page of its own, and its pictures as files, for the evidence package."""

from __future__ import annotations

from jianzhen.report.html import page_of_lead
from jianzhen.report.picture import pictures
from jianzhen.report.picture.file import svg_file
from jianzhen.report.results import LeadRecord, Results

LANGUAGES = ("zh", "en")


def render_lead(results: Results, lead_id: str) -> str:
    """The lead as one self-contained HTML page.

    Raises:
        jianzhen.report.results.UnknownLeadError: The run has no such lead.
    """
    return page_of_lead(results, results.lead(lead_id))


def lead_pictures(results: Results, lead: LeadRecord) -> dict[str, bytes]:
    """The pictures of a lead as SVG files, by name: each in both languages."""
    return {
        f"{picture.name}.{language}": svg_file(picture, language)
        for picture in pictures(results, lead)
        for language in LANGUAGES
    }
