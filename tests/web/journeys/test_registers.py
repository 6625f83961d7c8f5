"""An analyst finds an organisation by two characters, corrects it, looks at how it was, and changes many at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.support.web_registers import code, facts, recorded, some_organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AtWork = Callable[[str], Page]


def test_an_entry_is_found_corrected_and_seen_as_it_was(at_work: AtWork) -> None:
    record = some_organisation(name="示例蓝天环境检测有限公司", kind="lab", address="示例路1号", org_id=code(4001))
    some_organisation(name="示例化工", org_id=code(4002))
    page = at_work("city_analyst")
    page.get_by_role("link", name="名录", exact=True).click()
    page.get_by_label("在全部名录中查找").fill("蓝天")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="示例蓝天环境检测有限公司").click()
    page.get_by_role("link", name="修改").click()
    page.get_by_label("地址").fill("示例路2号")
    page.get_by_label("自哪一天起").fill("2026-03-01")
    page.get_by_label("理由").fill("搬迁")
    page.get_by_role("button", name="登记").click()
    page.get_by_text("已记入日志").wait_for()
    expect(page.locator("del", has_text="示例路1号")).to_be_visible()
    page.get_by_label("哪一天的状态").fill("2026-02-28")
    page.get_by_role("button", name="查看", exact=True).click()
    expect(page.locator(".register-facts").get_by_text("示例路1号")).to_be_visible()
    assert facts(record)["address"] == "示例路2号"
    page.goto(f"/registers/organizations/{record.key}/profile/")
    expect(page.get_by_role("heading", name="工作量与能力")).to_be_visible()


def test_a_list_is_narrowed_exported_and_changed_in_bulk(at_work: AtWork, tmp_path: Path) -> None:
    owner = some_organisation(kind="lab")
    kinds = ("balance", "balance", "oven")
    records = recorded("instruments", *(
        {"instrument_id": f"YQ-{n}", "org_id": owner.org, "kind": kind} for n, kind in enumerate(kinds)
    ))  # fmt: skip
    page = at_work("city_analyst")
    page.goto("/registers/instruments/")
    page.select_option("#f_kind", "balance")
    page.wait_for_url("**kind=**")
    page.get_by_text("YQ-2").wait_for(state="detached")
    with page.expect_download() as saved:
        page.get_by_role("button", name="导出这 2 条").click()
    saved.value.save_as(tmp_path / "out.xlsx")
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")
    page.get_by_role("link", name="批量修改").click()
    page.get_by_label("改哪一列").select_option("ownership")
    page.get_by_label("改为").fill("租赁")
    page.get_by_label("理由").fill("普查")
    page.get_by_role("button", name="预览").click()
    page.get_by_role("button", name="确认修改").click()
    page.get_by_text("已记入日志").wait_for()
    assert [facts(one).get("ownership") for one in records] == ["leased", "leased", None]
