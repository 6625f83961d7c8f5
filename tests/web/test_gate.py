"""A view that does not say who may call it is closed to everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from tests.support.web_routes import patterns

from jianzhen.web.accounts.middleware import Gate
from jianzhen.web.scope.access import FOREIGN, access_of
from jianzhen.web.scope.actor import Actor


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


def test_every_route_declares_its_rule() -> None:
    silent = [str(one.name) for one in patterns() if access_of(one.callback, one.name) is None]
    assert silent == []


def test_no_rule_is_kept_for_a_route_that_is_gone() -> None:
    assert set(FOREIGN) - {str(one.name) for one in patterns()} == set()


def test_a_view_without_a_rule_is_closed() -> None:
    request = RequestFactory().get("/")
    request.resolver_match = None
    request.actor = Actor(user_id=1)  # type: ignore[attr-defined]
    with pytest.raises(PermissionDenied):
        Gate(lambda request: HttpResponse()).process_view(request, undeclared, (), {})


@pytest.mark.django_db
def test_every_answer_has_a_name_of_ours(browser: Callable[..., Client]) -> None:
    client = browser("city_analyst")
    names = {client.get("/", headers={"x-request-id": "mine"}).headers["X-Request-Id"] for _ in range(2)}
    assert len(names) == 2
    assert "mine" not in names


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
