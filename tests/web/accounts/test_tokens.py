from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client

from jianzhen.web.accounts.models import ApiToken, User
from jianzhen.web.accounts.services.limits import LIMITS
from jianzhen.web.accounts.services.tokens import digest
from jianzhen.web.audit.models import Entry

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


def make(client: Client, rights: tuple[str, ...] = ("leads.view",), days: int = 30) -> str:
    page = client.post("/me/tokens/", {"name": "统计程序", "rights": rights, "days": days})
    found = re.search(r'<code class="user-select-all">(jz_[^<]+)</code>', page.text)
    return found[1] if found else ""


def ask(text: str, **more: str) -> tuple[int, dict[str, object]]:
    answer = Client().get("/api/me/", headers={"authorization": f"Bearer {text}", **more})
    return answer.status_code, answer.json()


def test_a_token_speaks_for_its_person_within_its_rights(browser: Browser) -> None:
    text = make(browser("city_leader", elevated=True))
    assert ask(text) == (200, {"account": "city_leader", "rights": ["leads.view"]})


def test_only_its_digest_is_kept_and_its_making_is_on_record(browser: Browser) -> None:
    client = browser("city_leader", elevated=True)
    text = make(client)
    token = ApiToken.objects.get()
    assert token.digest == digest(text)
    assert text not in client.get("/me/").text
    assert Entry.objects.filter(kind="token.made").count() == 1


@pytest.mark.parametrize(("rights", "days"), [((), 30), (("people.manage",), 30), (("leads.view",), 999)])
def test_no_more_than_the_person_has_and_no_longer_than_a_year(
    browser: Browser, rights: tuple[str, ...], days: int
) -> None:
    assert make(browser("city_leader", elevated=True), rights, days) == ""
    assert not ApiToken.objects.exists()


def test_rights_that_the_person_loses_are_lost_to_the_token(browser: Browser, somebody: Callable[[str], User]) -> None:
    text = make(browser("city_leader", elevated=True))
    somebody("city_leader").posts.update(to_on=dt.date(2021, 1, 1))
    assert ask(text) == (200, {"account": "city_leader", "rights": []})


def test_revoked_expired_stopped_and_invented_tokens_open_nothing(
    browser: Browser, somebody: Callable[[str], User]
) -> None:
    client = browser("city_leader", elevated=True)
    texts = [make(client) for _ in range(3)]
    revoked, expired, _ = ApiToken.objects.order_by("pk")
    client.post(f"/me/tokens/{revoked.pk}/revoke/")
    ApiToken.objects.filter(pk=expired.pk).update(expires_at=dt.datetime.now() - dt.timedelta(seconds=1))
    assert [ask(text)[0] for text in texts] == [401, 401, 200]
    User.objects.update(is_active=False)
    assert ask(texts[2])[0] == 401
    assert ask("jz_invented")[0] == 401
    assert Entry.objects.filter(kind="token.revoked").count() == 1


def test_a_token_of_another_person_is_not_revoked(browser: Browser) -> None:
    make(browser("city_leader", elevated=True))
    token = ApiToken.objects.get()
    assert browser("city_analyst").post(f"/me/tokens/{token.pk}/revoke/").status_code == 404


def test_a_token_opens_no_page_and_a_bad_one_is_not_rescued_by_a_cookie(browser: Browser) -> None:
    client = browser("city_leader", elevated=True)
    text = make(client)
    assert Client().get("/people/", headers={"authorization": f"Bearer {text}"}).status_code == 302
    assert client.get("/api/me/", headers={"authorization": "Bearer jz_invented"}).status_code == 401


def test_guessing_is_slowed_down() -> None:
    statuses = [ask(f"jz_{number}")[0] for number in range(int(LIMITS["token"].most) + 1)]
    assert statuses[-2:] == [401, 429]
