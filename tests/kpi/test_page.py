"""The page in a browser: it says nothing to the console, fits the window, and leads from a group to its hours."""

from __future__ import annotations

import os
import shutil

import pytest
from tests.kpi.conftest import GAS, WATER, device, value

from jianzhen.kpi.page import write_page
from jianzhen.words import Words

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser


@pytest.fixture
def page_file(worked, tmp_path):
    observations = [value(n, who, device_id=mn, flag="D" if n % 9 == 0 else "N") for n in range(600)
                    for who, mn in (("a21026", GAS), ("w01018", WATER))]  # fmt: skip
    devices = [device(), device(WATER, kind="water"), device("M3", networked_on=None)]
    path = tmp_path / "transmission.html"
    with worked("2026-09", observations=observations, devices=devices) as found:
        write_page(found, "device", [(Words("输入", "input"), "a.csv")], path)
    return path


@pytest.fixture
def browser():
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        if os.environ.get("JIANZHEN_REQUIRE_REAL_DATA") == "1":
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed")
    with sync_api.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page(browser, page_file, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator(".calendar rect").count() == 30
    assert page.locator("#standing tbody tr").count() == 1
    page.click("#groups a >> nth=0")
    detail = page.locator("details.one[open]")
    assert detail.count() == 1
    assert detail.locator(".field").is_visible()
    assert "该小时没有任何数据" in detail.inner_text()
    page.click("#language")
    assert "the device sent nothing in this hour" in detail.inner_text()
    assert said == []
