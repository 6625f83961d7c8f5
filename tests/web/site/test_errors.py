from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from jianzhen.web.site import errors, headers


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused_and_says_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"})
    assert answer.status_code == 403
    assert "刷新后重试" in answer.text
    assert answer.headers["Content-Security-Policy"] == headers.CONTENT_SECURITY_POLICY


def test_a_failure_is_told_without_the_database() -> None:
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "什么也没有保存" in answer.text
    assert "Nothing was saved" in answer.text
