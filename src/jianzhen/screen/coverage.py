"""Coverage: for every rule and subject, what was judged, what was found, and what nobody can tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

import pyarrow as pa

from jianzhen.rules.model import Rule


class Status(StrEnum):
    """The three answers of a rule."""

    FINDING = "finding"
    NO_FINDING = "no_finding"
    CANNOT_TELL = "cannot_tell"


class CoverageRow(NamedTuple):
    """One answer of one rule about one subject.

    A subject has one row for what was judged and one for each reason why some of its
    things could not be; ``units`` says how many. An empty subject stands for everybody.
    """

    rule: str
    subject_kind: str
    subject: str
    status: str
    reason: str
    units: int


COVERAGE_SCHEMA = pa.schema(
    [
        ("rule", pa.string()),
        ("subject_kind", pa.string()),
        ("subject", pa.string()),
        ("status", pa.string()),
        ("reason", pa.string()),
        ("units", pa.int64()),
    ]
)


def tables_missing(rule: Rule, missing: Iterable[str], subjects: Iterable[str]) -> list[CoverageRow]:
    """The rule lacks whole tables: it cannot tell about anybody."""
    reason = ";".join(sorted(missing))
    everybody = sorted(subjects) or [""]
    return [CoverageRow(rule.id, rule.subject_kind, subject, Status.CANNOT_TELL, reason, 0) for subject in everybody]


FAILED = "error"
"""Reason of a rule that broke."""


def failed(rule: Rule, error: Exception) -> CoverageRow:
    """The rule itself broke: it cannot tell about anybody, and the run says so."""
    reason = f"{FAILED}: {type(error).__name__}"
    return CoverageRow(rule.id, rule.subject_kind, "", Status.CANNOT_TELL, reason, 0)


def judged(rule: Rule, counts: Iterable[tuple[str, str, int]], found: Mapping[str, int]) -> list[CoverageRow]:
    """Turn counted units into answers.

    Args:
        rule: The rule that judged.
        counts: (subject, reason, n); an empty reason means judged.
        found: Number of findings by subject.
    """
    by_subject: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for subject, reason, number in counts:
        by_subject[subject][reason] += number
    for subject in found:
        by_subject[subject][""] += 0
    rows = []
    for subject in sorted(by_subject):
        for reason, number in sorted(by_subject[subject].items()):
            status = Status.CANNOT_TELL if reason else (Status.FINDING if subject in found else Status.NO_FINDING)
            rows.append(CoverageRow(rule.id, rule.subject_kind, subject, status, reason, number))
    return rows


def coverage_table(rows: Iterable[CoverageRow]) -> pa.Table:
    """Answers as the table ``coverage``."""
    return pa.Table.from_pylist([row._asdict() for row in sorted(rows)], COVERAGE_SCHEMA)
