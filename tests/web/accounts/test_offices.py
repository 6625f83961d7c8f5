from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.support.web_cast import CITY, COUNTY, OTHER_CITY, department

from jianzhen.web.accounts.models import Department, Party, User
from jianzhen.web.audit.models import Entry

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
Somebody = Callable[[str], User]
USCC = "91640100MA0TEXX1AA"
"""With the right check digit, of nobody."""


def some_party(region: str, name: str = "示例检测乙") -> Party:
    return Party.objects.create(uscc=f"9{region}", kind="lab", name=name, region=region)


def test_departments_are_seen_within_reach(browser: Browser) -> None:
    for kind, region in (("ecology", COUNTY), ("ecology", OTHER_CITY), ("police", CITY)):
        department(kind, region)
    text = browser("city_auditor").get("/departments/").text
    assert f"{COUNTY}示例ecology" in text
    assert f"{OTHER_CITY}示例ecology" not in text
    assert f"{CITY}示例police" not in text


@pytest.mark.parametrize(
    ("change", "told"),
    [({}, ""), ({"region": OTHER_CITY}, "不在您的管辖范围内"), ({"kind": "police"}, "不在您的管辖范围内"),
     ({"name_zh": ""}, "请更正"), ({"name_zh": f"{CITY}示例ecology"}, "已经存在")],
)  # fmt: skip
def test_a_department_is_made_within_reach_and_once(browser: Browser, change: dict[str, str], told: str) -> None:
    client = browser("city_admin", elevated=True)
    page = client.post("/departments/new/", {"kind": "ecology", "region": CITY, "name_zh": "新设的科", **change})
    assert Department.objects.filter(name_zh="新设的科").exists() is not bool(told)
    assert Entry.objects.filter(kind="department.made").exists() is not bool(told)
    assert told in page.text


def test_a_party_is_registered_and_its_people_get_accounts(browser: Browser) -> None:
    client = browser("city_admin", elevated=True)
    new = {"uscc": USCC.lower(), "kind": "operator", "name": "示例运维", "region": COUNTY}
    address = client.post("/parties/new/", new).headers["Location"]
    assert "已经登记" in client.post("/parties/new/", new).text
    page = client.post(f"{address}accounts/", {"username": "partner_9", "name": "钱七", "phone": "13900002222"})
    user = User.objects.get(username="partner_9")
    found = re.search(r'<code class="user-select-all">([^<]+)</code>', page.text)
    assert found
    assert user.check_password(found[1])
    assert (user.party and user.party.uscc, user.region) == (USCC, COUNTY)
    assert "139****2222" in client.get(address).text
    assert {"party.registered", "person.made"} <= set(Entry.objects.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"uscc": "123"}, "统一社会信用代码有误"),
        ({"region": OTHER_CITY}, "不在您的管辖范围内"),
        ({"kind": "x"}, "请更正"),
    ],
)
def test_a_wrong_party_is_not_registered(browser: Browser, change: dict[str, str], told: str) -> None:
    new = {"uscc": USCC, "kind": "lab", "name": "示例", "region": CITY, **change}
    assert told in browser("city_admin", elevated=True).post("/parties/new/", new).text
    assert not Party.objects.exists()


def test_a_party_of_elsewhere_does_not_exist(browser: Browser) -> None:
    ours, theirs = some_party(COUNTY, "本地的"), some_party(OTHER_CITY, "别处的")
    for name in ("city_admin", "city_leader", "city_auditor"):
        client = browser(name, elevated=True)
        text = client.get("/parties/").text
        assert "本地的" in text
        assert "别处的" not in text
        assert client.get(f"/parties/{ours.pk}/").status_code == 200
        assert client.get(f"/parties/{theirs.pk}/").status_code == 404
        answer = client.post(f"/parties/{theirs.pk}/accounts/", {"username": "a", "name": "b"})
        assert answer.status_code in {403, 404}
    assert not User.objects.filter(username="a").exists()


def test_whoever_only_looks_makes_nothing(browser: Browser) -> None:
    party = some_party(CITY)
    answer = browser("city_leader", elevated=True).post(
        f"/parties/{party.pk}/accounts/", {"username": "a", "name": "b"}
    )
    assert answer.status_code == 403


def test_rubbish_is_no_error(browser: Browser) -> None:
    client = browser("city_admin", elevated=True)
    party = some_party(CITY)
    for address in ("/parties/?q=%00", "/parties/?page=x", "/departments/?page=-1", "/parties/?q=" + "%25" * 500):
        assert client.get(address).status_code == 200
    for body in ({}, {"username": "\0", "name": "\0"}, {"username": "a" * 999, "name": "<b>"}):
        assert client.post(f"/parties/{party.pk}/accounts/", body).status_code == 200
