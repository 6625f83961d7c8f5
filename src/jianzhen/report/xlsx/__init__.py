"""``leads.xlsx``: the leads of a run for people who work in Excel or WPS."""

from __future__ import annotations

from jianzhen.report.xlsx.book import write_leads

__all__ = ["write_leads"]
