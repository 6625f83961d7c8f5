"""Whatever is searched for, the index leaves out nothing that comparing every text would find."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from tests.support.web_leads import some_lead

from jianzhen.web.leads import filters, textindex
from jianzhen.web.leads.models import Lead
from jianzhen.web.scope.net import whole_table

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


def keys(text: str) -> set[int]:
    return set(Lead.objects.filter(title_zh__icontains=text).values_list("pk", flat=True))


def test_two_signs_or_more_are_found_whatever_happened_to_the_leads() -> None:
    chance = random.Random(7)
    texts = [
        "第3号样品的五日生化需氧量",
        "PM2.5 于 22:21 超过 100%",
        "样品样品",
        "报告'L01\"(HJ 505*) AND OR",
        "需",
        "𠮷田",
    ]
    with whole_table("a test"):
        for _ in range(3):
            for text in texts:
                some_lead(title_zh=text)
        for number in range(15):
            lead = chance.choice(list(Lead.objects.all()))
            if number % 5:
                Lead.objects.filter(pk=lead.pk).update(title_zh=chance.choice(texts) + str(number), state="in_review")
            else:
                lead.content.delete()
                lead.delete()
        for text in (*texts, "需氧", "样品", "氧量1", "m2", "22:2", "0%", "OR", "'L", "𠮷田", "没有"):
            found = textindex.found(text)
            assert found is None or keys(text) <= set(found), text
        assert textindex.found("没有") == []
        assert keys("需氧")
        assert keys("需氧") == set(textindex.found("需氧") or [])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its index by itself")
def test_an_index_that_lost_its_triggers_is_filled_anew() -> None:
    with connection.cursor() as cursor:
        for name in ("insert", "update", "delete"):
            cursor.execute(f"DROP TRIGGER leads_search_{name}")
    lead = some_lead(title_zh="后来才有的事实")
    assert textindex.found("后来") == []
    textindex.install(connection)
    assert textindex.found("后来") == [lead.pk]
    textindex.install(connection)
    assert textindex.found("后来") == [lead.pk]


@pytest.mark.parametrize("most", [0, 20_000])
def test_a_common_text_and_a_rare_one_are_searched_alike(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(textindex, "MOST", most)
    lead, other = some_lead(title_zh="甲市噪声 22:21"), some_lead(title_zh="噪甲声市", subject="91640100MAPK5E5CAP")
    client = browser("city_analyst")
    for text, fits in (("噪声", [lead]), ("甲市噪声 22", [lead]), ("声市", [other]), ("%", []), ("声", [lead, other]),
                       ("mapk5e", [other]), (other.key[:9].upper(), [other]), (lead.subject_name, [lead])):  # fmt: skip
        page = client.get("/leads/", {"q": text})
        assert [one.key for one in page.context["page"]] == [one.key for one in fits], text


def test_what_is_out_of_sight_is_not_found(browser: Browser) -> None:
    some_lead("640200", title_zh="他市的事实")
    assert browser("city_analyst").get("/leads/?q=他市").context["total"] == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table through, and is right to")
def test_a_rare_text_is_looked_up_and_not_read_through() -> None:
    some_lead(title_zh="少见的字样")
    with whole_table("a test"):
        wanted = filters.Wanted(text="少见")
        told = filters.fitting(Lead.objects.get_queryset(), wanted, None).explain()
    assert "SCAN leads_lead" not in told
