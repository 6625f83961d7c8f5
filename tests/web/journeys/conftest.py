"""Somebody at the screen: signs in as a person does, and goes on from there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.support.web_chromium import sign_in

from jianzhen.web.accounts.models import User


@pytest.fixture
def at_work(page: Page, somebody: Callable[[str], User]) -> Callable[[str], Page]:
    """The first page, as one of the cast who has signed in."""

    def begin(name: str) -> Page:
        somebody(name)
        sign_in(page, name)
        return page

    return begin
