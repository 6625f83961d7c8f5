"""The acts: every rule of the catalogue finds its own, and each act leads to the articles the catalogue cites."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from jianzhen.law import NoteKind, acts, basis, library

CATALOGUE = list(csv.DictReader((Path(__file__).parent / "rule_acts.csv").open(encoding="utf-8")))
DAYS = (date(2024, 5, 1), date(2026, 3, 1), date(2026, 9, 1))
PROMISED = {
    "fabrication.time_or_place",
    "fabrication.no_sampling",
    "fabrication.no_raw_record",
    "fabrication.report_raw_mismatch",
    "fabrication.record_conflict",
    "fabrication.duplicate_data",
    "fabrication.sample_identity",
    "nonconforming.sampling",
    "qualification.expired",
    "qualification.scope",
    "repeat.two_penalties",
    "tampering.frozen_data",
    "tampering.derived_data",
}
# Acts without a basis on a day, known and explained; anything else without one is a hole in the data.
EXPLAINED = {
    (date(2024, 5, 1), "qualification.probation"),
    (date(2024, 5, 1), "qualification.basic_items"),
    (date(2024, 5, 1), "qualification.filing"),
    (date(2024, 5, 1), "operation.video"),
    (date(2024, 5, 1), "market.banned_person"),
}


def test_acts_that_rules_name_exist():
    assert {act.id for act in acts()} >= PROMISED


@pytest.mark.parametrize("row", CATALOGUE, ids=lambda row: row["rule"])
def test_act_of_a_rule_leads_to_the_articles_the_catalogue_cites(row):
    law = library()
    reached = {version for _, article in law.links[row["act"]] for version in law.versions(article)}
    whole = {article.partition("(")[0] for article in reached}
    assert set(row["cites"].split()) <= reached | whole


def test_every_act_serves_a_rule():
    assert {act.id for act in acts()} == {row["act"] for row in CATALOGUE}


def test_no_rule_is_listed_twice():
    rules = [row["rule"] for row in CATALOGUE]
    assert len(set(rules)) == len(rules)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_act_has_a_basis_or_says_why_not(day):
    without = {(day, act.id) for act in acts() if not basis(act.id, day).entries}
    assert without == {pair for pair in EXPLAINED if pair[0] == day}
    for _, act in without:
        notes = [note for note in basis(act, day).notes if note.kind is NoteKind.NONE]
        assert len(notes) == 1
        assert notes[0].words.zh
        assert notes[0].words.en
