from __future__ import annotations

import dataclasses

from jianzhen.report.results import LeadRecord, Results
from jianzhen.report.view.grade import grade_view
from jianzhen.screen.findings import EvidenceRow


def test_one_family_says_what_it_rests_on_and_what_would_lift_it(results: Results, lead_of) -> None:
    view = grade_view(results, lead_of("person_two_places"))
    assert view.sentence.zh.startswith("中：仅行踪一类（采样记录、采样人员）")
    assert "升为高" in view.sentence.zh
    [family] = view.families
    assert family.rows == 4  # the fifth row, E4, is context


def test_two_families_are_named(results: Results, lead_of) -> None:
    one, other = lead_of("person_two_places"), lead_of("analysis_before_sampling")
    both = dataclasses.replace(
        one, grade="high", families=("laboratory_times", "whereabouts"), findings=(*one.findings, *other.findings)
    )
    view = grade_view(results, both)
    assert view.sentence.zh == "高：实验室分析时间、行踪 2 类互相独立的证据一致。"
    assert view.sentence.en.startswith("High: 2 independent kinds")
    assert [family.tables.zh for family in view.families] == ["样品、原始记录结果", "采样记录、采样人员"]


def test_a_finding_weaker_than_its_rule_is_told(results: Results, lead_of) -> None:
    lead: LeadRecord = lead_of("person_two_places")
    weak = dataclasses.replace(lead.findings[0], severity="low")
    view = grade_view(results, dataclasses.replace(lead, grade="low", findings=(weak,)))
    assert "通常为高，本项因资料条件计为低" in view.weakened[0].zh
    assert "分量不足高级" in view.sentence.zh
    assert grade_view(results, lead).weakened == ()


def test_families_that_read_one_memory_are_told_together_and_not_as_independent(results: Results, lead_of) -> None:
    lead = lead_of("person_two_places")
    first = lead.findings[0]
    memory = EvidenceRow("field_readings", "one", "memory")
    one, other = (
        dataclasses.replace(first, finding_id=family, family=family, evidence=(*first.evidence, memory))
        for family in ("whereabouts", "laboratory_times")
    )
    both = dataclasses.replace(lead, families=("laboratory_times", "whereabouts"), findings=(one, other))
    view = grade_view(results, both)
    assert "不算互相独立" in view.sentence.zh
    assert "do not count as independent" in view.sentence.en
