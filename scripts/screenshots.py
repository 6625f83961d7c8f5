"""Takes the pictures for README and docs; ``make run`` has to come first, and for the platform has to be running.

Usage: python scripts/screenshots.py [--url http://127.0.0.1:8000]
"""

from __future__ import annotations

import argparse
import http.client
import shutil
import sys
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from jianzhen.web.demo import cast

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "demo" / "out" / "report.html"
IMAGES = ROOT / "docs" / "images"
LIST: ViewportSize = {"width": 1280, "height": 860}
LEAD: ViewportSize = {"width": 1280, "height": 1120}
PHONE: ViewportSize = {"width": 390, "height": 844}
PLATFORM = (
    ("home", "leader", "/", LIST),
    ("leads", "leader", "/leads/", LIST),
    ("lead", "leader", "LEAD", LEAD),
    ("rules", "analyst", "/rules/", LIST),
    ("register", "leader", "/registers/instruments/", LIST),
    ("profile", "leader", "PROFILE", LEAD),
    ("institution", cast.PARTNER, "/", LIST),
    ("log", "auditor", "/log/", LIST),
    ("operations", "admin", "/operations/", LIST),
    ("phone", "analyst", "/leads/", PHONE),
)
"""Name of the picture, who is signed in, address, size. LEAD is the first of the list, PROFILE that of its subject."""


def main() -> None:
    """Photograph the report, and the platform when it runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    url = parser.parse_args().url
    browser_path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser_path is None:
        sys.exit("needs Chromium: scripts/system-packages.sh test")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--lang=zh-CN"])
        report(browser)
        if runs(url):
            platform(browser, url)
        browser.close()


def report(browser: Browser) -> None:
    """The list of leads and the first lead of the demonstration."""
    if not REPORT.is_file():
        sys.stderr.write(f"not there, so not taken: {REPORT.relative_to(ROOT)} (make run)\n")
        return
    page = browser.new_page(viewport=LIST)
    page.goto(REPORT.as_uri())
    page.screenshot(path=IMAGES / "report.png")
    first = page.locator("a[href^='#']").first.get_attribute("href")
    page = browser.new_page(viewport=LEAD)
    page.goto(f"{REPORT.as_uri()}{first}")
    page.screenshot(path=IMAGES / "lead.png")


def runs(url: str) -> bool:
    """Whether the platform answers there."""
    where = urlsplit(url)
    line = http.client.HTTPConnection(where.hostname or "127.0.0.1", where.port or 80, timeout=5)
    try:
        line.request("GET", "/health/")
        return line.getresponse().status == HTTPStatus.OK
    except OSError:
        sys.stderr.write(f"does not run, so not taken: the platform at {url} (make run)\n")
        return False
    finally:
        line.close()


def platform(browser: Browser, url: str) -> None:
    """Its main pages, each as somebody who works with it."""
    for name, who, address, size in PLATFORM:
        page = browser.new_context(base_url=url, viewport=size, locale="zh-CN").new_page()
        sign_in(page, who)
        page.goto(found(page, address))
        page.wait_for_load_state("networkidle")
        page.screenshot(path=IMAGES / f"platform-{name}.png")
        page.context.close()


def sign_in(page: Page, account: str) -> None:
    """Of the demonstration, where everybody's password is known."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", account)
    page.fill("input[name=password]", cast.PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="退出").wait_for()


def found(page: Page, address: str) -> str:
    """An address that depends on what there is."""
    if address == "LEAD":
        page.goto("/leads/?grade=high")
        return page.locator("tbody a[href^='/leads/']").first.get_attribute("href") or "/leads/"
    if address == "PROFILE":
        page.goto("/registers/organizations/?kind=lab")
        entry = page.locator("tbody a[href^='/registers/organizations/']").first.get_attribute("href")
        return f"{entry}profile/"
    return address


if __name__ == "__main__":
    main()
