from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-some-length-that-nobody-guesses"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, data=tmp_path, metrics_token=TOKEN))


def test_the_page_says_what_to_see_to(browser: Callable[..., Client]) -> None:
    page = browser("city_admin").get("/operations/").content.decode()
    assert "没有后台任务进程在运行" in page
    assert "签名当日的日志根" in page
    browser_in_english = browser("city_admin")
    browser_in_english.cookies["jianzhen_language"] = "en"
    assert "no worker runs" in browser_in_english.get("/operations/").content.decode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "10.0.0.8"}, 403),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 403),
        ({"HTTP_FORWARDED": "for=127.0.0.1"}, 403),
        ({"HTTP_VIA": "1.1 proxy"}, 403),
        ({"REMOTE_ADDR": "10.0.0.8", "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, 200),
        ({"REMOTE_ADDR": "10.0.0.8", "HTTP_AUTHORIZATION": f"Basic {TOKEN}"}, 403),
        ({"REMOTE_ADDR": "10.0.0.8", "HTTP_AUTHORIZATION": "Bearer "}, 403),
        ({"REMOTE_ADDR": "10.0.0.8", "HTTP_AUTHORIZATION": "Bearer 密"}, 403),
    ],
)
def test_metrics_are_for_this_machine_or_for_the_token(client: Client, headers: dict[str, str], status: int) -> None:
    answer = client.get("/metrics", **headers)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert (b"jianzhen_info" in answer.content) == (status == 200)


def test_no_token_opens_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, metrics_token=""))
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.8", HTTP_AUTHORIZATION="Bearer ").status_code == 403
