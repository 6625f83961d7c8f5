"""What an administrator does for people who come back, change or lose something; and what leaves as a file."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from jianzhen.web.accounts.models import User
from jianzhen.web.audit.models import Entry

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
Somebody = Callable[[str], User]


def test_a_stopped_account_comes_back(browser: Browser, somebody: Somebody) -> None:
    user, admin = somebody("city_analyst"), browser("city_admin", elevated=True)
    admin.post(f"/people/{user.pk}/stop/", {"reason": "借调"})
    admin.post(f"/people/{user.pk}/resume/", {"reason": ""})
    assert not User.objects.get(pk=user.pk).is_active
    admin.post(f"/people/{user.pk}/resume/", {"reason": "借调结束"})
    assert User.objects.get(pk=user.pk).is_active
    assert Entry.objects.filter(kind="person.resumed").count() == 1


def test_a_lost_factor_is_taken_away_and_the_sessions_end(browser: Browser, somebody: Somebody) -> None:
    client, other = browser("city_analyst"), browser("city_leader")
    user = somebody("city_analyst")
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    browser("city_admin", elevated=True).post(f"/people/{user.pk}/factor/", {"reason": "手机遗失，已当面核对"})
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/").status_code == 302
    assert other.get("/").status_code == 200
    assert Entry.objects.get(kind="person.factor_reset").said["after"] == {"removed": 1}


def test_details_change_with_a_reason_and_their_old_values_are_kept_apart(browser: Browser, somebody: Somebody) -> None:
    user, admin = somebody("city_analyst"), browser("city_admin", elevated=True)
    admin.post(f"/people/{user.pk}/details/", {"name": user.name, "phone": "13800000000"})
    assert User.objects.get(pk=user.pk).phone == "13912345678"
    admin.post(f"/people/{user.pk}/details/", {"name": user.name, "phone": "13800000000", "reason": "换号"})
    changed = User.objects.get(pk=user.pk)
    assert (changed.phone, changed.name, changed.email) == ("13800000000", user.name, "")
    entry = Entry.objects.get(kind="person.changed")
    assert "13912345678" not in entry.content
    assert "13800000000" not in entry.content
    assert sorted(entry.said["apart"]) == [
        "/actor",
        "/after/phone",
        "/before/phone",
        "/reason",
        "/request/address",
        "/target",
    ]


def test_nothing_changed_is_no_act(browser: Browser, somebody: Somebody) -> None:
    user = somebody("city_analyst")
    browser("city_admin", elevated=True).post(f"/people/{user.pk}/details/", {"name": user.name, "reason": "无"})
    assert not Entry.objects.filter(kind="person.changed").exists()


@pytest.mark.parametrize("act", ["resume", "factor"])
def test_not_with_ones_own_account(browser: Browser, somebody: Somebody, act: str) -> None:
    admin = somebody("city_admin")
    page = browser("city_admin", elevated=True).post(f"/people/{admin.pk}/{act}/", {"reason": "x"}, follow=True)
    assert "不得对自己的账号" in page.text


def test_the_list_leaves_masked_within_scope_and_on_record(browser: Browser, somebody: Somebody) -> None:
    somebody("county_analyst")
    somebody("other_city_analyst")
    answer = browser("city_leader").post("/people/export/", {"q": "analyst"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)  # type: ignore[union-attr]
    assert [row[:2] for row in rows[1:]] == [("张county_analyst", "county_analyst")]
    assert rows[1][3] == "139****5678"
    assert b"13912345678" not in answer.content
    assert Entry.objects.filter(kind="people.exported").count() == 1
