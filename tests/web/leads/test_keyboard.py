"""The desk of leads by keyboard alone, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.support.web_chromium import sign_in
from tests.support.web_leads import again, some_lead

from jianzhen.web.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_lead_is_taken_up_without_a_mouse(page: Page, somebody: Callable[[str], User]) -> None:
    somebody("city_analyst")
    first, second = some_lead(), some_lead()
    sign_in(page, "city_analyst")
    page.goto("/leads/")
    press(page, "jjt")
    page.wait_for_url(f"**/leads/{second.key}/#take")
    expect(page.locator("#reason_take")).to_be_focused()
    page.keyboard.type("先看仪器记录 jdk?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("已记入日志").wait_for()
    assert (again(first).state, again(second).state) == ("new", "in_review")
    press(page, "u")
    page.wait_for_url("**/leads/")


def test_the_sheet_of_keys_opens_and_closes(page: Page, somebody: Callable[[str], User]) -> None:
    somebody("city_analyst")
    some_lead()
    sign_in(page, "city_analyst")
    page.goto("/leads/")
    expect(page.locator("#keys")).to_be_hidden()
    press(page, "?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    press(page, "/")
    expect(page.locator("#q")).to_be_focused()


def test_several_are_ticked_and_assigned(page: Page, somebody: Callable[[str], User]) -> None:
    somebody("city_leader")
    analyst = somebody("city_analyst")
    leads = [some_lead() for _ in range(3)]
    sign_in(page, "city_leader")
    page.goto("/leads/")
    press(page, "jxjjx")
    expect(page.locator("[data-bulk-count]")).to_have_text("2")
    page.get_by_role("button", name="批量分派").click()
    page.select_option("#id_user", str(analyst.pk))
    page.get_by_role("button", name="预览").click()
    page.get_by_role("button", name="确认分派").click()
    page.get_by_text("已分派 2 条").wait_for()
    assert [again(lead).assignee for lead in leads] == [analyst, None, analyst]
