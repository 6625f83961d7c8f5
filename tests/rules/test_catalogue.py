"""What holds for every rule of the catalogue."""

from __future__ import annotations

import datetime as dt
import string
from pathlib import Path

import pytest

from jianzhen import law
from jianzhen.contract import TABLES
from jianzhen.contract.arrow import schema
from jianzhen.rules import catalogue
from jianzhen.rules.model import Rule
from jianzhen.rules.page import origin_of, page
from jianzhen.rules.sentences import headline, numbers
from jianzhen.screen.queries import queries

RULES = list(catalogue.catalogue().values())
PROMISED = {
    "person_two_places",
    "travel_time_impossible",
    "sampling_duration_short",
    "sample_interval_short",
    "plant_not_operating",
    "analysis_before_sampling",
    "below_min_duration",
    "instrument_overlap",
    "no_raw_record",
    "report_raw_mismatch",
    "duplicate_dataset",
    "cert_expired_report",
    "scope_exceeded",
    "two_penalties_in_two_years",
    "sample_number_reused",
    "constant_value",
    "conversion_recalc_mismatch",
    "team_day_overload",
    "sampling_gps_offsite",
    "sample_count_short",
    "one_person_sampling",
    "sample_chain_missing",
    "no_sampling_port",
    "analysis_before_receipt",
    "holding_time_exceeded",
    "instrument_log_absent",
    "paper_electronic_mismatch",
    "ticket_vs_device",
    "file_mtime_anomaly",
    "photo_reuse",
    "consumable_balance",
    "physical_relation_violation",
    "key_item_omitted",
    "suspended_period_report",
    "method_not_in_scope",
    "signer_unauthorized",
    "cal_expired_use",
    "dual_employment",
    "sample_before_contract",
}


def each(rule: Rule) -> str:
    return rule.id


def test_the_promised_rules_are_there() -> None:
    assert set(catalogue.catalogue()) >= PROMISED


@pytest.mark.parametrize("rule", RULES, ids=each)
def test_a_rule_reads_tables_of_the_contract(rule: Rule) -> None:
    assert set(rule.needs) | set(rule.uses) <= set(TABLES)
    for table, columns in (rule.reads or {}).items():
        assert set(columns) <= set(schema(table).names)


@pytest.mark.parametrize("rule", RULES, ids=each)
@pytest.mark.parametrize("on", [dt.date(2024, 5, 1), dt.date(2026, 9, 1)])
def test_its_act_has_a_legal_basis(rule: Rule, on: dt.date) -> None:
    basis = law.basis(rule.act, on)
    assert basis.entries or basis.notes


@pytest.mark.parametrize("rule", RULES, ids=each)
def test_every_text_is_in_both_languages(rule: Rule) -> None:
    texts = [rule.title, rule.unit, rule.measure, rule.headline, rule.numbers, *rule.onsite, *rule.reasons.values()]
    texts += [text for item in rule.innocent for text in (item.explanation, item.proof)]
    texts += [parameter.threshold.title for parameter in rule.parameters]
    for text in texts:
        assert text.zh.strip(), rule.id
        assert text.en.strip(), rule.id
    for sentence in (rule.headline, rule.numbers):
        assert placeholders(sentence.zh) == placeholders(sentence.en), sentence


def placeholders(text: str) -> set[str]:
    """Names of the values a sentence uses, less the words that stand in one language only."""
    found = (name for _, name, _, _ in string.Formatter().parse(text) if name)
    return {name for name in found if not name.endswith(("_zh", "_en"))}


@pytest.mark.parametrize("rule", RULES, ids=each)
def test_its_sentences_never_fail_when_a_value_is_missing(rule: Rule) -> None:
    assert headline(rule, {}).zh
    assert numbers(rule, {}, measure=None, threshold=None).en


@pytest.mark.parametrize("rule", RULES, ids=each)
def test_its_page_says_everything(rule: Rule) -> None:
    text = page(rule)
    for part in (rule.id, rule.title.zh, rule.title.en, rule.about, *rule.needs, *rule.uses):
        assert part in text
    for parameter in rule.parameters:
        assert f"`{parameter.name}`" in text
        assert origin_of(parameter.threshold) in text
    for item in rule.innocent:
        assert item.explanation.zh in text
        assert item.proof.en in text


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.is_series], ids=each)
def test_its_sql_names_the_tables_of_the_contract(rule: Rule) -> None:
    texts = queries(rule, rule.defaults(), dt.date(2026, 6, 30))
    assert texts == queries(rule, rule.defaults(), dt.date(2026, 6, 30))
    for table in rule.needs:
        assert table in texts["findings"] + texts["units"]


@pytest.mark.parametrize("rule", RULES, ids=each)
def test_it_has_a_test_of_its_own(rule: Rule) -> None:
    folder = Path(__file__).parent
    assert list(folder.glob(f"*/test_{rule.id}*.py")), f"tests/rules/<clause>/test_{rule.id}.py is missing"


def test_an_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(KeyError, match="person_two_places"):
        catalogue.find("person_two_place")
