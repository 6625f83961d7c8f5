from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from tests.support.report_data import LAB

from jianzhen.report.results import Results
from jianzhen.report.view.numbers import numbers_view
from jianzhen.rules import catalogue
from jianzhen.rules.model import Source
from jianzhen.rules.page import origin_of


def with_settings(results: Results, settings: dict[str, Any]) -> Results:
    other = Results(results.folder)
    run = {**results.run, "settings": {"rules": {}, "regions": {}, "subjects": {}} | settings}
    general = settings.get("rules", {}).get("person_two_places", {})
    run["rules"] = [
        {**rule, "parameters": rule["parameters"] | (general if rule["id"] == "person_two_places" else {})}
        for rule in results.run["rules"]
    ]
    other.__dict__["run"] = run
    return other


def thresholds(results: Results, lead: Any, region: str | None = None) -> dict[str, tuple[str, str]]:
    [view] = numbers_view(results, lead, region)
    return {one.name: (one.value, one.default) for one in view.thresholds}


def test_the_sentence_holds_measure_threshold_and_source(results: Results, lead_of) -> None:
    [view] = numbers_view(results, lead_of("person_two_places"), None)
    assert "40 分钟" in view.sentence.zh
    assert "经验值" in view.sentence.zh
    assert {one.source.zh for one in view.thresholds} == {"经验初值（非法定）"}
    assert not any(one.unverified for one in view.thresholds)  # a starting value has no original to compare with


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, ("5", "")),
        ({"rules": {"person_two_places": {"slack": 9}}}, ("9", "5")),
        ({"regions": {"640100": {"rules": {"person_two_places": {"slack": 8}}}}}, ("8", "5")),
        ({"subjects": {LAB: {"rules": {"person_two_places": {"slack": 7}}}}}, ("7", "5")),
        (
            {
                "rules": {"person_two_places": {"slack": 9}},
                "subjects": {LAB: {"rules": {"person_two_places": {"slack": 5}}}},
            },
            ("5", ""),
        ),
        ({"rules": {"a_rule_of_later": {}}}, ("5", "")),
    ],
)
def test_thresholds_are_those_in_force_for_the_subject(
    results: Results, lead_of, settings: dict[str, Any], told: tuple[str, str]
) -> None:
    assert thresholds(with_settings(results, settings), lead_of("person_two_places"), "640100")["slack"] == told


def test_unverified_numbers_are_marked(results: Results, lead_of, monkeypatch: pytest.MonkeyPatch) -> None:
    lead = lead_of("person_two_places")
    rule = results.rule("person_two_places")
    legal = [
        dataclasses.replace(one, threshold=dataclasses.replace(one.threshold, source=Source.STANDARD))
        for one in rule.parameters
    ]
    monkeypatch.setattr(Results, "rule", lambda self, _: dataclasses.replace(rule, parameters=tuple(legal)))
    detail = {**lead.findings[0].detail, "unverified": "HJ 828"}
    marked = dataclasses.replace(lead, findings=(dataclasses.replace(lead.findings[0], detail=detail),))
    [view] = numbers_view(results, marked, None)
    assert view.unverified.zh == "未核原文：HJ 828"
    assert all(one.unverified for one in view.thresholds)
    assert numbers_view(results, lead, None)[0].unverified is None


def test_thresholds_of_a_rule_are_told_once(results: Results, lead_of) -> None:
    lead = lead_of("person_two_places")
    twice = dataclasses.replace(lead, findings=lead.findings * 2)
    assert [view.thresholds is None for view in numbers_view(results, twice, None)] == [False, True]


def test_an_origin_is_told_only_where_it_adds_something() -> None:
    said = {
        parameter.name: origin_of(parameter.threshold)
        for rule in ("person_two_places", "cert_expired_report")
        for parameter in catalogue.find(rule).parameters
    }
    assert said["min_distance"] == ""
    assert any(text.startswith("163号令第13条") and "(Order 163 article 13" in text for text in said.values())
    assert not any("starting value, not legal" in text for text in said.values())
