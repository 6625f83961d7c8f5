"""People with a place, and who they are in the tests of the platform."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from playwright.sync_api import Page
from tests.support import web_chromium
from tests.support.web_cast import CAST, CITY, PASSWORD, department
from tests.support.web_filing import objects_of_filing
from tests.support.web_leads import some_lead
from tests.support.web_registers import objects_of_registers
from tests.support.web_screening import objects_of_screening

from jianzhen.seal.merkle.keyring import KeyRing
from jianzhen.web import audit
from jianzhen.web.accounts.actors import actor_of
from jianzhen.web.accounts.models import Party, Post, User
from jianzhen.web.accounts.services.people import PARTY_REMIT
from jianzhen.web.audit.roots import sign_root
from jianzhen.web.scope.actor import Actor
from jianzhen.web.scope.remit import KINDS
from jianzhen.words import Words

_ON_A_PERSON = (
    "person", "grant_post", "stop_person", "resume_person", "reset_password", "reset_factor", "change_person",
)  # fmt: skip


@pytest.fixture
def somebody(db: None) -> Callable[[str], User]:
    """Make one of the cast, ``partner`` (of an institution) or ``nobody_yet`` (an officer without posts)."""

    def make(name: str) -> User:
        found = User.objects.filter(username=name).first()
        if found is not None:
            return found
        who = CAST.get(name)
        region = who.region if who else CITY
        remit = int(KINDS[who.kind]) if who else PARTY_REMIT
        user = User(username=name, name=f"张{name}", phone="13912345678", region=region, remit=remit, settled=True)
        if name == "partner":
            user.party = Party.objects.create(uscc="91640100MA0LAB0005", kind="lab", name="示例检测", region=CITY)
        user.set_password(PASSWORD)
        user.save()
        if who:
            office = department(who.kind, who.region)
            Post.objects.create(user=user, role=who.role.value, department=office, from_on=dt.date(2020, 1, 1))
        return user

    return make


@pytest.fixture
def acting(somebody: Callable[[str], User]) -> Callable[[str], Actor]:
    """The actor that one of the cast is today."""
    return lambda name: actor_of(somebody(name))


@pytest.fixture
def browser(somebody: Callable[[str], User]) -> Callable[..., Client]:
    """A browser in which one of the cast has signed in; ``anonymous`` has not."""

    def make(name: str, *, elevated: bool = False) -> Client:
        client = Client()
        if name != "anonymous":
            client.force_login(somebody(name), settings.AUTHENTICATION_BACKENDS[0])
            if elevated:
                session = client.session
                session["elevated_until"] = (dt.datetime.now() + dt.timedelta(minutes=5)).isoformat()
                session.save()
        return client

    return make


@pytest.fixture
def objects(db: None, somebody: Callable[[str], User], tmp_path: Path) -> dict[str, dict[str, object]]:
    """Somebody of the city, with a post, and a lead of the city: what the routes with a number are about.

    A desk adds its own here; the matrix and every walk over the routes then know them.
    """
    target = somebody("target")
    target.remit = 1
    target.save()
    office = department("ecology", CITY)
    post = Post.objects.create(user=target, role="analyst", department=office, from_on=dt.date(2020, 1, 1))
    person = {"user_id": target.pk}
    party = Party.objects.create(uscc="91640100MA0LAB0013", kind="lab", name="示例检测乙", region=CITY)
    lead = {"key": some_lead(CITY).key}
    with transaction.atomic():
        entry = audit.record(
            "post.granted", actor=target, target=target, reason="因为", words=Words("一件事", "a thing")
        )
    sign_root(KeyRing(tmp_path / "keys"))
    entry_number, party_number = {"number": entry.number}, {"party_id": party.pk}
    return {
        **dict.fromkeys(("lead", "move_lead", "assign_lead"), lead),
        "lead_picture": {**lead, "name": "timeline"},
        **dict.fromkeys(_ON_A_PERSON, person),
        "end_post": {**person, "post_id": post.pk},
        "unmask": {**person, "field": "phone"},
        **dict.fromkeys(("log_entry", "log_proof"), entry_number),
        **dict.fromkeys(("party", "new_partner"), party_number),
        "verify_file": {"name": "roots"},
        **objects_of_filing(somebody("partner")),
        **objects_of_registers(target),
        **objects_of_screening(somebody),
        "revoke_token": {"token_id": 1},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
    }


@pytest.fixture
def page(live_server: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A page of Chromium whose complaints and requests to other hosts fail the test."""
    # Playwright's loop runs in this thread; the tests ask the database beside it, not from it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    complaints: list[str] = []
    with web_chromium.opened(live_server, complaints) as opened:
        yield opened
    assert complaints == []


@pytest.fixture(autouse=True)
def _options(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A data folder of the test's own; tests of the second factor switch it on."""
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, second_factor=False, data=tmp_path))
