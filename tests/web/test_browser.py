"""An officer at work, in a real browser: nothing that the content security policy blocks, nothing fetched elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.support.web_cast import PASSWORD
from tests.support.web_leads import again, some_lead

from jianzhen.web.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_analyst_finds_a_lead_and_takes_it_up(page: Page, somebody: Callable[[str], User]) -> None:
    somebody("city_analyst")
    middle, high = some_lead(), some_lead(grade="high")
    page.goto("/")
    page.fill("input[name=login]", "city_analyst")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="线索", exact=True).click()
    assert page.locator("tbody tr").count() == 2
    page.select_option("#facet_grade", "high")
    page.wait_for_url("**grade=high**")
    page.get_by_text(middle.title_zh).wait_for(state="detached")
    page.get_by_role("link", name=high.title_zh).click()
    page.locator("summary", has_text="开始研判").click()
    page.locator("form button", has_text="开始研判").click()
    page.get_by_text("已记入日志").wait_for()
    assert again(high).state == "in_review"
    page.get_by_role("button", name="English").click()
    page.get_by_text("in review").first.wait_for()


@pytest.mark.parametrize("width", [360, 768])
def test_no_page_is_wider_than_a_phone(page: Page, somebody: Callable[[str], User], width: int) -> None:
    somebody("city_leader")
    lead = some_lead(title_zh="一条很长的事实" * 20)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "city_leader")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="退出").wait_for()
    for address in ("/", "/leads/", f"/leads/{lead.key}/", "/people/", "/me/", "/accounts/2fa/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
