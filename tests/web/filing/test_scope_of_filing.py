"""Who sees and does what with submissions, filings and duties."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import ClassVar

import pytest
from django.db import models
from django.test import Client
from tests.support.web_cast import CITY
from tests.support.web_filing import LAB, NOW, OTHER_LAB, a_submission, party_with_people
from tests.support.web_scope import ScopeContract

from jianzhen.web.accounts.models import Party, User
from jianzhen.web.filing.models import Duty, Filing, Submission
from jianzhen.web.scope.net import whole_table

_number = count(1)


def some_party(region: str) -> User:
    number = next(_number)
    return party_with_people(f"PARTY{number:013d}", f"party{number}", region)


class TestScopeOfSubmissions(ScopeContract):
    viewer = "city_analyst"
    foreigner = "other_city_analyst"
    region_viewer = "region_analyst"
    same_city_other_kind = "city_police"
    lists = ("/submissions/", "/submissions/?q=示例party")
    details = ("/submissions/{pk}/", "/submissions/{pk}/receipt/", "/api/submissions/{pk}/")

    def make(self, region: str) -> models.Model:
        user = some_party(region)
        assert user.party is not None
        return a_submission(user.party, user)

    def mark(self, thing: models.Model) -> str:
        assert isinstance(thing, Submission)
        return f"submissions/{thing.pk}/"

    def manager(self) -> models.Manager[models.Model]:
        return Submission.objects  # type: ignore[return-value]


class TestScopeOfFilings(ScopeContract):
    viewer = "city_analyst"
    foreigner = "other_city_analyst"
    region_viewer = "region_analyst"
    same_city_other_kind = "city_police"
    without_right = "city_inspector"
    lists = ("/filings/", "/filings/?step=submitted")
    details = ("/filings/{pk}/",)
    acts: ClassVar = {"decide": "/filings/{pk}/decide/"}
    body: ClassVar = {"decision": "accept", "reason": "因为"}

    def make(self, region: str) -> models.Model:
        user = some_party(region)
        with whole_table("a test"):
            return Filing.objects.create(
                party=user.party, region=region, remit=3, version=1, step="submitted", made_at=NOW, submitted_at=NOW
            )

    def mark(self, thing: models.Model) -> str:
        assert isinstance(thing, Filing)
        return f"filings/{thing.pk}/"

    def manager(self) -> models.Manager[models.Model]:
        return Filing.objects  # type: ignore[return-value]


class TestScopeOfDuties(ScopeContract):
    viewer = "city_analyst"
    foreigner = "other_city_analyst"
    region_viewer = "region_analyst"
    same_city_other_kind = "city_police"
    lists = ("/duties/",)
    details = ()
    acts: ClassVar = {"end": "/duties/{pk}/end/"}

    def make(self, region: str) -> models.Model:
        user = some_party(region)
        with whole_table("a test"):
            return Duty.objects.create(
                title_zh=f"要求{next(_number)}号", party_kind="lab", region=region, remit=3, rhythm="month", days=10,
                from_on=NOW.date(), made_by=user, made_at=NOW,
            )  # fmt: skip

    def mark(self, thing: models.Model) -> str:
        assert isinstance(thing, Duty)
        return thing.title_zh

    def manager(self) -> models.Manager[models.Model]:
        return Duty.objects  # type: ignore[return-value]


@pytest.mark.django_db
def test_a_party_sees_its_own_and_nothing_of_another(
    browser: Callable[..., Client], somebody: Callable[[str], User]
) -> None:
    partner, other = somebody("partner"), party_with_people(OTHER_LAB, "stranger", CITY)
    assert partner.party is not None
    assert other.party is not None
    assert partner.party.uscc == LAB
    mine, foreign = a_submission(partner.party, partner), a_submission(other.party, other)
    client = browser("partner")
    page = client.get("/submissions/").text
    assert f"/submissions/{mine.pk}/" in page
    assert f"/submissions/{foreign.pk}/" not in page
    assert client.get(f"/submissions/{mine.pk}/").status_code == 200
    for address in ("", "receipt/", "faults.xlsx", "status/", "correct/"):
        assert client.get(f"/submissions/{foreign.pk}/{address}").status_code == 404, address
    assert client.post(f"/submissions/{foreign.pk}/submit/").status_code == 404
    assert client.get(f"/api/submissions/{foreign.pk}/").status_code == 404
    assert client.get("/overdue/").status_code == 403


@pytest.mark.django_db
def test_a_draft_is_its_institutions_alone(browser: Callable[..., Client], somebody: Callable[[str], User]) -> None:
    partner = somebody("partner")
    with whole_table("a test"):
        draft = Filing.objects.create(party=partner.party, region=CITY, remit=3, version=1, made_at=NOW)
    assert browser("partner").get(f"/filings/{draft.pk}/").status_code == 200
    for name in ("city_leader", "region_leader"):
        assert browser(name).get(f"/filings/{draft.pk}/").status_code == 404
        assert f"/filings/{draft.pk}/" not in browser(name).get("/filings/").text


@pytest.mark.django_db
def test_market_supervision_sees_testing_institutions_and_no_discharger(browser: Callable[..., Client]) -> None:
    user = party_with_people(OTHER_LAB, "plant", CITY, kind="discharger")
    assert Party.objects.filter(kind="discharger").exists()
    assert user.party is not None
    one = a_submission(user.party, user, remit=1)
    assert browser("city_market").get(f"/submissions/{one.pk}/").status_code == 404
    assert browser("city_analyst").get(f"/submissions/{one.pk}/").status_code == 200
