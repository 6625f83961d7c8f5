"""What a relational rule returns: findings with all their evidence, and what it could judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import ibis
from ibis.expr import types as ir

Table: TypeAlias = ir.Table
"""A table of facts as an Ibis expression: compiles to DuckDB and to Spark SQL."""

EVIDENCE_PREFIX = "evidence__"
DETAIL_PREFIX = "detail__"
CONTEXT = "context"
"""Role of a row that helps to read a finding but is not part of the contradiction."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rows of one table that prove a finding, in one role.

    ``rows`` is a column of row ids, or of arrays of row ids when a finding rests on many rows.
    """

    table: str
    rows: ir.Column
    role: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule's answer.

    ``findings`` has one row per finding (see ``findings``); ``units`` counts what was
    judged and what could not be, and why (see ``units``).
    """

    findings: Table
    units: Table


def findings(
    rows: Table,
    *,
    subject: ir.Value,
    from_at: ir.Value,
    to_at: ir.Value,
    measure: ir.Value,
    threshold: ir.Value | float,
    evidence: Sequence[Evidence],
    detail: Mapping[str, ir.Value | float | str],
    severity: ir.Value | None = None,
) -> Table:
    """Lay out one row per finding, the same for every rule.

    Args:
        rows: One row per finding; all other arguments are columns of it.
        subject: Whom the finding is about, of the rule's ``subject_kind``.
        from_at: Start of the period of the fact (timestamp).
        to_at: End of the period of the fact (timestamp).
        measure: What was measured, in the rule's ``measure_unit``.
        threshold: What it was compared with, same unit.
        evidence: Every row that proves it, none left out.
        detail: Values named in the rule's sentences; a plain number stands for the same in every row.
        severity: A weaker or stronger severity than the rule's own, where the data say so.
    """
    columns: dict[str, ir.Value] = {
        "subject": subject,
        "from_at": from_at.cast("timestamp"),
        "to_at": to_at.cast("timestamp"),
        "measure": measure.cast("float64"),
        "threshold": (threshold if isinstance(threshold, ir.Value) else ibis.literal(threshold)).cast("float64"),
        "severity": ibis.null("string") if severity is None else severity,
    }
    for number, item in enumerate(evidence):
        columns[f"{EVIDENCE_PREFIX}{number}__{item.role}__{item.table}"] = item.rows
    for name, value in detail.items():
        columns[f"{DETAIL_PREFIX}{name}"] = value if isinstance(value, ir.Value) else ibis.literal(value)
    return rows.select(**columns)


def units(rows: Table, *, subject: ir.Value, missing: Mapping[str, ir.Value]) -> Table:
    """Count per subject what could be judged and what could not.

    Args:
        rows: One row per thing the rule judges.
        subject: Whom it belongs to.
        missing: Reason ("table", "table.column" or a key of the rule's ``reasons``) to the
            condition under which a thing cannot be judged for that reason; the first that holds counts.

    Returns:
        Columns ``subject``, ``reason`` (empty text: judged) and ``n``.
    """
    branches = [(condition.fill_null(True), ibis.literal(reason)) for reason, condition in missing.items()]
    reason = ibis.cases(*branches, else_=ibis.literal("")) if branches else ibis.literal("")
    told = rows.select(subject=subject, reason=reason)
    return told.group_by("subject", "reason").aggregate(n=told.count())
