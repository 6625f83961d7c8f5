"""Leads: findings about the same fact, graded by how many independent families agree."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

import pyarrow as pa

from jianzhen.rules.model import Rule, Severity
from jianzhen.rules.sentences import headline
from jianzhen.rules.verdict import CONTEXT
from jianzhen.screen.findings import Finding
from jianzhen.screen.independence import independent
from jianzhen.screen.suppression import NONE
from jianzhen.seal.digest import digest_of
from jianzhen.words import Words


class Grade(StrEnum):
    """What a lead deserves; a name, never a score."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"
    SUPPRESSED = "suppressed"
    """Every finding is suppressed by a decision; kept and shown, last of all."""


GRADE_TITLES: Mapping[str, Words] = {
    Grade.HIGH: Words("高", "high"),
    Grade.MIDDLE: Words("中", "middle"),
    Grade.LOW: Words("低", "low"),
    Grade.SUPPRESSED: Words("抑制", "suppressed"),
}
_GRADE_ORDER = tuple(Grade)
_SEVERITY_ORDER = (Severity.HIGH, Severity.MIDDLE, Severity.LOW)
HIGH_FAMILIES = 2
"""Independent families that must agree, one of them of high severity, for the grade high."""

_GONE = 4_000_000
RANKS = 10_000_000
"""Above every number that ``rank`` gives within a grade."""

LEADS_SCHEMA = pa.schema(
    [
        ("lead_id", pa.string()),
        ("subject_kind", pa.string()),
        ("subject", pa.string()),
        ("from_at", pa.timestamp("us")),
        ("to_at", pa.timestamp("us")),
        ("grade", pa.string()),
        ("families", pa.list_(pa.string())),
        ("finding_ids", pa.list_(pa.string())),
        ("title_zh", pa.string()),
        ("title_en", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Lead:
    """Findings about one fact of one subject, the weightiest first."""

    lead_id: str
    subject_kind: str
    subject: str
    from_at: dt.datetime | None
    to_at: dt.datetime | None
    grade: Grade
    families: tuple[str, ...]
    findings: tuple[Finding, ...]
    title: Words
    perishable_days: int


def group(
    found: Iterable[Finding], rules: Mapping[str, Rule], effective: Mapping[str, str] | None = None, *, on: dt.date
) -> list[Lead]:
    """Group findings that share evidence rows or a matter into leads, ranked for reading.

    Args:
        found: The findings.
        rules: Their rules, by id.
        effective: Severity by finding id where a suppression changed it; ``none`` counts for nothing.
        on: The day of the run.
    """
    leads = [_lead(members, rules, effective or {}) for members in _components(list(found))]
    return sorted(
        leads, key=lambda lead: (rank(lead.grade, lead.to_at or lead.from_at, lead.perishable_days, on), lead.lead_id)
    )


def leads_table(leads: Iterable[Lead]) -> pa.Table:
    """Leads as the table ``leads``, in reading order."""
    rows = [
        {
            **{name: getattr(lead, name) for name in ("lead_id", "subject_kind", "subject", "from_at", "to_at")},
            "grade": lead.grade.value,
            "families": list(lead.families),
            "finding_ids": [item.finding_id for item in lead.findings],
            "title_zh": lead.title.zh,
            "title_en": lead.title.en,
        }
        for lead in leads
    ]
    return pa.Table.from_pylist(rows, LEADS_SCHEMA)


def _components(found: list[Finding]) -> list[list[Finding]]:
    """Findings of one subject are about the same fact when they share a row that is more than context, or a matter."""
    parent = list(range(len(found)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    owner: dict[tuple[str, ...], int] = {}
    for number, finding in enumerate(found):
        rows = ((row.table, row.row_id) for row in finding.evidence if row.role != CONTEXT)
        for fact in chain(rows, matters(finding)):
            place = (finding.subject_kind, finding.subject, *fact)
            parent[root(number)] = root(owner.setdefault(place, number))
    members: dict[int, list[Finding]] = defaultdict(list)
    for number, finding in enumerate(found):
        members[root(number)].append(finding)
    return list(members.values())


def matters(finding: Finding) -> Iterator[tuple[str, ...]]:
    """What a finding is about beyond its rows: a sampling record, a file of data, a person's day.

    Rules name them in the details ``event_id``, ``data_file`` and ``people``. None is wider than a day's work, so that
    a laboratory never becomes one lead.
    """
    for name in ("event_id", "data_file"):
        if value := finding.detail.get(name):
            yield name, str(value)
    day = finding.from_at.date().isoformat() if finding.from_at else ""
    for person in finding.detail.get("people") or ():
        yield "person", str(person), day


def _lead(members: list[Finding], rules: Mapping[str, Rule], effective: Mapping[str, str]) -> Lead:
    ordered = sorted(members, key=lambda item: (_SEVERITY_ORDER.index(Severity(item.severity)), _start(item)))
    first = ordered[0]
    families = tuple(sorted({item.family for item in ordered}))
    starts = [item.from_at for item in ordered if item.from_at]
    ends = [item.to_at for item in ordered if item.to_at]
    return Lead(
        lead_id=digest_of(sorted(item.finding_id for item in ordered)),
        subject_kind=first.subject_kind,
        subject=first.subject,
        from_at=min(starts, default=None),
        to_at=max(ends, default=None),
        grade=_grade(ordered, effective),
        families=families,
        findings=tuple(ordered),
        title=headline(rules[first.rule], first.detail),
        perishable_days=min(rules[item.rule].perishable_days for item in ordered),
    )


def _grade(members: list[Finding], effective: Mapping[str, str]) -> Grade:
    weighing = [(effective.get(item.finding_id, item.severity), item) for item in members]
    counted = [(severity, item) for severity, item in weighing if severity != NONE]
    if not counted:
        return Grade.SUPPRESSED
    severities = {severity for severity, _ in counted}
    agree = len(independent(item for _, item in counted)) >= HIGH_FAMILIES
    if Severity.HIGH in severities:
        return Grade.HIGH if agree else Grade.MIDDLE
    if Severity.MIDDLE in severities:
        return Grade.MIDDLE if agree else Grade.LOW
    return Grade.LOW


def _start(finding: Finding) -> tuple[str, str]:
    return (finding.from_at.isoformat() if finding.from_at else "", finding.finding_id)


def rank(grade: Grade, moment: dt.datetime | None, perishable_days: int, on: dt.date) -> tuple[int, int]:
    """What is read first: by grade; what can still be secured by the day it will be gone; the rest newest first.

    Args:
        grade: The lead's grade.
        moment: The end of its fact; leads without one come last of their grade.
        perishable_days: Days after the fact at which the best evidence on site is usually gone.
        on: The day of the run.

    Returns:
        Two whole numbers that sort; the second is below ``RANKS``.
    """
    if moment is None:
        return _GRADE_ORDER.index(grade), RANKS - 1
    happened = moment.toordinal()
    left = happened + perishable_days - on.toordinal()
    later = left if left >= 0 else _GONE + dt.date.max.toordinal() - happened
    return _GRADE_ORDER.index(grade), min(later, RANKS - 2)
