"""Again after two penalties: who counts, from which day to which, and what does not count."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rules.field import ANNA, LAB, OTHER_LAB, PLANT

from jianzhen.rules import sentences
from jianzhen.rules.catalogue import find

RULE = "two_penalties_in_two_years"
FALSE = "fabrication.no_sampling"


def day(text):
    return dt.date.fromisoformat(text)


def penalty(number, effective="2024-03-02", org=LAB, **more):
    on = day(effective) if effective else None
    return {
        "penalty_id": f"P{number}", "case_id": f"C{number}", "org_id": org, "act": FALSE,
        "decided_on": day("2024-02-20"), "effective_on": on, **more,
    }  # fmt: skip


def case(act_on="2026-03-02", number="NEW", org=LAB, **more):
    return {"case_id": number, "org_id": org, "act": FALSE, "act_on": day(act_on) if act_on else None, **more}


def test_third_act_within_two_years_is_found(judge):
    tables = {
        "penalties": [
            penalty(1, region="640100", authority="made-up ecology bureau"),
            penalty(2, "2025-01-10", region="350100", authority="made-up market bureau"),
        ],
        "cases": [case("2025-06-01")],
    }
    answer = judge(RULE, tables)
    (finding,) = answer.findings
    assert (finding.subject, finding.measure, finding.threshold) == (LAB, 2, 2)
    assert (finding.from_at, finding.to_at) == (dt.datetime(2025, 6, 1), dt.datetime(2025, 6, 1))
    assert (finding.detail["first_on"], finding.severity) == ("2024-03-02", "high")
    assert finding.detail["authorities"] == ["made-up ecology bureau", "made-up market bureau"]
    assert finding.detail["unverified"] == ""
    assert sorted((row.table, row.role) for row in finding.evidence) == [
        ("cases", "new"), ("penalties", "earlier"), ("penalties", "earlier"),
    ]  # fmt: skip
    # The earlier acts have no day of their own; they cannot be judged as new ones.
    assert [(row.status, row.reason, row.units) for row in answer.coverage] == [
        ("finding", "", 1), ("cannot_tell", "cases.act_on", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("act_on", "found"), [("2026-03-02", 1), ("2026-03-03", 0), ("2025-01-10", 0), ("2025-01-11", 1)]
)
def test_period_runs_from_the_first_effect_to_the_new_act(judge, act_on, found):
    """Two years to the day still count; a penalty must have been in effect before the act."""
    tables = {"penalties": [penalty(1), penalty(2, "2025-01-10")], "cases": [case(act_on)]}
    assert len(judge(RULE, tables).findings) == found


def test_what_does_not_count(judge):
    """One organisation for each reason; each has two penalties at first sight and a new act."""
    orgs = [f"{number:018d}" for number in range(9)]
    pairs = {
        orgs[0]: [{}, {"revoked_on": day("2024-12-01")}],
        orgs[1]: [{"case_id": "same"}, {"case_id": "same"}],
        orgs[2]: [{}, {"act": "nonconforming.sampling"}],
        orgs[3]: [{}, {"act": "qualification.expired"}],
        orgs[4]: [{"effective_on": day("2022-03-02")}, {}],
        orgs[5]: [{}, {"effective_on": day("2025-07-01")}],
        orgs[6]: [{}, {}],
        orgs[7]: [{"act": "tampering.parameters"}, {"case_id": None}],
        orgs[8]: [{}, {}],
    }
    penalties = [
        penalty(f"{org[-1]}{place}", org=org) | more for org, both in pairs.items() for place, more in enumerate(both)
    ]
    cases = [case("2025-06-01", f"N{org[-1]}", org) for org in orgs[:8]]
    cases += [case("2025-06-01", "N8", orgs[8], status="dropped")]
    plant = {"org_id": orgs[6], "name": "made up", "kind": "discharger"}
    tables = {"penalties": penalties, "cases": cases, "organizations": [plant]}
    assert [finding.subject for finding in judge(RULE, tables).findings] == [orgs[7]]


def test_persons_count_wherever_they_worked(judge):
    tables = {
        "penalties": [penalty(1, person_id=ANNA), penalty(2, org=OTHER_LAB, person_id=ANNA)],
        "cases": [case("2025-06-01", org=PLANT, person_id=ANNA)],
    }
    (finding,) = judge(RULE, tables).findings
    assert (finding.subject, finding.detail["party"]) == (PLANT, ANNA)
    assert finding.detail["who_zh"].startswith("人员")
    person_alone = tables | {"cases": [case("2025-06-01", org=None, person_id=ANNA)]}
    (finding,) = judge(RULE, person_alone).findings
    assert finding.subject == ANNA


def test_third_penalty_is_itself_the_new_act(judge):
    third = penalty(3, "2025-09-01", act_on=day("2025-06-01"))
    (finding,) = judge(RULE, {"penalties": [penalty(1), penalty(2), third]}).findings
    assert finding.detail["case_id"] == "C3"
    assert len([row for row in finding.evidence if row.role == "earlier"]) == 2


def test_later_interpretation_is_noted(judge):
    tables = {"penalties": [penalty(1, "2025-01-01"), penalty(2, "2025-01-01")], "cases": [case("2026-04-01")]}
    (finding,) = judge(RULE, tables).findings
    assert "未取得" in finding.detail["unverified"]
    assert finding.severity == "middle"
    said = sentences.numbers(find(RULE), finding.detail, measure=finding.measure, threshold=finding.threshold)
    assert "门槛 2 次取自法释〔2023〕7号" in said.zh
    assert said.zh.endswith("据称适用法释〔2026〕4号，未取得，不得据此移送。")


@pytest.mark.parametrize(
    ("more", "decided"),
    [
        ({}, False),
        ({"status": "filed"}, False),
        ({"status": "referred"}, False),
        ({"decided_on": day("2025-09-01")}, True),
        ({"status": "closed"}, True),
    ],
)
def test_only_a_decided_act_is_called_one(judge, more, decided):
    tables = {"penalties": [penalty(1), penalty(2, "2025-01-10")], "cases": [case("2025-06-01", **more)]}
    (finding,) = judge(RULE, tables).findings
    said = sentences.headline(find(RULE), finding.detail)
    assert ("又有虚假行为" in said.zh) == decided
    assert ("acted falsely again" in said.en) == decided
    assert ("的行为以涉嫌虚假立案（案件 NEW，尚未作出决定）" in said.zh) != decided


def test_cannot_tell(judge):
    tables = {
        "penalties": [penalty(1), penalty(2, None)],
        "cases": [
            case("2025-06-01"), case(None, "A"), case("2023-08-14", "B"), case("2025-06-01", "C", org=None),
        ],
    }  # fmt: skip
    answer = judge(RULE, tables)
    assert answer.findings == []
    assert [(row.subject, row.status, row.reason, row.units) for row in answer.coverage] == [
        ("", "cannot_tell", "party", 1), (LAB, "cannot_tell", "cases.act_on", 3), (LAB, "cannot_tell", "law_before", 1),
        (LAB, "cannot_tell", "penalties.effective_on", 1),
    ]  # fmt: skip
    (row,) = judge(RULE, {"cases": [case()]}).coverage
    assert (row.status, row.reason) == ("cannot_tell", "penalties")


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(dt.date(2023, 9, 1), dt.date(2025, 12, 31)), st.permutations([0, 1, 2]))
def test_any_order_of_rows_and_any_first_day(judge, first, order):
    act_on = first.replace(year=first.year + 2, day=min(first.day, 28))
    penalties = [
        penalty(1, first.isoformat()),
        penalty(2, (act_on - dt.timedelta(days=1)).isoformat()),
        penalty(3, None),
    ]
    answer = judge(RULE, {"penalties": [penalties[place] for place in order], "cases": [case(act_on.isoformat())]})
    assert [finding.measure for finding in answer.findings] == [2]
