"""The law of the day of the act: renumbering, repeal, new law, doubts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzhen.law import NoteKind, Role, UnknownActError, acts, basis, library

DAY = timedelta(days=1)
REVISION = date(2025, 3, 18)
REGULATION = date(2026, 1, 1)
CODE = date(2026, 8, 15)


def articles(act: str, on: date) -> set[str]:
    return {entry.article.id for entry in basis(act, on).entries}


def notes(act: str, on: date, kind: NoteKind) -> list[str]:
    return [note.words.zh for note in basis(act, on).notes if note.kind is kind]


def test_order_39_is_cited_by_its_old_numbers_before_the_revision():
    before = articles("fabrication.no_sampling", REVISION - DAY)
    assert {"order39-2021/14(1)", "order39-2021/26"} <= before
    assert not any(article.startswith("order39-2025/") for article in before)


def test_order_39_is_cited_by_its_new_numbers_from_the_revision_on():
    after = articles("fabrication.no_sampling", REVISION)
    assert {"order39-2025/15(1)", "order39-2025/27"} <= after
    assert not any(article.startswith("order39-2021/") for article in after)


@pytest.mark.parametrize(
    ("old", "new"),
    [("13(1)", "14(1)"), ("14(1)", "15(1)"), ("25", "26"), ("26", "27")],
    ids=["untrue", "false", "light penalty", "heavy penalty"],
)
def test_old_and_new_numbers_of_order_39_are_linked(old, new):
    law = library()
    assert law.successors[f"order39-2021/{old}"] == (f"order39-2025/{new}",)
    assert law.predecessors[f"order39-2025/{new}"] == (f"order39-2021/{old}",)


def test_the_old_penalty_of_order_39_is_the_lower_one():
    law = library()
    old, new = law.articles["order39-2021/26"].penalty, law.articles["order39-2025/27"].penalty
    assert old is not None
    assert new is not None
    assert "3 万" in old.zh
    assert "10 万" in new.zh


def test_entries_name_the_number_before_and_after():
    (old,) = [e for e in basis("fabrication.no_sampling", REVISION - DAY).entries if e.article.id == "order39-2021/26"]
    (new,) = [e for e in basis("fabrication.no_sampling", REVISION).entries if e.article.id == "order39-2025/27"]
    assert "第27条" in old.successors[0].zh
    assert "第26条" in new.predecessors[0].zh


@pytest.mark.parametrize("act", [act.id for act in acts()])
def test_environmental_protection_law_is_gone_once_the_code_is_in_force(act):
    assert not any(article.startswith("epl-2014/") for article in articles(act, CODE))
    assert not any(article.startswith("eco-code/") for article in articles(act, CODE - DAY))


def test_environmental_protection_law_governs_to_its_last_day():
    assert "epl-2014/63(3)" in articles("tampering.frozen_data", CODE - DAY)
    assert "eco-code/1108" in articles("tampering.frozen_data", CODE)


@pytest.mark.parametrize("act", [act.id for act in acts()])
def test_monitoring_regulation_begins_with_2026(act):
    assert not any(article.startswith("regulation-820/") for article in articles(act, REGULATION - DAY))


def test_monitoring_regulation_applies_on_its_first_day():
    assert {"regulation-820/25(1)", "regulation-820/45"} <= articles("fabrication.no_sampling", REGULATION)


def test_2024_and_2026_give_different_bases():
    assert articles("fabrication.time_or_place", date(2024, 5, 1)) != articles(
        "fabrication.time_or_place", date(2026, 9, 1)
    )


def test_regulation_and_code_in_parallel_are_both_kept_for_a_person_to_choose():
    both = articles("fabrication.no_sampling", date(2026, 9, 1))
    assert {"regulation-820/45", "eco-code/1091"} <= both
    (note,) = notes("fabrication.no_sampling", date(2026, 9, 1), NoteKind.PARALLEL)
    assert "第45条" in note
    assert "第1091条" in note


def test_operators_are_shown_both_articles_of_the_code():
    assert {"eco-code/1091", "eco-code/1230"} <= articles("tampering.parameters", CODE)


def test_law_that_came_later_is_named_because_it_may_be_lighter():
    found = basis("fabrication.no_sampling", date(2024, 5, 1))
    assert {"order39-2025/27", "regulation-820/45", "eco-code/1091"} <= {entry.article.id for entry in found.later}
    (note,) = notes("fabrication.no_sampling", date(2024, 5, 1), NoteKind.LATER)
    assert "从旧兼从轻" in note
    assert "2026-08-15" in note


def test_no_later_law_no_note():
    found = basis("fabrication.no_sampling", date(2026, 9, 1))
    assert found.later == ()
    assert notes("fabrication.no_sampling", date(2026, 9, 1), NoteKind.LATER) == []


def test_unverified_day_of_force_is_told():
    (note,) = notes("fabrication.no_sampling", REVISION, NoteKind.DATES)
    assert "检验检测机构监督管理办法（2025修订）" in note


def test_entry_counts_as_verified_only_with_text_and_days():
    entries = {entry.article.id: entry for entry in basis("fabrication.no_sampling", REGULATION).entries}
    assert entries["regulation-820/45"].verified
    assert not entries["order39-2025/27"].verified


def test_reported_successor_is_told_from_its_day_on_and_nothing_is_dropped():
    assert notes("repeat.two_penalties", date(2026, 3, 29), NoteKind.REPORTED) == []
    (note,) = notes("repeat.two_penalties", date(2026, 3, 30), NoteKind.REPORTED)
    assert "法释〔2026〕4号" in note
    assert "interp-2023-7/10(2)" in articles("repeat.two_penalties", date(2026, 3, 30))


def test_day_before_any_law_says_when_the_first_begins():
    found = basis("duty.decision_time", date(2001, 1, 1))
    assert found.entries == ()
    (note,) = [note for note in found.notes if note.kind is NoteKind.NONE]
    assert "2021-07-15" in note.words.zh
    assert "2021-07-15" in note.words.en


def test_whole_article_yields_to_its_item():
    assert "regulation-820/25" not in articles("fabrication.no_sampling", REGULATION)
    assert "regulation-820/25" in articles("nonconforming.sampling", REGULATION)


def test_unknown_act_names_the_nearest():
    with pytest.raises(UnknownActError, match=r"fabrication\.no_sampling"):
        basis("fabrication.no_samplng", date(2026, 1, 1))


def test_act_unlike_any_other_still_tells_where_to_look():
    with pytest.raises(UnknownActError, match="list of acts"):
        basis("zzzzzzzz", date(2026, 1, 1))


@given(st.sampled_from([act.id for act in acts()]), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_entries_are_in_force_and_later_ones_are_not_yet(act, on):
    found = basis(act, on)
    assert all(entry.instrument.in_force(on) for entry in found.entries)
    assert all(entry.instrument.in_force_from > on for entry in found.later)
    assert bool(found.entries) != any(note.kind is NoteKind.NONE for note in found.notes)


@given(st.sampled_from([act.id for act in acts()]), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_no_article_stands_twice_in_one_role_and_ranks_descend(act, on):
    entries = basis(act, on).entries
    pairs = [(entry.role, entry.article.id) for entry in entries]
    assert len(set(pairs)) == len(pairs)
    levels = [list(type(entry.instrument.level)).index(entry.instrument.level) for entry in entries]
    assert levels == sorted(levels)


def test_roles_come_in_order_within_an_instrument():
    entries = [e for e in basis("fabrication.no_sampling", REGULATION).entries if e.instrument.id == "regulation-820"]
    ranks = [list(Role).index(entry.role) for entry in entries]
    assert ranks == sorted(ranks)
