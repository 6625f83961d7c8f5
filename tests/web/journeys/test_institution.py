"""Somebody of an institution hands in a record with a fault, then without, and shows the receipt to a stranger."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import FilePayload, Page, expect
from tests.support.web_filing import OTHER_LAB, csv_of, result

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AtWork = Callable[[str], Page]


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, data=tmp_path, second_factor=False))


def hand_in(page: Page, content: bytes) -> None:
    page.goto("/submissions/new/")
    page.set_input_files("#file", FilePayload(name="results.csv", mimeType="text/csv", buffer=content))
    page.get_by_role("button", name="上传并检查").click()
    page.wait_for_url(re.compile(r"/submissions/\d+/$"))


def test_faults_are_told_and_a_receipt_is_given(at_work: AtWork) -> None:
    page = at_work("partner")
    page.get_by_role("link", name="报送", exact=True).click()
    hand_in(page, csv_of([result(), {**result("S2"), "unit": ""}, result("S3", lab=OTHER_LAB)]))
    expect(page.get_by_text("第 3 行")).to_be_visible()
    expect(page.get_by_role("button", name="确认报送")).to_have_count(0)
    hand_in(page, csv_of([result()]))
    page.get_by_role("button", name="确认报送").click()
    page.get_by_role("link", name="回执").first.click()
    number = page.locator("code, strong, .h2").filter(has_text="-").first.inner_text().strip()
    stranger = page.context.browser.new_context(base_url=page.url.split("/submissions")[0]).new_page()  # type: ignore[union-attr]
    stranger.goto("/receipts/")
    stranger.get_by_role("textbox").fill(number)
    stranger.keyboard.press("Enter")
    expect(stranger.get_by_text(number).first).to_be_visible()
    expect(stranger.get_by_text("results.csv")).to_have_count(0)


def test_leads_and_people_are_not_for_institutions(at_work: AtWork) -> None:
    page = at_work("partner")
    for address in ("/leads/", "/people/", "/log/", "/departments/", "/operations/", "/rules/"):
        assert page.request.get(address).status in {403, 404}, address
