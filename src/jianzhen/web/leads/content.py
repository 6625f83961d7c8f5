"""What a lead rests on, as plain data and back."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from jianzhen.report.results import LeadRecord
from jianzhen.screen.findings import EvidenceRow, Finding, plain
from jianzhen.web.leads.models import Lead

_MOMENTS = ("from_at", "to_at")


def stored(record: LeadRecord) -> list[dict[str, Any]]:
    """The findings of a lead, evidence rows included."""
    return [_stored(finding) for finding in record.findings]


def _stored(finding: Finding) -> dict[str, Any]:
    fields = {**asdict(finding), "evidence": [list(row) for row in finding.evidence]}
    return {name: plain(value) if name in _MOMENTS else value for name, value in fields.items()}


def record_of(lead: Lead, families: list[str]) -> LeadRecord:
    """The lead as screening left it."""
    return LeadRecord(
        lead_id=lead.key,
        subject_kind=lead.subject_kind,
        subject=lead.subject,
        from_at=lead.from_at,
        to_at=lead.to_at,
        grade=lead.grade,
        families=tuple(sorted(families)),
        title_zh=lead.title_zh,
        title_en=lead.title_en,
        findings=tuple(_finding(fields) for fields in lead.content.findings),
    )


def _finding(fields: dict[str, Any]) -> Finding:
    moments = {name: dt.datetime.fromisoformat(fields[name]) if fields[name] else None for name in _MOMENTS}
    evidence = tuple(EvidenceRow(*row) for row in fields["evidence"])
    return Finding(**{**fields, **moments, "evidence": evidence})
