"""A lead as it is read: ten parts, always in this order."""

from __future__ import annotations

from dataclasses import dataclass

from jianzhen.report.picture import Picture, pictures
from jianzhen.report.results import LeadRecord, Results
from jianzhen.report.say import period
from jianzhen.report.view.evidence import EvidenceTable, evidence_view
from jianzhen.report.view.explanations import ExplanationsView, explanations_view
from jianzhen.report.view.grade import GradeView, grade_view
from jianzhen.report.view.law import LawView, law_view
from jianzhen.report.view.numbers import NumbersView, numbers_view
from jianzhen.report.view.onsite import OnsiteView, onsite_view
from jianzhen.report.view.provenance import SHORT_ID, ProvenanceView, provenance_view
from jianzhen.report.view.unjudged import CoverageView, coverage_view
from jianzhen.report.view.who import Party, party
from jianzhen.words import Words


@dataclass(frozen=True, slots=True)
class LeadView:
    """The ten parts."""

    lead_id: str
    headline: Words
    party: Party
    period: Words
    grade: GradeView
    pictures: tuple[Picture, ...]
    numbers: tuple[NumbersView, ...]
    evidence: tuple[EvidenceTable, ...]
    law: tuple[LawView, ...]
    explanations: ExplanationsView
    onsite: OnsiteView
    coverage: CoverageView
    provenance: ProvenanceView

    @property
    def short_id(self) -> str:
        """Enough of the id for a person."""
        return self.lead_id[:SHORT_ID]


def lead_view(results: Results, lead: LeadRecord) -> LeadView:
    """Gather all that is shown of a lead."""
    who = party(results, lead.subject_kind, lead.subject)
    evidence = evidence_view(results, lead)
    files = {line.place.file for table in evidence for line in table.lines}
    return LeadView(
        lead_id=lead.lead_id,
        headline=Words(lead.title_zh, lead.title_en),
        party=who,
        period=period(lead.from_at, lead.to_at),
        grade=grade_view(results, lead),
        pictures=pictures(results, lead),
        numbers=numbers_view(results, lead, who.region),
        evidence=evidence,
        law=law_view(results, lead),
        explanations=explanations_view(results, lead),
        onsite=onsite_view(results, lead),
        coverage=coverage_view(results, lead),
        provenance=provenance_view(results, lead, files, who.region),
    )
