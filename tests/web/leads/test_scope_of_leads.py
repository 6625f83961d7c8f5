from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django.db import models
from django.test import Client
from tests.support.web_cast import CITY
from tests.support.web_leads import some_lead
from tests.support.web_scope import ScopeContract

from jianzhen.web.accounts.models import User
from jianzhen.web.leads.models import Lead


class TestScopeOfLeads(ScopeContract):
    viewer = "city_analyst"
    foreigner = "other_city_analyst"
    region_viewer = "region_analyst"
    same_city_other_kind = "city_market"
    without_right = "city_inspector"
    lists = ("/leads/", "/leads/?q=示例单位", "/leads/?state=all&rule=person_two_places", "/api/leads/")
    details = ("/leads/{pk}/",)
    acts: ClassVar = {"move": "/leads/{pk}/move/", "assign": "/leads/{pk}/assign/"}

    def make(self, region: str) -> models.Model:
        return some_lead(region)

    def mark(self, thing: models.Model) -> str:
        assert isinstance(thing, Lead)
        return thing.title_zh

    def manager(self) -> models.Manager[models.Model]:
        return Lead.objects  # type: ignore[return-value]

    def key(self, thing: models.Model) -> str:
        assert isinstance(thing, Lead)
        return thing.key

    missing: ClassVar = "f" * 32
    body: ClassVar = {"act": "take", "seen": "new", "reason": "因为"}

    def test_an_expert_sees_what_was_given_and_nothing_else(
        self, browser: Callable[..., Client], somebody: Callable[[str], User]
    ) -> None:
        given, other = some_lead(CITY, assignee=somebody("city_expert")), some_lead(CITY)
        client = browser("city_expert")
        page = client.get("/leads/").text
        assert given.title_zh in page
        assert other.title_zh not in page
        assert client.get(f"/leads/{given.key}/").status_code == 200
        assert client.get(f"/leads/{other.key}/").status_code == 404

    def test_facets_count_what_is_in_sight(self, browser: Callable[..., Client]) -> None:
        some_lead("640104")
        some_lead("640200")
        facets = browser("city_analyst").get("/leads/").context["facets"]
        regions = {choice.value: choice.count for facet in facets if facet.name == "region" for choice in facet.choices}
        rules = [choice.count for facet in facets if facet.name == "rule" for choice in facet.choices]
        assert regions == {"640104": 1}
        assert rules == [1]

    def test_other_leads_of_a_subject_are_those_in_sight(self, browser: Callable[..., Client]) -> None:
        mine = some_lead(CITY, subject="SHARED")
        foreign = some_lead("640200", subject="SHARED")
        assert foreign.title_zh not in browser("city_analyst").get(f"/leads/{mine.key}/").text

    def test_market_supervision_sees_what_is_shared_with_it(self, browser: Callable[..., Client]) -> None:
        shared = some_lead(CITY, remit=3)
        assert shared.title_zh in browser("city_market").get("/leads/").text
        assert shared.title_zh in browser("city_analyst").get("/leads/").text
        assert shared.title_zh not in browser("city_police").get("/leads/").text
