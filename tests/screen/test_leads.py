from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.rules import catalogue
from jianzhen.rules.model import Rule
from jianzhen.screen.findings import EvidenceRow, Finding, build, plain
from jianzhen.screen.leads import RANKS, Grade, Lead, leads_table, rank
from jianzhen.screen.leads import group as grouped

RULES = catalogue.catalogue()
WHEREABOUTS = RULES["person_two_places"]
OTHER = next(rule for rule in RULES.values() if rule.family != "whereabouts" and rule.severity == "high")


def group(found: list[Finding], rules: dict[str, Rule], *, on: dt.date = dt.date(2026, 6, 30)) -> list[Lead]:
    return grouped(found, rules, on=on)


def finding(rule: Rule = WHEREABOUTS, rows: tuple[str, ...] = ("a",), subject: str = "L", **more: Any) -> Finding:
    given_ = {"from_at": dt.datetime(2024, 5, 1, 10), "to_at": dt.datetime(2024, 5, 1, 11), "measure": 1.0} | more
    evidence = [EvidenceRow("sampling_events", row, more.get("role", "first")) for row in rows]
    given_.pop("role", None)
    return build(
        rule,
        subject=subject,
        threshold=0.0,
        severity=given_.pop("severity", None),
        detail={},
        evidence=evidence,
        **given_,
    )


def test_findings_that_share_a_row_are_one_lead() -> None:
    leads = group([finding(rows=("a", "b")), finding(rows=("b", "c")), finding(rows=("d",))], RULES)
    assert sorted(len(lead.findings) for lead in leads) == [1, 2]


def test_a_context_row_joins_nothing() -> None:
    leads = group([finding(rows=("a",), role="context"), finding(OTHER, rows=("a",), role="context")], RULES)
    assert len(leads) == 2


def test_two_subjects_are_never_one_lead() -> None:
    assert len(group([finding(subject="L"), finding(subject="M")], RULES)) == 2


def test_one_family_alone_stays_middle_and_two_make_high() -> None:
    alone = group([finding(), finding(measure=2.0)], RULES)
    assert [lead.grade for lead in alone] == [Grade.MIDDLE]
    both = group([finding(), finding(OTHER)], RULES)
    assert [lead.grade for lead in both] == [Grade.HIGH]
    assert set(both[0].families) == {"whereabouts", OTHER.family}


def test_weak_findings_weigh_less() -> None:
    assert group([finding(severity="middle")], RULES)[0].grade == Grade.LOW
    assert group([finding(severity="middle"), finding(OTHER, severity="middle")], RULES)[0].grade == Grade.MIDDLE
    assert group([finding(severity="low"), finding(OTHER, severity="low")], RULES)[0].grade == Grade.LOW


def test_ranking_is_grade_then_perishable_then_newest() -> None:
    old = finding(rows=("x",), to_at=dt.datetime(2023, 1, 1))
    new = finding(rows=("y",), to_at=dt.datetime(2025, 1, 1))
    strong = [finding(rows=("z",)), finding(OTHER, rows=("z",))]
    leads = group([old, new, *strong], RULES)
    assert [lead.grade for lead in leads] == [Grade.HIGH, Grade.MIDDLE, Grade.MIDDLE]
    assert [lead.to_at for lead in leads[1:]] == [dt.datetime(2025, 1, 1), dt.datetime(2023, 1, 1)]


def test_what_can_still_be_secured_is_read_first() -> None:
    on, days = dt.date(2026, 6, 30), 30
    moments = {name: dt.datetime.combine(on, dt.time(12)) - dt.timedelta(days=ago)
               for name, ago in {"today": 0, "last day": 30, "late": 31, "older": 300}.items()}  # fmt: skip
    order = sorted(moments, key=lambda name: rank(Grade.MIDDLE, moments[name], days, on))
    assert order == ["last day", "today", "late", "older"]
    assert rank(Grade.MIDDLE, None, days, on) > rank(Grade.MIDDLE, moments["older"], days, on)
    assert rank(Grade.HIGH, None, days, on) < rank(Grade.MIDDLE, moments["today"], days, on)


@given(st.datetimes(), st.integers(0, 100_000), st.dates())
def test_ranks_stay_within_their_bounds(moment: dt.datetime, days: int, on: dt.date) -> None:
    grade, within = rank(Grade.LOW, moment, days, on)
    assert (grade, 0 <= within < RANKS) == (2, True)


@given(st.permutations([finding(rows=rows) for rows in (("a", "b"), ("b", "c"), ("c", "d"), ("e",), ("f", "a"))]))
def test_leads_do_not_depend_on_the_order_of_findings(found: list[Finding]) -> None:
    assert leads_table(group(found, RULES)).to_pylist() == leads_table(group(sorted(found, key=str), RULES)).to_pylist()


def test_the_id_of_a_finding_covers_everything_it_says() -> None:
    base = finding()
    changed = [
        finding(subject="M"),
        finding(rows=("b",)),
        finding(rows=("a", "b")),
        finding(measure=1.5),
        finding(severity="low"),
        finding(OTHER),
        finding(role="second"),
        finding(to_at=dt.datetime(2024, 5, 1, 12)),
    ]
    ids = {item.finding_id for item in (base, *changed)}
    assert len(ids) == 1 + len(changed)
    assert finding().finding_id == base.finding_id


@pytest.mark.parametrize(("left", "right"), [(0.1 + 0.2, 0.3), (1e15 / 3, 1e15 / 3 * (1 + 1e-14))])
def test_the_last_bits_of_a_float_do_not_matter(left: float, right: float) -> None:
    assert plain(left) == plain(right)
    assert finding(measure=left).finding_id == finding(measure=right).finding_id


def about(rule: Rule, rows: tuple[str, ...], **detail: Any) -> Finding:
    when = dt.datetime(2024, 5, 1, 10)
    evidence = [EvidenceRow("samples", row, "sample") for row in rows]
    return build(
        rule, subject="L", from_at=when, to_at=when, measure=1.0, threshold=0.0, severity=None, detail=detail,
        evidence=evidence,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "leads"),
    [
        ({"people": ["p1", "p2"]}, {"people": ["p2"]}, 1),
        ({"people": ["p1"]}, {"people": ["p2"]}, 2),
        ({"event_id": "E1"}, {"event_id": "E1"}, 1),
        ({"event_id": "E1"}, {"event_id": "E2"}, 2),
        ({"data_file": "a.dat"}, {"data_file": "a.dat"}, 1),
        ({"event_id": "E1"}, {"data_file": "E1"}, 2),
        ({"event_id": None, "people": None}, {"event_id": None}, 2),
    ],
)
def test_one_matter_is_one_lead(one: dict[str, Any], other: dict[str, Any], leads: int) -> None:
    assert len(group([about(WHEREABOUTS, ("a",), **one), about(OTHER, ("b",), **other)], RULES)) == leads


def test_a_person_on_two_days_is_two_matters() -> None:
    first = about(WHEREABOUTS, ("a",), people=["p"])
    second = build(
        WHEREABOUTS, subject="L", from_at=dt.datetime(2024, 5, 2, 10), to_at=None, measure=1.0, threshold=0.0,
        severity=None, detail={"people": ["p"]}, evidence=[EvidenceRow("samples", "b", "sample")],
    )  # fmt: skip
    assert len(group([first, second], RULES)) == 2
