from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.support.web_cast import CITY, OTHER_CITY

from jianzhen.web.accounts.models import User
from jianzhen.web.audit.models import Entry

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
Somebody = Callable[[str], User]
NEW = {"username": "newcomer", "name": "李四", "phone": "13900001111", "region": CITY, "kind": "ecology"}


def officer(somebody: Somebody) -> User:
    user = somebody("newcomer")
    user.remit = 1
    user.save()
    return user


def test_an_account_is_made_with_a_password_that_is_shown_once(browser: Browser) -> None:
    client = browser("city_admin", elevated=True)
    page = client.post("/people/new/", NEW)
    user = User.objects.get(username="newcomer")
    found = re.search(r'<code class="user-select-all">([^<]+)</code>', page.text)
    assert found
    assert user.check_password(found[1])
    assert not user.settled
    assert found[1] not in client.get(f"/people/{user.pk}/").text
    assert "13900001111" not in Entry.objects.get(kind="person.made").content


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"region": OTHER_CITY}, "不在您的管辖范围内"),
        ({"kind": "police"}, "不在您的管辖范围内"),
        ({"username": "CITY_ADMIN"}, "已经有人使用"),
        ({"username": "两 个词"}, "请更正"),
        ({"name": ""}, "请更正"),
    ],
)
def test_what_cannot_be_made_says_why(browser: Browser, change: dict[str, str], told: str) -> None:
    page = browser("city_admin", elevated=True).post("/people/new/", {**NEW, **change})
    assert told in page.text
    assert not User.objects.filter(username="newcomer").exists()


def test_telephones_are_masked_and_shown_for_a_reason_on_record(browser: Browser, somebody: Somebody) -> None:
    user, client = officer(somebody), browser("city_leader", elevated=True)
    for address in ("/people/", f"/people/{user.pk}/"):
        page = client.get(address).text
        assert "139****5678" in page
        assert "13912345678" not in page
    refused = client.post(f"/people/{user.pk}/unmask/phone/", {"reason": "  "}, follow=True)
    assert "请写明理由" in refused.text
    assert "13912345678" not in refused.text
    assert not Entry.objects.filter(kind="personal.unmasked").exists()
    assert "13912345678" in client.post(f"/people/{user.pk}/unmask/phone/", {"reason": "通知到场"}).text
    entry = Entry.objects.get(kind="personal.unmasked")
    assert '"phone"' in entry.content
    assert "13912345678" not in entry.content


def test_only_listed_fields_are_ever_unmasked(browser: Browser, somebody: Somebody) -> None:
    user, client = officer(somebody), browser("city_leader", elevated=True)
    page = client.post(f"/people/{user.pk}/unmask/password/", {"reason": "好奇"}, follow=True)
    assert "没有这一项" in page.text
    assert user.password not in page.text


@pytest.mark.parametrize("address", ["/people/new/", "/people/{pk}/stop/", "/people/{pk}/unmask/phone/"])
def test_delicate_acts_take_the_elevated_mode(browser: Browser, somebody: Somebody, address: str) -> None:
    user = officer(somebody)
    answer = browser("city_admin").post(address.format(pk=user.pk), {"reason": "离职"})
    assert answer.headers["Location"].startswith("/me/elevated/")
    user.refresh_from_db()
    assert user.is_active


def test_a_stopped_account_is_out_at_once(browser: Browser, somebody: Somebody) -> None:
    client = browser("city_analyst")
    pk = somebody("city_analyst").pk
    browser("city_admin", elevated=True).post(f"/people/{pk}/stop/", {"reason": "离职"})
    assert client.get("/").status_code == 302
    assert Entry.objects.filter(kind="person.stopped").count() == 1


def test_a_reset_password_ends_the_sessions(browser: Browser, somebody: Somebody) -> None:
    client = browser("city_analyst")
    user = somebody("city_analyst")
    page = browser("city_admin", elevated=True).post(f"/people/{user.pk}/password/", {"reason": "遗忘"})
    assert 'class="user-select-all"' in page.text
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("act", ["stop", "password"])
def test_not_with_ones_own_account(browser: Browser, somebody: Somebody, act: str) -> None:
    admin = somebody("city_admin")
    page = browser("city_admin", elevated=True).post(f"/people/{admin.pk}/{act}/", {"reason": "x"}, follow=True)
    assert "不得对自己的账号" in page.text
