"""One-time codes, from setting them up to being locked out."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client
from tests.support.web_cast import PASSWORD

from jianzhen.web.accounts.models import User
from jianzhen.web.accounts.services.limits import LIMITS
from jianzhen.web.audit.models import Entry

pytestmark = pytest.mark.django_db


def code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def signed_in(client: Client) -> None:
    client.post("/accounts/login/", {"login": "city_analyst", "password": PASSWORD})


@pytest.fixture
def guarded(somebody: Callable[[str], User], monkeypatch: pytest.MonkeyPatch) -> str:
    """An analyst with one-time codes; gives the secret."""
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, second_factor=True))
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(somebody("city_analyst"), secret)
    return secret


def test_a_code_is_asked_for_and_opens(client: Client, guarded: str) -> None:
    signed_in(client)
    assert client.get("/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": code(guarded)})
    assert client.get("/").status_code == 200


def test_guessing_codes_ends_soon(client: Client, guarded: str) -> None:
    signed_in(client)
    wrong = f"{(int(code(guarded)) + 500_000) % 1_000_000:06d}"
    for _ in range(int(LIMITS["code"].most)):
        client.post("/accounts/2fa/authenticate/", {"code": wrong})
    answer = client.post("/accounts/2fa/authenticate/", {"code": code(guarded)})
    assert "分钟后再试" in answer.text
    assert client.get("/").status_code == 302


def test_setting_it_up_opens_the_platform_and_is_on_record(
    client: Client,
    somebody: Callable[[str], User],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, second_factor=True))
    somebody("city_analyst")
    signed_in(client)
    assert client.get("/").headers["Location"] == "/accounts/2fa/"
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).count() == 1
    assert client.get("/").status_code == 200
    assert "account.factor_added" in Entry.objects.values_list("kind", flat=True)
