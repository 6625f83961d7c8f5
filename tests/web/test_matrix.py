"""Route x person: who gets what, from ``matrix.csv``. A route without a row fails."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from tests.support.web_cast import CITY, IN_THE_MATRIX, department
from tests.support.web_leads import some_lead
from tests.support.web_routes import addresses, patterns

from jianzhen.web.accounts.models import Post, User
from jianzhen.web.site.headers import HEADERS

MATRIX = Path(__file__).with_name("matrix.csv")
PEOPLE = ["anonymous", "nobody_yet", "partner", *IN_THE_MATRIX]
LOGIN = "/accounts/login/"


def rows() -> dict[tuple[str, str], dict[str, str]]:
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return {(row.pop("route"), row.pop("method")): row for row in csv.DictReader(file)}


ROWS = rows()


@pytest.fixture
def objects(db: None, somebody: Callable[[str], User]) -> dict[str, dict[str, object]]:
    """Somebody of the city, with a post, and a lead of the city: what the routes with a number are about."""
    target = somebody("target")
    target.remit = 1
    target.save()
    office = department("ecology", CITY)
    post = Post.objects.create(user=target, role="analyst", department=office, from_on=dt.date(2020, 1, 1))
    person = {"user_id": target.pk}
    lead = {"key": some_lead(CITY).key}
    return {
        **dict.fromkeys(("lead", "move_lead", "assign_lead"), lead),
        "lead_picture": {**lead, "name": "timeline"},
        **dict.fromkeys(("person", "grant_post", "stop_person", "reset_password"), person),
        "end_post": {**person, "post_id": post.pk},
        "unmask": {**person, "field": "phone"},
        "revoke_token": {"token_id": 1},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
    }


def outcome(client: Client, method: str, address: str) -> tuple[str, dict[str, str]]:
    answer = client.generic(method, address, "", "application/x-www-form-urlencoded")
    if answer.status_code == 302 and answer.headers["Location"].startswith(LOGIN):
        return "login", dict(answer.headers)
    return str(answer.status_code), dict(answer.headers)


def test_the_table_names_every_route_and_everybody() -> None:
    routes = {str(one.name) for one in patterns()}
    assert {name for name, _ in ROWS} == routes
    assert {method for _, method in ROWS} == {"GET", "POST"}
    assert len(ROWS) == 2 * len(routes)
    assert all(list(row) == PEOPLE for row in ROWS.values())


def measured(
    browser: Callable[..., Client], objects: dict[str, dict[str, object]]
) -> tuple[dict[tuple[str, str], dict[str, str]], list[str]]:
    """What everybody gets everywhere, each try undone; and the answers that lack a header."""
    where = addresses(objects)
    cookies = {name: browser(name, elevated=True).cookies.get(settings.SESSION_COOKIE_NAME) for name in PEOPLE}
    found: dict[tuple[str, str], dict[str, str]] = {key: {} for key in ROWS}
    bare = []
    for (route, method), row in found.items():
        for name in PEOPLE:
            client = Client(raise_request_exception=True)
            if (cookie := cookies[name]) is not None:
                client.cookies[settings.SESSION_COOKIE_NAME] = cookie.value
            with transaction.atomic():
                row[name], headers = outcome(client, method, where[route])
                transaction.set_rollback(True)
            if not HEADERS.items() <= headers.items() or "Cache-Control" not in headers:
                bare.append(f"{method} {route} as {name}")
    return found, bare


def test_everybody_gets_what_the_table_says_and_every_answer_has_the_headers(
    browser: Callable[..., Client], objects: dict[str, dict[str, object]]
) -> None:
    found, bare = measured(browser, objects)
    differ = [
        f"{method} {route} as {name}: {found[route, method][name]}, expected {expected}"
        for (route, method), row in ROWS.items()
        for name, expected in row.items()
        if found[route, method][name] != expected
    ]
    assert differ == []
    assert bare == []
