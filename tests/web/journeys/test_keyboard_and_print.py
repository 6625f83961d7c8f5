"""Without a mouse, and on paper."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.support.web_cast import PASSWORD
from tests.support.web_leads import again, some_lead

from jianzhen.web.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_STEPS = 60


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus; every stop on the way must be seen."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is not reached by Tab within {MOST_STEPS} steps")


def test_a_lead_is_taken_up_without_a_mouse(page: Page, somebody: Callable[[str], User]) -> None:
    somebody("city_analyst")
    lead = some_lead()
    page.goto("/accounts/login/")
    page.focus("input[name=login]")
    page.keyboard.type("city_analyst")
    tab_to(page, "input[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="退出").wait_for()
    tab_to(page, "nav a[href='/leads/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leads/")
    tab_to(page, ".skip-link")
    page.keyboard.press("Enter")
    tab_to(page, f"a[href='/leads/{lead.key}/']")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{lead.key}/")
    tab_to(page, "details summary")
    page.keyboard.press("Enter")
    tab_to(page, "details[open] form button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已记入日志")).to_be_visible()
    assert again(lead).state == "in_review"


def test_the_skip_link_is_seen_when_it_has_the_focus(page: Page) -> None:
    page.goto("/accounts/login/")
    page.locator(".skip-link").focus()
    box = page.locator(".skip-link").bounding_box()
    assert box
    assert box["x"] >= 0


def test_on_paper_a_lead_has_its_content_and_no_controls(
    page: Page, somebody: Callable[[str], User], tmp_path: Path
) -> None:
    somebody("city_leader")
    lead = some_lead()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "city_leader")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="退出").wait_for()
    page.goto(f"/leads/{lead.key}/")
    file = tmp_path / "lead.pdf"
    page.pdf(path=str(file), format="A4")
    text = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout
    assert lead.title_zh in text
    assert lead.subject_name in text
    for control in ("退出", "English", "分派", "开始研判"):
        assert control not in text.replace("尚无人处理", ""), control
