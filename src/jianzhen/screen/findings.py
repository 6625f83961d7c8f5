"""Findings: what a rule found, with all its evidence rows and an id that is a digest of it all."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pyarrow as pa

from jianzhen.rules.model import Rule
from jianzhen.rules.verdict import DETAIL_PREFIX, EVIDENCE_PREFIX
from jianzhen.seal.digest import digest_of

SIGNIFICANT_DIGITS = 9
"""Engines may differ in the last bits of a float; no fact of ours has more digits than this."""

FINDINGS_SCHEMA = pa.schema(
    [
        ("finding_id", pa.string()),
        ("rule", pa.string()),
        ("rule_version", pa.int32()),
        ("subject_kind", pa.string()),
        ("subject", pa.string()),
        ("from_at", pa.timestamp("us")),
        ("to_at", pa.timestamp("us")),
        ("measure", pa.float64()),
        ("threshold", pa.float64()),
        ("severity", pa.string()),
        ("family", pa.string()),
        ("act", pa.string()),
        ("detail", pa.string()),
    ]
)
EVIDENCE_SCHEMA = pa.schema(
    [("finding_id", pa.string()), ("table", pa.string()), ("row_id", pa.string()), ("role", pa.string())]
)


class EvidenceRow(NamedTuple):
    """One row that proves a finding, by reference."""

    table: str
    row_id: str
    role: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One inconsistency that a rule found, about one subject."""

    finding_id: str
    rule: str
    rule_version: int
    subject_kind: str
    subject: str
    from_at: dt.datetime | None
    to_at: dt.datetime | None
    measure: float | None
    threshold: float | None
    severity: str
    family: str
    act: str
    detail: Mapping[str, Any]
    evidence: tuple[EvidenceRow, ...]


def build(
    rule: Rule,
    *,
    subject: str,
    from_at: dt.datetime | None,
    to_at: dt.datetime | None,
    measure: float | None,
    threshold: float | None,
    severity: str | None,
    detail: Mapping[str, Any],
    evidence: Iterable[EvidenceRow],
) -> Finding:
    """Make a finding; everything it says goes into its id."""
    found = Finding(
        finding_id="",
        rule=rule.id,
        rule_version=rule.version,
        subject_kind=rule.subject_kind,
        subject=subject,
        from_at=from_at,
        to_at=to_at,
        measure=plain(measure),
        threshold=plain(threshold),
        severity=severity or rule.severity.value,
        family=rule.family,
        act=rule.act,
        detail={name: plain(value) for name, value in sorted(detail.items())},
        evidence=tuple(sorted(set(evidence))),
    )
    return replace(found, finding_id=digest_of(said(found)))


def said(finding: Finding) -> dict[str, Any]:
    """Everything a finding says, as plain data; its id is the digest of this."""
    return {
        "rule": finding.rule,
        "rule_version": finding.rule_version,
        "subject_kind": finding.subject_kind,
        "subject": finding.subject,
        "from_at": plain(finding.from_at),
        "to_at": plain(finding.to_at),
        "measure": finding.measure,
        "threshold": finding.threshold,
        "severity": finding.severity,
        "detail": dict(finding.detail),
        "evidence": [list(row) for row in finding.evidence],
    }


def plain(value: Any) -> Any:
    """A value as JSON holds it, the same from either engine."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return float(f"{value:.{SIGNIFICANT_DIGITS}g}") if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def from_rows(rule: Rule, rows: pa.Table) -> Iterator[Finding]:
    """Read the findings of a relational rule from its computed table."""
    references = {name: name.split("__", 3)[2:] for name in rows.column_names if name.startswith(EVIDENCE_PREFIX)}
    details = {name: name.removeprefix(DETAIL_PREFIX) for name in rows.column_names if name.startswith(DETAIL_PREFIX)}
    for row in rows.to_pylist():
        yield build(
            rule,
            subject=row["subject"] or "",
            from_at=row["from_at"],
            to_at=row["to_at"],
            measure=row["measure"],
            threshold=row["threshold"],
            severity=row["severity"],
            detail={short: _ordered(row[name]) for name, short in details.items()},
            evidence=[
                EvidenceRow(table, row_id, role)
                for name, (role, table) in references.items()
                for row_id in _listed(row[name])
            ],
        )


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [item for item in value if item is not None] if isinstance(value, list) else [value]


def _ordered(value: Any) -> Any:
    """A list in a detail is a sorted set: collected values come in no promised order.

    Nothing collected is null on one engine and an empty list on the other.
    """
    return (sorted({item for item in value if item is not None}) or None) if isinstance(value, list) else value


def findings_table(found: Iterable[Finding]) -> pa.Table:
    """Findings as the table ``findings``."""
    rows = [
        {
            **{name: getattr(item, name) for name in FINDINGS_SCHEMA.names if name != "detail"},
            "detail": json.dumps(item.detail, ensure_ascii=False, sort_keys=True),
        }
        for item in found
    ]
    return pa.Table.from_pylist(rows, FINDINGS_SCHEMA)


def evidence_table(found: Iterable[Finding]) -> pa.Table:
    """All evidence rows as the table ``evidence``."""
    rows = [{"finding_id": item.finding_id, **row._asdict()} for item in found for row in item.evidence]
    return pa.Table.from_pylist(rows, EVIDENCE_SCHEMA)
