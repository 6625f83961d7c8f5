"""Several leads to one person: seen first, done as one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.support.web_cast import COUNTY
from tests.support.web_leads import again, some_lead

from jianzhen.web.accounts.models import User
from jianzhen.web.audit.models import Entry
from jianzhen.web.leads.views.bulk import MOST

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
ADDRESS = "/leads/assign/"


def test_what_would_be_done_is_shown_and_nothing_happens(browser: Browser, somebody: Callable[[str], User]) -> None:
    open_, closed, foreign = some_lead(), some_lead(state="dismissed"), some_lead("640200")
    given = {"key": [one.key for one in (open_, closed, foreign)], "user": somebody("city_analyst").pk}
    page = browser("city_leader").post(ADDRESS, given)
    assert [lead.key for lead in page.context["fit"]] == [open_.key]
    assert "已办结，不分派" in page.text
    assert foreign.title_zh not in page.text
    assert page.context["missing"] == 1
    assert again(open_).assignee is None


def test_done_when_it_was_confirmed_each_on_record(browser: Browser, somebody: Callable[[str], User]) -> None:
    leads, who = [some_lead() for _ in range(3)], somebody("city_analyst")
    given = {"key": [one.key for one in leads], "user": who.pk, "done": "1", "reason": "本周"}
    told = browser("city_leader").post(ADDRESS, given, follow=True).text
    assert "已分派 3 条" in told
    assert {again(lead).assignee for lead in leads} == {who}
    assert Entry.objects.filter(kind="lead.assigned").count() == 3


def test_a_lead_beyond_the_person_s_posts_is_left_out(browser: Browser, somebody: Callable[[str], User]) -> None:
    city, county = some_lead(), some_lead(COUNTY)
    given = {"key": [city.key, county.key], "user": somebody("county_analyst").pk, "done": "1"}
    browser("city_leader").post(ADDRESS, given)
    assert again(county).assignee is not None
    assert again(city).assignee is None


def test_an_expert_can_be_given_what_only_that_makes_visible(browser: Browser, somebody: Callable[[str], User]) -> None:
    lead = some_lead()
    browser("city_leader").post(ADDRESS, {"key": [lead.key], "user": somebody("city_expert").pk, "done": "1"})
    assert again(lead).assignee == somebody("city_expert")


@pytest.mark.parametrize(("count", "told"), [(0, "请先在列表中勾选"), (MOST + 1, "一次最多分派")])
def test_none_and_too_many(browser: Browser, count: int, told: str) -> None:
    keys = [f"{number:032x}" for number in range(count)]
    assert told in browser("city_leader").post(ADDRESS, {"key": keys}, follow=True).text


def test_rubbish_is_nobody_s_lead(browser: Browser) -> None:
    lead, client = some_lead(), browser("city_leader")
    rubbish = ["'; drop table", "\0", "x" * 999]
    assert "请先在列表中勾选" in client.post(ADDRESS, {"key": rubbish}, follow=True).text
    page = client.post(ADDRESS, {"key": [*rubbish, lead.key], "user": "abc\0"})
    assert [one.key for one, _ in page.context["rows"]] == [lead.key]


def test_who_may_not_assign_is_refused(browser: Browser) -> None:
    lead = some_lead()
    assert browser("city_analyst").post(ADDRESS, {"key": [lead.key]}).status_code == 403
