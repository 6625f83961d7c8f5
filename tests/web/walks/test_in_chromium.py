"""Every page in a real browser: no serious fault of access, as wide as a phone, nothing the policy blocks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from tests.support.web_chromium import faults, is_wider_than_its_window, take_session
from tests.support.web_walk import Visit, visits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Browser = Callable[..., Client]
Objects = dict[str, dict[str, object]]
PHONE = {"width": 390, "height": 844}


def in_turn(browser: Browser, objects: Objects) -> list[Visit]:
    """The pages, those of one person after the other."""
    return sorted(visits(browser, objects), key=lambda visit: visit.who)


def go(page: Page, visit: Visit, server: object) -> None:
    """Open a page as whoever gets it."""
    cookie = visit.client.cookies.get(settings.SESSION_COOKIE_NAME)
    held = {one["value"] for one in page.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME}
    if held != ({cookie.value} if cookie else set()):
        take_session(page, visit.client, server)
    page.goto(visit.address)


def test_no_page_has_a_serious_fault_of_access(
    page: Page, browser: Browser, objects: Objects, live_server: object
) -> None:
    found = []
    for visit in in_turn(browser, objects):
        go(page, visit, live_server)
        found += [f"{visit}: {fault}" for fault in faults(page)]
    assert not found, "\n".join(found)


def test_no_page_is_wider_than_a_phone(page: Page, browser: Browser, objects: Objects, live_server: object) -> None:
    page.set_viewport_size(PHONE)
    wide = []
    for visit in in_turn(browser, objects):
        go(page, visit, live_server)
        if is_wider_than_its_window(page):
            wide.append(str(visit))
    assert wide == []
