"""The filter and the check in memory say the same, whatever the posts."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jianzhen.web.accounts.models import User
from jianzhen.web.scope.actor import NOBODY, Actor, PostHeld
from jianzhen.web.scope.divisions import divisions
from jianzhen.web.scope.net import ScopeError, acting_for, whole_table
from jianzhen.web.scope.remit import KINDS
from jianzhen.web.scope.rights import Right, Role

pytestmark = pytest.mark.django_db
CODES = ["640000", "640100", "640104", "640200", "640202", "649900"]
POSTS = st.builds(PostHeld, st.sampled_from(Role), st.sampled_from(sorted(KINDS)), st.sampled_from(CODES))


@pytest.fixture
def everybody() -> list[User]:
    users = [User(username=f"{code}-{remit}", name="甲", region=code, remit=remit)
             for code in CODES for remit in range(32)]  # fmt: skip
    User.objects.bulk_create(users)
    return list(User.objects.all())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(POSTS, max_size=3), st.sampled_from([Right.PEOPLE_VIEW, Right.PEOPLE_MANAGE]))
def test_the_filter_says_the_same_as_the_check(everybody: list[User], posts: list[PostHeld], right: Right) -> None:
    actor = Actor(1, tuple(posts))
    with whole_table("a test"):
        found = list(User.people.all().visible_to(actor, right).values_list("pk", flat=True))
    assert sorted(found) == sorted(user.pk for user in everybody if actor.may(right, user))


def test_no_row_comes_twice_for_two_posts_that_overlap(everybody: list[User]) -> None:
    actor = Actor(1, (PostHeld(Role.LEADER, "ecology", "640000"), PostHeld(Role.LEADER, "market", "640100")))
    with acting_for(actor):
        rows = list(User.people.values_list("pk", flat=True))
    assert len(rows) == len(set(rows)) > 0


def test_nobody_sees_nothing(everybody: list[User]) -> None:
    with acting_for(NOBODY):
        assert not User.people.exists()


def test_a_token_takes_away_and_never_gives(everybody: list[User]) -> None:
    posts = (PostHeld(Role.LEADER, "ecology", "640000"),)
    with acting_for(Actor(1, posts, cap=frozenset({Right.LEADS_VIEW}))):
        assert User.people.count() == 0
    capped = Actor(1, posts, cap=frozenset(Right))
    assert capped.rights == Actor(1, posts).rights


@pytest.mark.parametrize(
    "ask",
    [
        lambda manager: manager.all(), lambda manager: manager.count(), lambda manager: manager.exists(),
        lambda manager: manager.exclude(pk=1), lambda manager: manager.in_bulk([1]), lambda manager: manager.distinct(),
        lambda manager: manager.get(pk=1), lambda manager: manager.update(name="乙"), lambda manager: manager.none(),
        lambda manager: manager.visible_to(NOBODY), lambda manager: manager.filter(pk=1).delete(),
    ],
)  # fmt: skip
def test_a_question_outside_every_scope_fails(ask: object) -> None:
    with pytest.raises(ScopeError, match="acting_for"):
        ask(User.people)  # type: ignore[operator]


def test_a_scope_ends_where_it_ends_and_inner_ones_replace_outer_ones(everybody: list[User]) -> None:
    with whole_table("a test"):
        everything = User.people.count()
        with acting_for(NOBODY):
            assert User.people.count() == 0
        assert User.people.count() == everything == len(everybody)
    with pytest.raises(ScopeError):
        User.people.count()


def test_the_cast_of_regions_is_real() -> None:
    assert set(CODES) <= set(divisions())
