"""An auditor finds an act, hands out its proof; an outsider checks it without us."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from jianzhen.seal.merkle.keyring import KeyRing
from jianzhen.web import audit
from jianzhen.web.accounts.models import User
from jianzhen.web.audit.roots import sign_root
from jianzhen.words import Words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AtWork = Callable[[str], Page]


def kept(page: Page, link: str, folder: Path) -> Path:
    """Download what a link gives."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=link).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def test_an_outsider_checks_what_the_auditor_handed_out(
    at_work: AtWork, somebody: Callable[[str], User], tmp_path: Path
) -> None:
    analyst = somebody("city_analyst")
    with transaction.atomic():
        audit.record(
            "lead.dismiss", actor=analyst, before={"state": "in_review"}, after={"state": "dismissed"},
            reason="记录为手误", words=Words("{actor}不予处理线索", "{actor} dismissed a lead"),
        )  # fmt: skip
    sign_root(KeyRing(tmp_path / "keys"))
    page = at_work("city_auditor")
    page.get_by_role("link", name="操作日志", exact=True).click()
    page.get_by_label("类型").select_option("lead.dismiss")
    page.get_by_role("button", name="查找").click()
    page.locator("tbody a").click()
    expect(page.get_by_text("记录为手误")).to_be_visible()
    expect(page.get_by_role("cell", name="in_review")).to_be_visible()
    proof = kept(page, "下载证明", tmp_path)
    page.get_by_role("link", name="怎样核验").click()
    roots, verifier = kept(page, "公布文件", tmp_path), kept(page, "verify.html", tmp_path)
    outside = page.context.browser.new_context(offline=True).new_page()  # type: ignore[union-attr]
    outside.goto(verifier.as_uri())
    outside.locator("#roots").set_input_files(roots)
    outside.locator("#proof").set_input_files(proof)
    expect(outside.locator("#verdict.yes")).to_be_visible()
    expect(outside.locator("#fields")).to_contain_text("dismissed")
    expect(outside.locator("#fields")).not_to_contain_text("记录为手误")


def test_an_auditor_changes_nothing(at_work: AtWork, somebody: Callable[[str], User]) -> None:
    page = at_work("city_auditor")
    page.goto("/people/")
    expect(page.get_by_role("link", name="新建账号")).to_have_count(0)
    page.locator("#main").get_by_role("link", name="张city_auditor").click()
    expect(page.get_by_role("button", name="停用账号")).to_have_count(0)
