"""Leader, analyst and inspector at their desks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.support.web_leads import again, some_lead

from jianzhen.web.accounts.models import User
from jianzhen.web.audit.models import Entry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AtWork = Callable[[str], Page]
Somebody = Callable[[str], User]


def test_a_leader_gives_a_lead_to_an_analyst(at_work: AtWork, somebody: Somebody) -> None:
    analyst, lead = somebody("city_analyst"), some_lead(grade="high")
    page = at_work("city_leader")
    page.get_by_role("link", name="线索", exact=True).click()
    page.get_by_role("link", name=lead.title_zh).click()
    page.get_by_label("分派给").select_option(str(analyst.pk))
    page.get_by_label("期限（可不填）").fill((dt.datetime.now().date() + dt.timedelta(days=5)).isoformat())
    page.get_by_role("button", name="分派", exact=True).click()
    expect(page.get_by_text("已记入日志")).to_be_visible()
    assert again(lead).assignee == analyst


def test_a_leader_dismisses_a_lead_of_grade_high_for_a_reason(at_work: AtWork) -> None:
    lead = some_lead(grade="high", state="in_review")
    page = at_work("city_leader")
    page.goto(f"/leads/{lead.key}/")
    page.locator("summary", has_text="不予处理").click()
    form = page.locator("details[open] form")
    form.locator("button").click()
    assert again(lead).state == "in_review", "the browser asks for the reason first"
    form.locator("textarea").fill("核对原始记录，时间为手误")
    form.locator("button").click()
    expect(page.get_by_text("核对原始记录，时间为手误")).to_be_visible()
    assert again(lead).state == "dismissed"
    assert "核对原始记录" not in Entry.objects.get(kind="lead.dismiss").content


def test_an_analyst_finds_own_work_and_sends_it_to_inspection(at_work: AtWork, somebody: Somebody) -> None:
    lead = some_lead(state="in_review", assignee=somebody("city_analyst"), due_on=dt.date(2026, 3, 9))
    other = some_lead()
    page = at_work("city_analyst")
    expect(page.get_by_text(lead.title_zh)).to_be_visible()
    expect(page.get_by_text(other.title_zh)).to_have_count(0)
    page.get_by_text(lead.title_zh).click()
    page.locator("summary", has_text="转现场检查").click()
    page.locator("details[open] textarea").fill("两处签名笔迹一致，须看原件")
    page.locator("details[open] form button").click()
    page.get_by_text("已记入日志").wait_for()
    assert again(lead).state == "to_inspection"


def test_an_inspector_reads_and_is_offered_nothing_else(at_work: AtWork) -> None:
    lead = some_lead(state="to_inspection")
    page = at_work("city_inspector")
    page.goto("/leads/?state=to_inspection")
    page.get_by_role("link", name=lead.title_zh).click()
    expect(page.get_by_text("当前状态下您没有可做的操作")).to_be_visible()
    expect(page.get_by_role("link", name="人员")).to_have_count(0)
    assert page.request.get("/people/").status == 403
