"""Every page in both languages: an English page has no Chinese but data, a Chinese one no English but names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from tests.support.web_walk import chinese_in_english, data_in_the_database, english_in_chinese, visits

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
Objects = dict[str, dict[str, object]]
NAMES = frozenset(
    ("English", "Enter", "Jianzhen", "Excel", "JSON", "html", "verify", "check", "proof", "SHA", "API", "OpenAPI",
     "CSV", "TOTP", "xlsx", "zip")
)  # fmt: skip
"""Names that stand in both languages."""


def in_language(browser: Browser, code: str) -> Browser:
    def make(name: str, *, elevated: bool = False) -> Client:
        client = browser(name, elevated=elevated)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = code
        return client

    return make


def test_english_pages_have_no_chinese(browser: Browser, objects: Objects) -> None:
    found = visits(in_language(browser, "en"), objects)
    data = data_in_the_database()
    left = [f"{visit}: {text}" for visit in found for text in sorted(chinese_in_english(visit.answer.text, data))]
    assert not left, "\n".join(left)
    assert all(visit.answer.headers["Content-Language"] == "en" for visit in found)


def test_chinese_pages_have_no_english(browser: Browser, objects: Objects) -> None:
    found = visits(in_language(browser, "zh-hans"), objects)
    data = data_in_the_database()
    left = [
        f"{visit}: {text}" for visit in found for text in sorted(english_in_chinese(visit.answer.text, data, NAMES))
    ]
    assert not left, "\n".join(left)


def test_the_walk_reaches_the_pages(browser: Browser, objects: Objects) -> None:
    found = {visit.route: visit.who for visit in visits(browser, objects)}
    assert {"home", "leads", "lead", "people", "person", "me", "log", "log_entry", "verify", "account_login"} <= set(
        found
    )
    assert (found["account_login"], found["log"]) == ("anonymous", "city_auditor")


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<p>Leads</p>", 0),
        ("<p>Leads of 示例单位</p>", 0),
        ("<p>Leads 线索</p>", 1),
        ('<input placeholder="理由">', 1),
        ('<button lang="zh-CN">中文</button>', 0),
        ("<p><code>中文</code><br>after</p><p>然后</p>", 1),
    ],
)
def test_chinese_is_told_from_data(page: str, left: int) -> None:
    assert len(chinese_in_english(page, "示例单位5号")) == left


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<p>线索 Leads</p>", 0),
        ("<p>Leads</p>", 1),
        ("<p>ORG5</p>", 0),
        ("<p>verify.html</p>", 0),
        ('<img alt="A picture">', 1),
        ('<button lang="en">Sign out</button>', 0),
    ],
)
def test_english_is_told_from_data_and_names(page: str, left: int) -> None:
    assert len(english_in_chinese(page, "ORG5", NAMES)) == left
