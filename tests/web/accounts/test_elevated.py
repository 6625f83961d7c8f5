from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from tests.support.web_cast import PASSWORD

from jianzhen.web.accounts.models import User
from jianzhen.web.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client, somebody: Callable[[str], User]) -> Client:
    """An administrator who signed in and gave the password once more."""
    somebody("city_admin")
    client.post("/accounts/login/", {"login": "city_admin", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def test_it_is_entered_on_record_and_ends_by_itself(admin: Client) -> None:
    assert admin.get("/people/new/").headers["Location"] == "/me/elevated/?next=%2Fpeople%2Fnew%2F"
    assert admin.post("/me/elevated/", {"next": "/people/new/"}).headers["Location"] == "/people/new/"
    assert admin.get("/people/new/").status_code == 200
    assert Entry.objects.filter(kind="account.elevated").count() == 1
    session = admin.session
    session["elevated_until"] = dt.datetime.now().isoformat()
    session.save()
    assert admin.get("/people/new/").status_code == 302


def test_it_can_be_left(admin: Client) -> None:
    admin.post("/me/elevated/")
    admin.post("/me/elevated/end/")
    assert admin.get("/people/new/").status_code == 302


def test_it_leads_nowhere_else(admin: Client) -> None:
    assert admin.post("/me/elevated/", {"next": "https://elsewhere.example/"}).headers["Location"] == "/me/"


def test_one_proves_again_who_one_is(admin: Client) -> None:
    session = admin.session
    session["account_authentication_methods"] = [
        {**method, "at": method["at"] - 3600} for method in session["account_authentication_methods"]
    ]
    session.save()
    assert admin.post("/me/elevated/").headers["Location"].startswith("/accounts/reauthenticate/")
    assert admin.get("/people/new/").status_code == 302


def test_having_signed_in_is_not_proof_enough(client: Client, somebody: Callable[[str], User]) -> None:
    somebody("city_admin")
    client.post("/accounts/login/", {"login": "city_admin", "password": PASSWORD})
    assert client.post("/me/elevated/").headers["Location"].startswith("/accounts/reauthenticate/")
    assert "elevated_until" not in client.session


def test_it_does_not_outlive_the_session(admin: Client) -> None:
    admin.post("/me/elevated/")
    admin.post("/accounts/logout/")
    admin.post("/accounts/login/", {"login": "city_admin", "password": PASSWORD})
    assert admin.get("/people/new/").status_code == 302
