from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from tests.support.web_leads import some_lead

from jianzhen.web.accounts.models import User
from jianzhen.web.leads.waiting import waiting
from jianzhen.web.scope.actor import Actor
from jianzhen.web.scope.net import acting_for

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 2)


def test_numbers_are_those_in_sight(acting: Callable[[str], Actor]) -> None:
    actor = acting("city_analyst")
    some_lead("640104", grade="high")
    some_lead("640104", state="needs_explanation", due_on=TODAY - dt.timedelta(days=1))
    some_lead("640105", state="in_review", due_on=TODAY)
    some_lead("640105", state="dismissed")
    some_lead("640200", grade="high")
    with acting_for(actor):
        found = waiting(actor, TODAY)
    assert (found.open, found.new, found.high, found.late) == (3, 1, 1, 1)
    assert [(place.code, place.open, place.high) for place in found.places] == [("640104", 2, 1), ("640105", 1, 0)]


def test_nothing_is_zero(acting: Callable[[str], Actor]) -> None:
    actor = acting("city_analyst")
    with acting_for(actor):
        found = waiting(actor, TODAY)
    assert (found.open, found.new, found.high, found.late, found.mine, found.places) == (0, 0, 0, 0, (), ())


def test_ones_own_come_with_the_most_urgent_first(
    browser: Callable[..., Client], somebody: Callable[[str], User]
) -> None:
    me = somebody("city_analyst")
    later = some_lead(assignee=me, due_on=TODAY + dt.timedelta(days=9))
    sooner = some_lead(assignee=me, due_on=TODAY)
    some_lead(assignee=somebody("city_leader"))
    page = browser("city_analyst").get("/")
    assert [lead.key for lead in page.context["waiting"].mine] == [sooner.key, later.key]


@pytest.mark.parametrize(("name", "told"), [("city_admin", "从上方菜单"), ("nobody_yet", "目前没有岗位")])
def test_somebody_without_leads_is_told_what_to_do(browser: Callable[..., Client], name: str, told: str) -> None:
    assert told in browser(name).get("/").text
