from __future__ import annotations

from itertools import combinations

import pytest

from jianzhen.web.scope.rights import PARTY_RIGHTS, RIGHT_TITLES, ROLE_RIGHTS, ROLE_TITLES, Right, Role, clash


def test_every_role_and_right_is_in_the_tables() -> None:
    assert set(ROLE_RIGHTS) == set(ROLE_TITLES) == set(Role)
    assert set(RIGHT_TITLES) == set(Right)
    of_posts = frozenset().union(*ROLE_RIGHTS.values())
    assert of_posts | PARTY_RIGHTS == set(Right)
    assert not of_posts & PARTY_RIGHTS


@pytest.mark.parametrize("other", [role for role in Role if role is not Role.AUDITOR])
def test_an_auditor_holds_nothing_else(other: Role) -> None:
    assert clash(frozenset({Role.AUDITOR}), other)
    assert clash(frozenset({other}), Role.AUDITOR)


@pytest.mark.parametrize("other", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_an_administrator_holds_nothing_else(other: Role) -> None:
    assert clash(frozenset({Role.ADMINISTRATOR}), other)


@pytest.mark.parametrize(
    ("held", "wanted"),
    [(Role.CASE_OFFICER, Role.LEGAL_REVIEWER), (Role.LEADER, Role.CASE_OFFICER), (Role.LEADER, Role.EXPERT)],
)
def test_who_acts_does_not_check_or_decide(held: Role, wanted: Role) -> None:
    assert clash(frozenset({held}), wanted)
    assert clash(frozenset({wanted}), held)


def test_the_others_may_be_held_together() -> None:
    assert clash(frozenset({Role.ANALYST}), Role.INSPECTOR) is None
    assert clash(frozenset(), Role.AUDITOR) is None


def test_nobody_who_hands_out_posts_sees_leads_and_no_auditor_changes_anything() -> None:
    assert not ROLE_RIGHTS[Role.ADMINISTRATOR] & {Right.LEADS_VIEW, Right.LEADS_TRIAGE, Right.AUDIT_VIEW}
    assert ROLE_RIGHTS[Role.AUDITOR] == {Right.AUDIT_VIEW, Right.PEOPLE_VIEW}


def test_no_pair_of_roles_that_may_be_held_together_joins_managing_people_with_judging() -> None:
    for first, second in combinations(Role, 2):
        joined = ROLE_RIGHTS[first] | ROLE_RIGHTS[second]
        if {Right.PEOPLE_MANAGE, Right.LEADS_TRIAGE} <= joined:
            assert clash(frozenset({first}), second)
