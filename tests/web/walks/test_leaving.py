"""What leaves the platform is on record: personal data in full, and every file to keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from tests.support.web_routes import addresses, patterns

from jianzhen.web.accounts.models import User
from jianzhen.web.audit.models import Head

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
Objects = dict[str, dict[str, object]]
LEAVERS = ("partner", "city_leader", "city_case_officer", "city_admin", "city_auditor")
PHONE, EMAIL, IDENTITY = "13912345678", "zhang.example@mail.example", "640104199001010013"
UNRECORDED = {
    "verify_file": "public by purpose: published roots and the verifiers",
    "lead_picture": "part of the page of the lead",
    "submission_template": "an empty workbook",
    "register_template": "an empty workbook",
}
"""Files that are given without an entry, and why."""


def walk(browser: Browser, objects: Objects) -> Iterator[tuple[str, str, str, int, object]]:
    """Every route, GET and POST, as everybody, each undone: route, method, who, entries written, answer."""
    User.objects.update(phone=PHONE, email=EMAIL)
    where = addresses(objects)
    cookies = {who: browser(who, elevated=True).cookies[settings.SESSION_COOKIE_NAME].value
               for who in LEAVERS}  # fmt: skip
    for route in (str(one.name) for one in patterns()):
        for who, cookie in cookies.items():
            for method in ("GET", "POST"):
                client = Client()
                client.cookies[settings.SESSION_COOKIE_NAME] = cookie
                with transaction.atomic():
                    before = Head.objects.get(id=1).size
                    answer = client.generic(method, where[route], "reason=x", "application/x-www-form-urlencoded")
                    written = Head.objects.get(id=1).size - before
                    transaction.set_rollback(True)
                yield route, method, who, written, answer


def test_whatever_leaves_is_on_record(browser: Browser, objects: Objects) -> None:
    silent = []
    shown = set()
    for route, method, who, written, answer in walk(browser, objects):
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        personal = any(text.encode() in content for text in (PHONE, EMAIL, IDENTITY))
        is_file = "attachment" in answer.headers.get("Content-Disposition", "")  # type: ignore[attr-defined]
        if personal:
            shown.add(route)
        if (personal or (is_file and route not in UNRECORDED)) and not written:
            silent.append(f"{method} {route} as {who}: {'personal data' if personal else 'a file'}")
    assert not silent, "\n".join(silent)
    assert "unmask" in shown, "the walk sees what it looks for"


def test_no_exception_is_kept_for_a_route_that_is_gone() -> None:
    assert set(UNRECORDED) - {str(one.name) for one in patterns()} == set()
