"""An administrator makes an account, gives it a post; the newcomer signs in and chooses a password."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.support.web_cast import CITY, PASSWORD, department

from jianzhen.web.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AtWork = Callable[[str], Page]


def elevated(page: Page) -> None:
    """Enter the elevated mode: prove again who one is."""
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="进入特权模式").click()


def test_a_newcomer_gets_an_account_and_a_post_and_begins(at_work: AtWork) -> None:
    department("ecology", CITY)
    page = at_work("city_admin")
    page.get_by_role("link", name="人员", exact=True).click()
    page.get_by_role("link", name="新建账号").click()
    elevated(page)
    page.get_by_label("账号").fill("newcomer")
    page.get_by_label("姓名").fill("赵新来")
    page.get_by_label("电话").fill("13900001111")
    page.get_by_label("行政区划").select_option(CITY)
    page.get_by_label("部门类别").select_option("ecology")
    page.get_by_role("button", name="新建").click()
    password = page.locator("code.user-select-all").inner_text()
    page.get_by_label("岗位").select_option("analyst")
    page.get_by_label("部门").select_option(index=1)
    page.locator("form", has=page.get_by_role("button", name="授予")).get_by_label("理由").fill("到岗")
    page.get_by_role("button", name="授予").click()
    page.get_by_text("已记入日志").wait_for()
    expect(page.get_by_text("139****1111")).to_be_visible()
    page.get_by_role("button", name="退出", exact=True).click()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "newcomer")
    page.fill("input[name=password]", password)
    page.keyboard.press("Enter")
    expect(page.get_by_text("请先设置自己的密码")).to_be_visible()
    page.locator("input[type=password]").nth(0).fill(password)
    page.locator("input[type=password]").nth(1).fill("Brand-New-Day-9")
    page.locator("input[type=password]").nth(2).fill("Brand-New-Day-9")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto("/leads/")
    expect(page.get_by_role("heading", name="线索")).to_be_visible()
    assert User.objects.get(username="newcomer").settled
