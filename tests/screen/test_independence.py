"""Families that rest on the same witness count once."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from jianzhen.rules import catalogue
from jianzhen.screen.findings import EvidenceRow, Finding, build
from jianzhen.screen.independence import independent
from jianzhen.screen.leads import Grade, group

RULES = catalogue.catalogue()
PICKED = list({rule.family: rule for rule in RULES.values() if rule.severity == "high"}.values())
ONE, OTHER = PICKED[:2]


def finding(at: int, witness: tuple[tuple[str, str], ...], role: str = "memory") -> Finding:
    rows = [EvidenceRow("sampling_events", "claim", "sampling"), *(EvidenceRow(*row, role) for row in witness)]
    when = dt.datetime(2026, 5, 1, 10)
    return build(
        PICKED[at], subject="L", from_at=when, to_at=when, measure=1.0, threshold=0.0, severity=None, detail={},
        evidence=rows,
    )  # fmt: skip


def test_one_memory_read_twice_is_one_witness() -> None:
    found = [finding(0, (("field_readings", "1"),)), finding(1, (("field_readings", "1"), ("field_readings", "2")))]
    assert independent(found) == [frozenset({ONE.family, OTHER.family})]
    assert [lead.grade for lead in group(found, RULES, on=dt.date(2026, 6, 30))] == [Grade.MIDDLE]


def test_a_memory_and_a_meter_are_two() -> None:
    found = [finding(0, (("field_readings", "1"),)), finding(1, (("plant_operations", "1"),))]
    assert len(independent(found)) == 2
    assert [lead.grade for lead in group(found, RULES, on=dt.date(2026, 6, 30))] == [Grade.HIGH]


def test_what_only_gives_context_is_no_shared_witness() -> None:
    shared = (("field_readings", "1"),)
    found = [finding(0, (("plant_operations", "1"),)), finding(0, shared, "context"), finding(1, shared)]
    assert len(independent(found)) == 2


def test_claims_against_claims_stand_alone() -> None:
    assert len(independent([finding(0, ()), finding(1, ())])) == 2


@given(st.lists(st.tuples(st.integers(0, len(PICKED) - 1), st.frozensets(st.integers(0, 6), max_size=3)), max_size=8))
def test_groups_share_no_witness_and_hold_every_family_once(drawn: list[tuple[int, frozenset[int]]]) -> None:
    found = [finding(at, tuple(("field_readings", str(row)) for row in sorted(rows))) for at, rows in drawn]
    groups = independent(found)
    assert sorted(name for names in groups for name in names) == sorted({item.family for item in found})
    seen = [{row.row_id for item in found if item.family in names for row in item.evidence
             if row.table == "field_readings"} for names in groups]  # fmt: skip
    assert all(not one & other for at, one in enumerate(seen) for other in seen[at + 1 :])
    assert groups == independent(reversed(found))
