from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_chinese_first_whatever_the_browser_prefers(client: Client) -> None:
    answer = client.get("/nowhere/", headers={"accept-language": "en-GB,en"})
    assert answer.headers["Content-Language"] == "zh-hans"
    assert "没有找到" in answer.text
    assert '<html lang="zh-CN">' in answer.text


def test_the_switch_lasts_and_leads_back(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/health/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/health/")
    page = client.get("/nowhere/")
    assert "Not found" in page.text
    assert '<html lang="en">' in page.text


def test_the_switch_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


def test_an_unknown_language_is_chinese(client: Client) -> None:
    client.cookies["jianzhen_language"] = "xx"
    assert client.get("/nowhere/").headers["Content-Language"] == "zh-hans"
