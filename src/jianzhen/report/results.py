"""A run's folder, read back: what the report, the evidence package and the desk show."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from jianzhen.report.rowstore import Row, RowStore
from jianzhen.rules import catalogue
from jianzhen.rules.model import Rule
from jianzhen.screen.findings import EvidenceRow, Finding
from jianzhen.screen.record import read_record
from jianzhen.screen.store import ROWS, RUN, SOURCES, SQL

FAULTS = "faults.parquet"
__all__ = ["LeadRecord", "Results", "Row", "UnknownLeadError"]


class UnknownLeadError(KeyError):
    """The run has no such lead; the message says which there are."""


@dataclass(frozen=True, slots=True)
class LeadRecord:
    """One row of ``leads`` with its findings, the weightiest first."""

    lead_id: str
    subject_kind: str
    subject: str
    from_at: dt.datetime | None
    to_at: dt.datetime | None
    grade: str
    families: tuple[str, ...]
    title_zh: str
    title_en: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Results:
    """Everything in a run's folder, read when asked for."""

    folder: Path

    @cached_property
    def run(self) -> dict[str, Any]:
        """The run record.

        Raises:
            jianzhen.screen.record.RecordError: The folder holds no run.
        """
        return read_record(self.folder / RUN)

    @cached_property
    def suppressed(self) -> dict[str, dict[str, Any]]:
        """The decision that acts on a finding, by finding id; none in runs of earlier versions."""
        path = self.folder / "suppressed.parquet"
        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist() if path.exists() else []
        return {row["finding_id"]: row for row in rows}

    def source(self, rule_id: str) -> bytes:
        """The source of a rule as it was when the run was made.

        Raises:
            OSError: The run did not keep it.
        """
        return (self.folder / SOURCES / f"{rule_id}.py").read_bytes()

    @cached_property
    def sql(self) -> dict[str, dict[str, str]]:
        """Query texts by rule."""
        texts: dict[str, dict[str, str]] = json.loads((self.folder / SQL).read_text(encoding="utf-8"))
        return texts

    @cached_property
    def coverage(self) -> list[dict[str, Any]]:
        """The rows of ``coverage``."""
        return self._rows_of("coverage")

    def coverage_of(self, kind: str, subject: str) -> list[dict[str, Any]]:
        """The rows of ``coverage`` about one subject, and those about everybody of its kind."""
        return [*self._coverage_by_subject[kind, subject], *self._coverage_by_subject[kind, ""]]

    @cached_property
    def _coverage_by_subject(self) -> defaultdict[tuple[str, str], list[dict[str, Any]]]:
        found: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for row in self.coverage:
            found[row["subject_kind"], row["subject"]].append(row)
        return found

    def faults(self, most: int) -> list[dict[str, Any]]:
        """The first faults of the input, with the fields of ``jianzhen.intake.faultlog.SCHEMA``."""
        path = self.folder / FAULTS
        return pq.read_table(path).slice(0, most).to_pylist() if path.exists() else []

    @cached_property
    def store(self) -> RowStore:
        """Every row that the findings refer to, and those that name the subjects."""
        return RowStore(self.folder / ROWS)

    @cached_property
    def leads(self) -> list[LeadRecord]:
        """All leads in reading order."""
        findings = self._findings()
        return [
            LeadRecord(
                **{name: row[name] for name in ("lead_id", "subject_kind", "subject", "from_at", "to_at", "grade")},
                families=tuple(row["families"]),
                title_zh=row["title_zh"],
                title_en=row["title_en"],
                findings=tuple(findings[finding_id] for finding_id in row["finding_ids"]),
            )
            for row in self._rows_of("leads")
        ]

    def lead(self, lead_id: str) -> LeadRecord:
        """The lead of an id, or of the first digits of one.

        Raises:
            UnknownLeadError: None or several begin so.
        """
        found = [lead for lead in self.leads if lead.lead_id.startswith(lead_id)] if lead_id else []
        if len(found) == 1:
            return found[0]
        known = ", ".join(lead.lead_id for lead in (found or self.leads)[:5])
        raise UnknownLeadError(
            f"{lead_id!r}: expected the id of one lead 应为一条线索的编号; the run has {len(self.leads)}: {known}"
        )

    def rows(self, references: Sequence[EvidenceRow]) -> dict[str, list[Row]]:
        """The rows that references point to, by table, each once, in the order of the source."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for reference in references:
            wanted[reference.table].add(reference.row_id)
        return {table: self.store.take(table, ids) for table, ids in sorted(wanted.items())}

    def rule(self, rule_id: str) -> Rule:
        """The rule of a finding.

        Raises:
            KeyError: The catalogue no longer has it.
        """
        return catalogue.find(rule_id)

    def _rows_of(self, name: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = pq.read_table(self.folder / f"{name}.parquet").to_pylist()
        return rows

    def _findings(self) -> dict[str, Finding]:
        evidence: dict[str, list[EvidenceRow]] = defaultdict(list)
        for row in self._rows_of("evidence"):
            evidence[row["finding_id"]].append(EvidenceRow(row["table"], row["row_id"], row["role"]))
        return {
            row["finding_id"]: Finding(
                **{**row, "detail": json.loads(row["detail"])}, evidence=tuple(sorted(evidence[row["finding_id"]]))
            )
            for row in self._rows_of("findings")
        }
