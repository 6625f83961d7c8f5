from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from tests.support.web_cast import CITY, OTHER_CITY, department

from jianzhen.web.accounts.actors import actor_of
from jianzhen.web.accounts.models import Post, User
from jianzhen.web.audit.models import Entry
from jianzhen.web.scope.rights import Right

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
Somebody = Callable[[str], User]
TODAY = dt.datetime.now().date()


def officer(somebody: Somebody, name: str = "newcomer", region: str = CITY) -> User:
    user = somebody(name)
    user.remit, user.region = 1, region
    user.save()
    return user


def grant(
    client: Client, user: User, role: str = "analyst", kind: str = "ecology", region: str = CITY, **more: str
) -> str:
    office = department(kind, region)
    given = {"role": role, "department": office.pk, "from_on": str(TODAY), "reason": "人事令", **more}
    return client.post(f"/people/{user.pk}/posts/", given, follow=True).text


def test_a_post_is_granted_by_an_administrator_and_put_on_record(browser: Browser, somebody: Somebody) -> None:
    user = officer(somebody)
    assert "已记入日志" in grant(browser("city_admin", elevated=True), user)
    assert Right.LEADS_TRIAGE in actor_of(user).rights
    entry = Entry.objects.get(kind="post.granted")
    assert "分析人员" in entry.content


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"reason": " "}, "请更正"),
        ({"region": OTHER_CITY}, "不在您的管辖范围内"),
        ({"kind": "police"}, "不在您的管辖范围内"),
    ],
)
def test_not_without_a_reason_nor_beyond_ones_reach(
    browser: Browser, somebody: Somebody, change: dict[str, str], told: str
) -> None:
    assert told in grant(browser("city_admin", elevated=True), officer(somebody), **change)
    assert not Entry.objects.filter(kind="post.granted").exists()


def test_nobody_grants_posts_to_oneself(browser: Browser, somebody: Somebody) -> None:
    client = browser("city_admin", elevated=True)
    assert "不得为自己" in grant(client, somebody("city_admin"), role="expert")


def test_people_of_institutions_hold_no_posts(browser: Browser, somebody: Somebody) -> None:
    assert "不设岗位" in grant(browser("city_admin", elevated=True), somebody("partner"))


def test_duties_stay_apart_now_and_later(browser: Browser, somebody: Somebody) -> None:
    user, client = officer(somebody), browser("city_admin", elevated=True)
    later = str(TODAY + dt.timedelta(days=30))
    grant(client, user, role="case_officer", from_on=later)
    assert "办案人员不得审核案件" in grant(client, user, role="legal_reviewer")
    assert "已记入日志" in grant(client, user, role="legal_reviewer", to_on=later)
    assert "已有这个岗位" in grant(client, user, role="case_officer", from_on=later)


def test_a_post_ends_for_a_reason_and_takes_its_rights_along(browser: Browser, somebody: Somebody) -> None:
    user, client = officer(somebody), browser("city_admin", elevated=True)
    grant(client, user)
    post = Post.objects.get(user=user)
    client.post(f"/people/{user.pk}/posts/{post.pk}/end/", {"reason": ""})
    assert actor_of(user).rights
    client.post(f"/people/{user.pk}/posts/{post.pk}/end/", {"reason": "调离"})
    assert not actor_of(user).rights
    assert Entry.objects.filter(kind="post.ended").count() == 1
    again = client.post(f"/people/{user.pk}/posts/{post.pk}/end/", {"reason": "调离"}, follow=True)
    assert "已经终止" in again.text


def test_a_post_of_another_person_is_not_reached_through_this_one(browser: Browser, somebody: Somebody) -> None:
    user, other = officer(somebody), somebody("city_analyst")
    post = Post.objects.get(user=other)
    client = browser("city_admin", elevated=True)
    assert client.post(f"/people/{user.pk}/posts/{post.pk}/end/", {"reason": "调离"}).status_code == 404


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, False), (1, True)])
def test_a_post_holds_until_the_day_before_its_end(somebody: Somebody, days: int, holds: bool) -> None:
    user = officer(somebody)
    office, end = department("ecology", CITY), TODAY + dt.timedelta(days=days)
    Post.objects.create(user=user, role="analyst", department=office, from_on=dt.date(2020, 1, 1), to_on=end)
    assert bool(actor_of(user).rights) is holds
