"""Pages of the platform in Chromium; complaints of the browser and requests to other hosts fail the test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, sync_playwright
from tests.support.web_cast import PASSWORD

AXE = Path(__file__).parents[2] / "assets" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}
_RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(
    one => [one.impact, one.id, one.help, one.nodes.slice(0, 3).map(node => node.html.slice(0, 200))])"""


def browser_program() -> str:
    """Debian's Chromium, or its like."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return found or pytest.fail("Chromium is not installed: scripts/system-packages.sh test")


@contextmanager
def opened(server: object, complaints: list[str], *, width: int = 1280, height: int = 900) -> Iterator[Page]:
    """A page; what it complains about is added to the list."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_program(), args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(
            base_url=str(server), viewport={"width": width, "height": height}, accept_downloads=True, locale="zh-CN"
        )
        page.on("console", lambda message: complaints.append(_told(message)) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if _elsewhere(request.url, server) else None)
        yield page
        chromium.close()


def sign_in(page: Page, account: str, password: str = PASSWORD) -> None:
    """As a person does it."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", account)
    page.fill("input[name=password]", password)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="退出").wait_for()


def take_session(page: Page, client: Client, server: object) -> None:
    """Go on in the browser as whoever has signed in with the test client."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    page.context.clear_cookies()
    if cookie is not None:
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": str(server)}])


def faults(page: Page) -> list[str]:
    """What axe-core finds serious or critical in the page as it is."""
    if not AXE.is_file():
        pytest.fail("axe-core is not there: scripts/assets.sh test")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return [f"{rule}: {told} {nodes}" for impact, rule, told, nodes in page.evaluate(_RUN) if impact in SERIOUS]


def is_wider_than_its_window(page: Page) -> bool:
    """Whether one has to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def _told(message: ConsoleMessage) -> str:
    return f"{message.text} {message.location.get('url', '')}"


def _elsewhere(url: str, server: object) -> bool:
    return not url.startswith((f"{server}/", "data:", "blob:"))
