"""Defences that hold on every route, those of tomorrow included."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import path
from tests.support.web_cast import PASSWORD
from tests.support.web_routes import addresses
from tests.support.web_walk import WALKERS

from jianzhen.web.accounts.models import User
from jianzhen.web.audit.models import Head
from jianzhen.web.scope.access import access
from jianzhen.web.site.headers import CONTENT_SECURITY_POLICY, HEADERS

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
Objects = dict[str, dict[str, object]]
LOGIN = "/accounts/login/"
OK = 200
PARAMETERS = (
    "q",
    "page",
    "state",
    "region",
    "kind",
    "next",
    "on",
    "sort",
    "order",
    "from_on",
    "before",
    "view",
    "columns",
)
STRANGE = (
    "\0",
    "%00",
    "'\"><script>alert(1)</script>",
    "../../../etc/passwd",
    "{{7*7}}",
    "9" * 400,
    "\ud7ff\uffff",
    "\r\nX-A: b",
)


@access(public=True)
def broken(request: object) -> None:
    """Fails as a programming error does."""
    raise RuntimeError("a secret of the program")


urlpatterns = [path("broken/", broken, name="broken")]
handler500 = "jianzhen.web.site.errors.server_error"


def test_no_form_is_taken_that_did_not_come_from_a_page_of_ours(browser: Browser, objects: Objects) -> None:
    taken = []
    cookies = {who: browser(who, elevated=True).cookies[settings.SESSION_COOKIE_NAME].value
               for who in ("city_leader", "city_admin", "partner")}  # fmt: skip
    for route, address in addresses(objects).items():
        for who, cookie in cookies.items():
            client = Client(enforce_csrf_checks=True)
            client.cookies[settings.SESSION_COOKIE_NAME] = cookie
            status = client.post(address, {"reason": "x"}).status_code
            if status not in {401, 403, 404, 405}:
                taken.append(f"{route} as {who}: {status}")
    assert taken == []


def test_rubbish_is_never_an_error_of_ours(browser: Browser, objects: Objects) -> None:
    """The client raises what a view does not catch."""
    where = addresses(objects)
    clients = {who: browser(who, elevated=True) for who in WALKERS}
    for route, address in where.items():
        who = next((who for who, client in clients.items() if client.get(address).status_code == OK), "anonymous")
        for strange in STRANGE:
            answer = clients[who].get(address, dict.fromkeys(PARAMETERS, strange))
            assert answer.status_code < 500, route
            assert answer.streaming or b"<script>alert" not in answer.content, route


def test_addresses_outside_a_route_are_not_found(browser: Browser) -> None:
    client = browser("city_leader")
    for address in (
        "/no-such/",
        "/leads/%00/",
        "/static/../settings.py",
        "/people/99999999999999999999/",
        "/.env",
    ):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert HEADERS.items() <= dict(answer.headers).items()


@override_settings(ROOT_URLCONF=__name__)
def test_an_error_tells_nothing_and_has_the_headers(browser: Browser) -> None:
    answer = Client(raise_request_exception=False).get("/broken/")
    assert answer.status_code == 500
    assert "a secret of the program" not in answer.text
    assert "RuntimeError" not in answer.text
    assert HEADERS.items() <= dict(answer.headers).items()


def test_files_of_the_pages_have_the_headers_and_may_be_kept() -> None:
    answer = Client().get(f"{settings.STATIC_URL}site/site.css")
    assert answer.status_code == 200
    assert HEADERS.items() <= dict(answer.headers).items()
    assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline() -> None:
    rules = dict(rule.split(" ", 1) for rule in CONTENT_SECURITY_POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["form-action"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "*" not in CONTENT_SECURITY_POLICY


def test_cookies_are_not_for_scripts_nor_for_other_sites(somebody: Callable[[str], User]) -> None:
    somebody("city_leader")
    client = Client()
    client.get(LOGIN)
    client.post(LOGIN, {"login": "city_leader", "password": PASSWORD})
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name


def test_a_name_that_is_not_ours_is_not_answered() -> None:
    assert Client().get(LOGIN, headers={"host": "evil.example"}).status_code == 400


def test_signing_in_gives_a_new_session(somebody: Callable[[str], User]) -> None:
    somebody("city_leader")
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    client.post(LOGIN, {"login": "city_leader", "password": PASSWORD})
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(somebody: Callable[[str], User], elsewhere: str) -> None:
    somebody("city_leader")
    answer = Client().post(LOGIN, {"login": "city_leader", "password": PASSWORD, "next": elsewhere})
    assert "evil" not in answer.headers["Location"]
    assert "javascript" not in answer.headers["Location"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
def test_other_methods_change_nothing(browser: Browser, objects: Objects, method: str) -> None:
    client = browser("city_admin", elevated=True)
    before = Head.objects.get(id=1).size
    for route, address in addresses(objects).items():
        assert client.generic(method, address).status_code < 500, route
    assert Head.objects.get(id=1).size == before
