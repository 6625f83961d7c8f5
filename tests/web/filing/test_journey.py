"""An institution and an officer at the screen: upload, faults, receipt, correction, filing, reminder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from tests.support.web_chromium import faults, is_wider_than_its_window, sign_in
from tests.support.web_filing import csv_of, result, workbook

from jianzhen.lake.log import entries
from jianzhen.lake.place import open_lake
from jianzhen.web.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Somebody = Callable[[str], User]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def choose(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("#file", files=[{"name": name, "mimeType": XLSX, "buffer": content}])
    page.get_by_role("button", name="上传并检查").click()


def look_at(page: Page) -> None:
    """The page as it is: nothing that keeps anybody out, nothing wider than a phone."""
    assert faults(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not is_wider_than_its_window(page), page.url
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_institution_hands_in_and_corrects(page: Page, somebody: Somebody, tmp_path: Path) -> None:
    somebody("partner")
    sign_in(page, "partner")
    expect(page.get_by_role("heading", name="示例检测")).to_be_visible()
    look_at(page)
    page.get_by_role("link", name="报送材料").click()
    look_at(page)
    choose(page, "三月.xlsx", workbook({"results": [result(), {**result("S2"), "unit": ""}]}))
    expect(page.get_by_text("有问题，未报送")).to_be_visible()
    expect(page.get_by_text("第 3 行")).to_be_visible()
    expect(page.get_by_role("button", name="确认报送")).to_have_count(0)
    look_at(page)
    with page.expect_download() as given:
        page.get_by_role("link", name="下载标注问题的表格").click()
    given.value.save_as(tmp_path / "marked.xlsx")
    assert openpyxl.load_workbook(tmp_path / "marked.xlsx").sheetnames == ["results", "问题清单"]
    page.get_by_role("link", name="重新上传").click()
    choose(page, "三月.xlsx", workbook({"results": [result(), result("S2")]}))
    page.get_by_role("button", name="确认报送").click()
    expect(page.get_by_text("已接收，已入库")).to_be_visible()
    look_at(page)
    page.get_by_role("link", name="更正").click()
    page.get_by_label("理由").fill("抄录有误")
    choose(page, "原始记录结果.csv", csv_of([result(value="24")]))
    page.get_by_role("button", name="确认报送").click()
    expect(page.get_by_text("抄录有误").first).to_be_visible()
    page.get_by_role("link", name="回执", exact=True).click()
    picture = page.locator("img.receipt-code")
    picture.evaluate("image => image.decode()")  # rejected when it is no picture
    assert picture.evaluate("image => image.naturalWidth") > 0
    look_at(page)
    address = page.locator("a[href*='/receipts/']").get_attribute("href")
    page.get_by_role("button", name="退出").click()
    page.goto(str(address))
    expect(page.get_by_role("heading", name="回执属实")).to_be_visible()
    expect(page.get_by_text("示例检测")).to_have_count(0)
    look_at(page)
    assert len(entries(open_lake(settings.OPTIONS.data / "lake"))) == 2


def test_a_filing_from_promise_to_decision(page: Page, somebody: Somebody) -> None:
    somebody("partner")
    somebody("city_analyst")
    sign_in(page, "partner")
    page.get_by_role("button", name="开始备案").click()
    page.get_by_label("备案范围").fill("水和废水")
    page.get_by_label("场所地址").fill("示例路1号")
    page.get_by_label("人员数").fill("12")
    page.get_by_label("仪器数").fill("30")
    page.get_by_role("button", name="保存").click()
    look_at(page)
    page.get_by_label("已阅读并作出以上承诺").check()
    page.get_by_role("button", name="提交备案").click()
    expect(page.get_by_text("已提交，待受理").first).to_be_visible()
    page.get_by_role("button", name="退出").click()
    sign_in(page, "city_analyst")
    page.get_by_role("link", name="报送", exact=True).click()
    look_at(page)
    page.get_by_role("link", name="1 份待受理").click()
    page.get_by_role("link", name="示例检测").click()
    look_at(page)
    page.get_by_role("button", name="受理", exact=True).click()
    expect(page.get_by_text("已受理").first).to_be_visible()


def test_what_is_due_is_set_listed_and_reminded_of(page: Page, somebody: Somebody) -> None:
    somebody("partner")
    somebody("city_leader")
    sign_in(page, "city_leader")
    page.goto("/duties/")
    page.get_by_label("报送内容").fill("季度质控记录")
    page.get_by_label("周期").select_option("quarter")
    page.get_by_label("自哪一期起（日期）").fill("2026-01-01")
    page.get_by_role("button", name="设定").click()
    expect(page.get_by_text("季度质控记录").first).to_be_visible()
    look_at(page)
    page.goto("/overdue/")
    look_at(page)
    expect(page.get_by_role("cell", name="示例检测").first).to_be_visible()
    page.get_by_label("附言（可不填）").fill("请于本周内补报")
    page.get_by_role("button", name="催报所选").click()
    expect(page.get_by_text("已催报")).to_be_visible()
    page.get_by_role("button", name="退出").click()
    sign_in(page, "partner")
    expect(page.get_by_text("请于本周内补报").first).to_be_visible()
