"""Likely duplicates: what speaks for two entries being one, and what a person's word does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.support.web_registers import code, recorded, some_organisation

from jianzhen.web.accounts.models import Party, User
from jianzhen.web.audit.models import Entry
from jianzhen.web.registers.models import DuplicateVerdict, Record
from jianzhen.web.scope.net import whole_table

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
PAGE = "/registers/duplicates/"
WORKER, HEAD = "p7f3a9c2e51d04b8", "p1111a9c2e51d04b8"


def pair(one: dict[str, Any], other: dict[str, Any]) -> tuple[Record, Record]:
    """Two organisations with nothing in common but what is given, and a third one."""
    apart = {"name": "甲地蓝天监测站", "phone": "09511111111", "org_id": code(9201)}
    away = {"name": "乙城碧水科技", "phone": "09532222222", "org_id": code(9302)}
    some_organisation(name="丙村绿山", phone="1", org_id=code(9403))
    return some_organisation(**(apart | one)), some_organisation(**(away | other))


def decide(client: Client, one: Record, other: Record, verdict: str = "same", reason: str = "同址同人") -> int:
    return client.post(f"{PAGE}{one.key}/{other.key}/", {"verdict": verdict, "reason": reason}).status_code


def told(client: Client, record: Record, page: str = "") -> list[Any]:
    """What a page says an entry is the same as."""
    return list(client.get(f"/registers/organizations/{record.key}/{page}").context["same"])


# Each sign alone

RENAMED = code(9201, "640200")
"""Registered elsewhere: another division and another check digit, the same nine signs of the organisation itself."""


@pytest.mark.parametrize(
    ("sign", "one", "other"),
    [
        ("code", {}, {"org_id": RENAMED}),
        ("name", {"name": "示例蓝天环境检测有限公司"}, {"name": "示例蓝天环境检测股份有限公司"}),
        ("phone", {"phone": "0951-1112222"}, {"phone": "（0951）1112222"}),
        ("address", {"address": "示例市 示例路1号"}, {"address": "示例市示例路１号"}),
        ("head", {"legal_person_id": HEAD}, {"controller_id": HEAD}),
    ],
)
def test_one_sign_is_enough_to_ask_a_person(
    browser: Browser, sign: str, one: dict[str, Any], other: dict[str, Any]
) -> None:
    first, second = pair(one, other)
    assert first.org[8:17] == second.org[8:17] or sign != "code"
    (found,) = browser("region_analyst").get(PAGE).context["page"]
    assert {found.one.record_id, found.other.record_id} == {first.pk, second.pk}
    assert found.signs == (sign,)


def test_people_employed_by_both_at_the_same_time_are_a_sign(browser: Browser) -> None:
    one, other = pair({}, {})
    client = browser("city_analyst")
    spell = {"person_id": WORKER, "from_on": "2024-01-01"}
    recorded("employments", {**spell, "org_id": one.org, "to_on": "2025-01-01"}, {**spell, "org_id": other.org})
    assert list(client.get(PAGE).context["page"]) == [], "one after the other"
    recorded("employments", {**spell, "org_id": one.org, "from_on": "2025-06-01"})
    (found,) = client.get(PAGE).context["page"]
    assert found.signs == ("people",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "示例检测第一分公司"}, {"name": "示例检测第二分公司"}),
        ({"phone": ""}, {"phone": ""}),
        ({"address": ""}, {"address": ""}),
    ],
)
def test_what_is_no_sign(browser: Browser, one: dict[str, Any], other: dict[str, Any]) -> None:
    pair({name: value or None for name, value in one.items()}, {name: value or None for name, value in other.items()})
    assert list(browser("city_analyst").get(PAGE).context["page"]) == []


# A person's word


def test_the_same_is_shown_on_both_entries_with_the_entry_of_the_log(browser: Browser) -> None:
    one, other = pair({"phone": "0951-1112222"}, {"phone": "09511112222"})
    client = browser("city_analyst")
    decide(client, one, other, reason=" ")
    assert len(client.get(PAGE).context["page"]) == 1, "not without a reason"
    assert decide(client, one, other) == 302
    number = Entry.objects.get(kind="duplicates.decided").number
    page = client.get(PAGE)
    assert list(page.context["page"]) == []
    assert "同址同人" in page.text
    for mine, its in ((one, other), (other, one)):
        for where in ("", "profile/"):
            (link,) = told(client, mine, where)
            assert (link.state.record_id, link.decided.number) == (its.pk, number)
        text = client.get(f"/registers/organizations/{mine.key}/").text
        assert f"操作日志第 {number} 条" in text
        assert f"/registers/organizations/{its.key}/" in text


def test_what_spoke_for_it_is_kept_as_it_was_found_not_as_it_was_sent(browser: Browser) -> None:
    one, other = pair({"phone": "0951-1112222"}, {"phone": "09511112222"})
    body = {"verdict": "same", "reason": "同址同人", "sign": ["code", "name"]}
    browser("city_analyst").post(f"{PAGE}{one.key}/{other.key}/", body)
    with whole_table("a test looks"):
        assert DuplicateVerdict.objects.get().signs == ["phone"]
    assert Entry.objects.get(kind="duplicates.decided").said["after"]["signs"] == ["phone"]


def test_the_newest_word_counts_and_all_are_on_record(browser: Browser) -> None:
    one, other = pair({"phone": "1"}, {"phone": "2"})
    client = browser("city_analyst")
    for verdict in ("same", "different"):
        decide(client, one, other, verdict)
    assert told(client, one) == told(client, other) == []
    ((kept, *_),) = client.get(PAGE).context["decided"]
    assert kept.verdict.verdict == "different"
    decide(client, other, one)
    (link,) = told(client, one)
    numbers = list(Entry.objects.filter(kind="duplicates.decided").order_by("number").values_list("number", flat=True))
    assert len(numbers) == 3
    assert link.decided.number == numbers[-1]


def test_not_the_same_links_nothing(browser: Browser) -> None:
    one, other = pair({}, {})
    client = browser("city_analyst")
    decide(client, one, other, "different")
    assert told(client, one) == []
    assert decide(client, one, one) == 302
    assert decide(client, one, other, "rubbish") == 302
    assert Entry.objects.filter(kind="duplicates.decided").count() == 1


def test_an_entry_out_of_sight_is_not_told_by_the_link(browser: Browser) -> None:
    near = some_organisation(name="甲地蓝天监测站", org_id=code(9501))
    far = some_organisation("640200", name="乙城碧水科技", org_id=code(9502, "640200"))
    assert decide(browser("region_analyst"), near, far) == 302
    assert len(told(browser("region_analyst"), near)) == 1
    assert told(browser("city_analyst"), near) == []
    assert "乙城碧水科技" not in browser("city_analyst").get(PAGE).text
    assert decide(browser("city_analyst"), near, far) == 404
    assert decide(browser("city_inspector"), near, near) == 403


def test_a_party_is_not_told_what_officers_think_of_it(browser: Browser, somebody: Callable[[str], User]) -> None:
    party = somebody("partner").party
    assert isinstance(party, Party)
    own, other = some_organisation(org_id=party.uscc), some_organisation(name="乙城碧水科技")
    decide(browser("city_analyst"), own, other)
    client = browser("partner")
    assert told(client, own) == told(client, own, "profile/") == []
    assert "乙城碧水科技" not in client.get(f"/registers/organizations/{own.key}/").text
