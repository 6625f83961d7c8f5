from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jianzhen.web.accounts.models import Bucket
from jianzhen.web.accounts.services.limits import LIMITS, forget_full, give_back, take

NOW = dt.datetime(2026, 3, 2, 8)
RULE = LIMITS["password"]


@pytest.mark.django_db
def test_so_many_at_once_and_then_one_every_so_often() -> None:
    assert [take("password", "a", NOW) for _ in range(int(RULE.most))] == [None] * int(RULE.most)
    assert take("password", "a", NOW) == RULE.every
    assert take("password", "a", NOW + RULE.every / 2) == RULE.every / 2
    assert take("password", "a", NOW + RULE.every) is None
    assert take("password", "b", NOW) is None


@pytest.mark.django_db
def test_what_is_given_back_can_be_used_again_but_never_more_than_fits() -> None:
    for _ in range(20):
        give_back("password", "a", NOW)
    assert Bucket.objects.get().left == RULE.most


@pytest.mark.django_db
def test_rows_that_say_nothing_are_forgotten_and_tell_nobody_who_it_was() -> None:
    take("password", "zhang", NOW)
    assert "zhang" not in Bucket.objects.get().key
    assert forget_full(NOW) == 0
    longest = max(rule.full_after for rule in LIMITS.values())
    assert forget_full(NOW + longest + dt.timedelta(seconds=1)) == 1


class TestBuckets(TestCase):
    @settings(deadline=None, max_examples=40)
    @given(st.lists(st.integers(-600, 600), max_size=25))
    def test_whatever_the_clock_does_no_more_passes_than_the_rule_says(self, steps: list[int]) -> None:
        now = latest = NOW
        passed = 0
        for step in steps:
            now += dt.timedelta(seconds=step)
            latest = max(latest, now)
            passed += take("password", "a", now) is None
        swings = sum(abs(step) for step in steps)
        assert passed <= RULE.most + dt.timedelta(seconds=swings) / RULE.every
