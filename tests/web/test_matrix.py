"""Route x person: who gets what, from ``matrix.csv``. A route without a row fails."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.test import Client
from tests.support.web_cast import IN_THE_MATRIX
from tests.support.web_routes import addresses, patterns

from jianzhen.web.site.headers import HEADERS

MATRIX = Path(__file__).with_name("matrix.csv")
PEOPLE = ["anonymous", "nobody_yet", "partner", *IN_THE_MATRIX]
LOGIN = "/accounts/login/"


def rows() -> dict[tuple[str, str], dict[str, str]]:
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return {(row.pop("route"), row.pop("method")): row for row in csv.DictReader(file)}


ROWS = rows()


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
