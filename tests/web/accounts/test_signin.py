"""Signing in as a person does it: forms, limits, times, the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from tests.support.web_cast import PASSWORD

from jianzhen.web.accounts.models import Bucket, User
from jianzhen.web.accounts.services.limits import LIMITS
from jianzhen.web.audit.models import Entry

pytestmark = pytest.mark.django_db
Somebody = Callable[[str], User]
LOGIN = "/accounts/login/"


def sign_in(client: Client, name: str, password: str = PASSWORD) -> int:
    return client.post(LOGIN, {"login": name, "password": password}).status_code


def kinds() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("kind", flat=True))


def test_the_right_password_opens_and_is_on_record(client: Client, somebody: Somebody) -> None:
    somebody("city_analyst")
    assert sign_in(client, "city_analyst") == 302
    assert client.get("/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/").status_code == 302
    assert kinds() == ["account.signed_in", "account.signed_out"]


def test_a_wrong_one_does_not_and_tells_nothing(client: Client, somebody: Somebody) -> None:
    somebody("city_analyst")
    known = client.post(LOGIN, {"login": "city_analyst", "password": "wrong"})
    unknown = client.post(LOGIN, {"login": "nobody_here", "password": "wrong"})
    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors
    assert kinds() == ["account.sign_in_refused"] * 2


def test_the_log_keeps_the_tried_account_apart(client: Client) -> None:
    sign_in(client, "maybe-a-password")
    assert "maybe-a-password" not in Entry.objects.get().content


def test_too_many_tries_lock_the_account_even_for_the_right_password(client: Client, somebody: Somebody) -> None:
    somebody("city_analyst")
    for _ in range(int(LIMITS["password"].most)):
        sign_in(client, "city_analyst", "wrong")
    answer = client.post(LOGIN, {"login": "City_Analyst", "password": PASSWORD})
    assert answer.status_code == 200
    assert "分钟后再试" in answer.text
    assert kinds()[-1] == "account.locked"
    Bucket.objects.update(at=dt.datetime.now() - LIMITS["password"].every * 2)
    assert sign_in(client, "city_analyst") == 302


def test_good_sign_ins_use_nothing_up(client: Client, somebody: Somebody) -> None:
    somebody("city_analyst")
    for _ in range(int(LIMITS["password"].most) + 2):
        assert sign_in(client, "city_analyst") == 302
        client.post("/accounts/logout/")


def test_a_stopped_account_stays_outside(client: Client, somebody: Somebody) -> None:
    user = somebody("city_analyst")
    user.is_active = False
    user.save()
    sign_in(client, "city_analyst")
    assert client.get("/").status_code == 302


def test_a_session_ends_when_the_account_is_stopped(browser: Callable[..., Client], somebody: Somebody) -> None:
    client = browser("city_analyst")
    User.objects.update(is_active=False)
    assert client.get("/").status_code == 302


def test_nobody_signs_up() -> None:
    assert Client().get("/accounts/signup/").status_code == 404


@pytest.mark.parametrize(("name", "minutes"), [("seen_at", 31), ("signed_in_at", 13 * 60)])
def test_idle_or_old_sessions_end(browser: Callable[..., Client], name: str, minutes: int) -> None:
    client = browser("city_analyst")
    session = client.session
    session[name] = (dt.datetime.now() - dt.timedelta(minutes=minutes)).isoformat()
    session.save()
    answer = client.get("/", follow=True)
    assert answer.redirect_chain
    assert "请重新登录" in answer.text


def test_working_keeps_a_session_alive(browser: Callable[..., Client]) -> None:
    client = browser("city_analyst")
    session = client.session
    session["seen_at"] = (dt.datetime.now() - dt.timedelta(minutes=29)).isoformat()
    session.save()
    client.get("/")
    assert client.session["seen_at"] > (dt.datetime.now() - dt.timedelta(minutes=1)).isoformat()


def test_a_first_password_opens_nothing_but_changing_it(browser: Callable[..., Client], somebody: Somebody) -> None:
    user = somebody("city_analyst")
    user.settled = False
    user.save()
    client = browser("city_analyst")
    assert client.get("/").headers["Location"] == "/accounts/password/"
    new = "Another-Horse-43"
    client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/").status_code == 200
    assert "account.password_changed" in kinds()


@pytest.mark.parametrize("weak", ["Short-1", "alllowercaseletters", "city_analyst-A1", "password123456"])
def test_weak_passwords_are_refused(browser: Callable[..., Client], weak: str) -> None:
    client = browser("city_analyst")
    answer = client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_a_second_factor_comes_before_everything(
    browser: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, second_factor=True))
    assert browser("city_analyst").get("/").headers["Location"] == "/accounts/2fa/"
