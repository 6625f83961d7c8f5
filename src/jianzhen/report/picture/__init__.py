"""Pictures of a lead as SVG: a timeline of documents, and the lines of a series."""

from __future__ import annotations

from jianzhen.report.picture.model import Picture
from jianzhen.report.picture.series import series_picture
from jianzhen.report.picture.timeline import timeline_picture
from jianzhen.report.results import LeadRecord, Results

__all__ = ["Picture", "pictures"]


def pictures(results: Results, lead: LeadRecord) -> tuple[Picture, ...]:
    """Every picture a lead's rows allow; a lead without any dated row has none."""
    drawn = (series_picture(results, lead), timeline_picture(results, lead))
    return tuple(picture for picture in drawn if picture)
