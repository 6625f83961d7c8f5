"""Asking an institution, and its answer: it sees the question and nothing else of the lead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from tests.support.web_leads import again, some_lead
from tests.support.web_scope import ScopeContract
from tests.support.web_screening import SOON, some_question, some_suppression

from jianzhen.web.accounts.models import User
from jianzhen.web.audit.models import Apart, Entry
from jianzhen.web.leads.models import Lead, Question
from jianzhen.web.scope.net import whole_table
from jianzhen.web.screening.models import SuppressionDecision

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
PDF = b"%PDF-1.7\n%made up\n"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, data=tmp_path, second_factor=False))
    return tmp_path


@pytest.fixture
def asked(browser: Browser, somebody: Callable[[str], User]) -> Question:
    """Asked of the partner by an analyst, through the page."""
    partner = somebody("partner")
    lead = some_lead(state="in_review", subject=partner.party.uscc, title_zh="不该让机构看到的事实")
    given = {"act": "ask", "seen": "in_review", "reason": "请说明五月一日的采样安排", "due_on": str(SOON),
             "party": partner.party.pk}  # fmt: skip
    browser("city_analyst").post(f"/leads/{lead.key}/move/", given)
    with whole_table("a test"):
        return Question.objects.select_related("lead").get()


def now(question: Question) -> Question:
    with whole_table("a test"):
        return Question.objects.get(pk=question.pk)


def test_the_institution_sees_the_question_and_nothing_of_the_lead(asked: Question, browser: Browser) -> None:
    client = browser("partner")
    for address in ("/", "/questions/", f"/questions/{asked.pk}/"):
        page = client.get(address, follow=True).text
        assert "请说明五月一日的采样安排" in page
        assert asked.lead.title_zh not in page
        assert asked.lead.key[:12] not in page
        assert "示例单位" not in page
        assert "张city_analyst" not in page
    assert "640100示例ecology" in client.get(f"/questions/{asked.pk}/").text
    assert client.get(f"/leads/{asked.lead.key}/").status_code == 403


def test_its_answer_shows_on_the_lead(asked: Question, browser: Browser) -> None:
    given = {"answer": "当日两组人员分别到场", "file": SimpleUploadedFile("证明.pdf", PDF)}
    browser("partner").post(f"/questions/{asked.pk}/answer/", given)
    page = browser("city_analyst").get(f"/leads/{asked.lead.key}/").text
    assert "当日两组人员分别到场" in page
    assert "证明.pdf" in page
    assert again(asked.lead).state == "needs_explanation"
    assert Entry.objects.filter(kind="lead.answered").count() == 1
    file = browser("city_analyst").post(f"/questions/{asked.pk}/file/")
    assert file.content == PDF
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert browser("other_city_analyst").post(f"/questions/{asked.pk}/file/").status_code == 404
    assert Entry.objects.filter(kind="lead.answer_file_taken").count() == 1


def test_the_log_proves_what_was_answered(asked: Question, browser: Browser) -> None:
    browser("partner").post(f"/questions/{asked.pk}/answer/", {"answer": "当日两组人员分别到场"})
    entry = Entry.objects.get(kind="lead.answered")
    assert "当日两组人员分别到场" not in entry.content
    kept = Apart.objects.filter(entry=entry.pk).values_list("name", "value")
    assert any(name == "/after/answer" and "当日两组人员分别到场" in value for name, value in kept)


def test_an_answer_is_given_once(asked: Question, browser: Browser) -> None:
    client = browser("partner")
    client.post(f"/questions/{asked.pk}/answer/", {"answer": "第一次"})
    told = client.post(f"/questions/{asked.pk}/answer/", {"answer": "第二次"}, follow=True).text
    assert "已经答复" in told
    assert now(asked).answer == "第一次"


def test_a_lead_that_goes_on_waits_for_no_answer(asked: Question, browser: Browser) -> None:
    given = {"act": "resume", "seen": "needs_explanation", "reason": "已有其他证据"}
    browser("city_analyst").post(f"/leads/{asked.lead.key}/move/", given)
    assert now(asked).closed_at is not None
    assert "已不再需要答复" in browser("partner").get(f"/questions/{asked.pk}/").text
    browser("partner").post(f"/questions/{asked.pk}/answer/", {"answer": "晚了"})
    assert now(asked).answer == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b""), ("a.pdf", b"MZ\x90\x00"), ("a.pdf.exe", b"#!/bin/sh"), ("a.svg", b"<svg onload=alert(1)>"),
     ("a.docm", b"PK\x03\x04")],
)  # fmt: skip
def test_files_are_taken_by_what_they_hold(asked: Question, browser: Browser, name: str, content: bytes) -> None:
    given = {"answer": "见附件", "file": SimpleUploadedFile(name, content)}
    assert browser("partner").post(f"/questions/{asked.pk}/answer/", given).status_code == 200
    assert now(asked).answered_at is None


def test_a_changed_file_is_not_handed_out(asked: Question, browser: Browser, data: Path) -> None:
    browser("partner").post(
        f"/questions/{asked.pk}/answer/", {"answer": "见附件", "file": SimpleUploadedFile("a.pdf", PDF)}
    )
    (kept,) = (path for path in (data / "uploads").rglob("*") if path.is_file())
    kept.chmod(0o600)
    kept.write_bytes(b"%PDF-forged")
    told = browser("city_analyst").post(f"/questions/{asked.pk}/file/", follow=True).text
    assert "已损坏或丢失" in told


def test_an_officer_puts_down_an_answer_that_came_on_paper(browser: Browser, somebody: Callable[[str], User]) -> None:
    question = some_question(somebody("city_leader"))
    assert browser("city_inspector").post(f"/questions/{question.pk}/answer/", {"answer": "x"}).status_code == 403
    browser("city_analyst").post(f"/questions/{question.pk}/answer/", {"answer": "来函说明"})
    assert now(question).answered_by == somebody("city_analyst")


def test_another_institution_sees_nothing(browser: Browser, somebody: Callable[[str], User]) -> None:
    question = some_question(somebody("city_leader"), text="问别人的")
    client = browser("partner")
    assert "问别人的" not in client.get("/questions/").text
    assert client.get(f"/questions/{question.pk}/").status_code == 404
    assert client.post(f"/questions/{question.pk}/answer/", {"answer": "x"}).status_code == 404


def test_what_is_overdue_says_so(browser: Browser, somebody: Callable[[str], User]) -> None:
    yesterday = dt.datetime.now().date() - dt.timedelta(days=1)
    some_question(somebody("city_leader"), due_on=yesterday)
    assert "逾期未答复" in browser("city_analyst").get("/questions/").text


class TestScopeOfQuestions(ScopeContract):
    viewer = "city_analyst"
    foreigner = "other_city_analyst"
    region_viewer = "region_analyst"
    same_city_other_kind = "city_market"
    without_right = "city_inspector"
    lists = ("/questions/",)
    details = ("/questions/{pk}/",)
    acts: ClassVar = {"answer": "/questions/{pk}/answer/"}
    body: ClassVar = {"answer": "说明"}

    def make(self, region: str) -> models.Model:
        by = User.objects.filter(username="asker").first() or User.objects.create(username="asker", region=region)
        return some_question(by, region)

    def mark(self, thing: models.Model) -> str:
        assert isinstance(thing, Question)
        return thing.text

    def manager(self) -> models.Manager[models.Model]:
        return Question.objects  # type: ignore[return-value]


class TestScopeOfSuppressions(ScopeContract):
    viewer = "city_leader"
    foreigner = "other_city_leader"
    region_viewer = "region_leader"
    same_city_other_kind = "city_police"
    lists = ("/suppressions/",)
    details = ()
    acts: ClassVar = {"lift": "/suppressions/{pk}/lift/"}

    def make(self, region: str) -> models.Model:
        by = User.objects.filter(username="asker").first() or User.objects.create(username="asker", region=region)
        return some_suppression(by, region)

    def mark(self, thing: models.Model) -> str:
        assert isinstance(thing, SuppressionDecision)
        return thing.subject_name

    def manager(self) -> models.Manager[models.Model]:
        return SuppressionDecision.objects  # type: ignore[return-value]


def test_a_party_out_of_the_lead_is_not_asked(browser: Browser, somebody: Callable[[str], User]) -> None:
    partner, lead = somebody("partner"), some_lead(state="in_review")
    given = {"act": "ask", "seen": "in_review", "reason": "请说明", "due_on": str(SOON), "party": partner.party.pk}
    browser("city_analyst").post(f"/leads/{lead.key}/move/", given)
    assert again(lead).state == "in_review"
    assert isinstance(lead, Lead)
