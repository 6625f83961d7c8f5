from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from tests.support.web_registers import code, facts, recorded, some_organisation, some_outlet

from jianzhen.web.audit.models import Entry
from jianzhen.web.registers.models import Record, State
from jianzhen.web.scope.net import whole_table

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
TODAY = dt.datetime.now().date()


def address(record: Record, act: str = "") -> str:
    return f"/registers/{record.register}/{record.key}/{act}"


def form_of(client: Client, record: Record) -> dict[str, str]:
    """What the form shows, as a browser would send it back."""
    form = client.get(address(record, "edit/")).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields if not form.fields[name].disabled}


def edit(client: Client, record: Record, **values: str) -> int:
    data = form_of(client, record) | {"reason": "来信更正"} | values
    return client.post(address(record, "edit/"), data).status_code


def test_a_change_holds_from_its_day_and_the_log_tells_before_and_after(browser: Browser) -> None:
    record = some_organisation(name="示例旧名")
    client = browser("city_analyst")
    assert edit(client, record, name="示例新名", valid_from="2026-03-01") == 302
    assert facts(record, dt.date(2026, 2, 28))["name"] == "示例旧名"
    assert facts(record, dt.date(2026, 3, 1))["name"] == "示例新名"
    said = Entry.objects.get(kind="register.edited").content
    assert '"before":{"name":"示例旧名"}' in said.replace(" ", "")
    page = client.get(address(record)).text
    assert "示例旧名" in page
    assert "来信更正" in page
    assert client.get(address(record) + "?on=2026-02-01").context["state"].facts["name"] == "示例旧名"
    assert client.get(address(record) + "?known=2020-01-01").context["state"] is None


def test_the_telephone_stays_when_it_is_not_typed(browser: Browser) -> None:
    record = some_organisation()
    assert edit(browser("city_analyst"), record, name="改名") == 302
    assert facts(record)["phone"] == "09511234567"


@pytest.mark.parametrize(
    "values",
    [{"reason": " "}, {"name": ""}, {"valid_from": "x"}, {"region": "64"}, {"name": "a\u202eb"}, {"lon": "200"},
     {"registered_on": "2026-02-01", "closed_on": "2026-01-01"}, {"name": "【示例】"}, {"valid_from": "0001-01-01"}],
)  # fmt: skip
def test_what_the_contract_refuses_is_not_recorded(browser: Browser, values: dict[str, str]) -> None:
    record = some_organisation()
    before = facts(record)
    answer = browser("city_analyst")
    assert edit(answer, record, **values) == 200
    assert facts(record) == before


def test_somebody_who_was_faster_is_not_overwritten(browser: Browser) -> None:
    record = some_organisation()
    client = browser("city_analyst")
    stale = form_of(client, record) | {"reason": "因为"}
    assert edit(client, record, name="先改的") == 302
    answer = client.post(address(record, "edit/"), stale | {"name": "后改的"})
    assert answer.status_code == 200
    assert facts(record)["name"] == "先改的"


def test_the_key_is_not_changed_by_sending_another(browser: Browser) -> None:
    record = some_organisation()
    edit(browser("city_analyst"), record, org_id=code(777), name="改名")
    assert facts(record)["org_id"] == record.org


def test_an_entry_cannot_be_moved_out_of_reach_nor_taken_from_others(browser: Browser) -> None:
    outlet, foreign = some_outlet(), some_organisation("640200")
    client = browser("city_analyst")
    assert edit(client, outlet, org_id=foreign.org) == 200
    assert facts(outlet)["org_id"] == outlet.org
    mine = some_organisation()
    assert edit(client, mine, region="640200") == 200
    assert edit(browser("region_analyst"), mine, region="640200") == 302


def add(client: Client, register: str, **values: str) -> int:
    data = {"valid_from": "2026-01-01", "reason": "新设"} | values
    return client.post(f"/registers/{register}/add/", data).status_code


def test_adding_once(browser: Browser) -> None:
    owner = some_organisation(kind="lab")
    client = browser("city_analyst")
    given = {"instrument_id": "YQ-1", "org_id": owner.org, "kind": "balance"}
    assert add(client, "instruments", **given) == 302
    assert add(client, "instruments", **given) == 200
    assert add(client, "instruments", **(given | {"instrument_id": "YQ-2", "org_id": code(55)})) == 200
    with whole_table("a test looks"):
        assert Record.objects.filter(register="instruments").count() == 1


def test_a_key_that_others_hold_is_taken(browser: Browser) -> None:
    foreign = some_organisation("640200")
    values = {"org_id": foreign.org, "name": "冒名", "kind": "discharger", "region": "640100"}
    assert add(browser("city_analyst"), "organizations", **values) == 200
    assert facts(foreign)["name"] != "冒名"


def test_what_is_struck_off_is_gone_from_its_day_and_may_come_back(browser: Browser) -> None:
    outlet = some_outlet()
    client = browser("city_analyst")
    seen = client.get(address(outlet)).context["seen"]
    body = {"valid_from": "2026-05-01", "reason": "拆除", "seen": str(seen)}
    client.post(address(outlet, "end/"), body)
    assert facts(outlet, dt.date(2026, 4, 30))
    assert not facts(outlet)
    assert "没有登记内容" in client.get(address(outlet)).text
    with whole_table("a test looks"):
        given = dict(State.objects.filter(record=outlet)[0].facts)
    assert add(client, "outlets", **{**given, "valid_from": "2026-06-01"}) == 302
    assert facts(outlet)


def test_shared_reference_data_are_seen_by_all_and_kept_by_the_region(browser: Browser) -> None:
    (method,) = recorded("methods", {"method": "HJ 505-2009", "parameter": "五日生化需氧量"})
    assert browser("county_analyst").get(address(method)).status_code == 200
    assert browser("county_analyst").get(address(method, "edit/")).status_code == 403
    assert browser("region_analyst").get(address(method, "edit/")).status_code == 200


def test_personal_data_are_masked_and_shown_for_a_reason(browser: Browser) -> None:
    record = some_organisation()
    leader = browser("city_leader", elevated=True)
    assert "09511234567" not in leader.get(address(record)).text
    leader.post(address(record, "unmask/phone/"), {"reason": ""})
    assert not Entry.objects.filter(kind="register.unmasked").exists()
    assert "09511234567" in leader.post(address(record, "unmask/phone/"), {"reason": "联系核实"}).text
    assert Entry.objects.filter(kind="register.unmasked").exists()
    for query in ("q=09511234567", "phone=09511234567"):
        found = browser("city_analyst").get(f"/registers/organizations/?{query}").context["page"]
        assert len(found) == (0 if query.startswith("q") else 1), "a telephone is neither searched nor filtered by"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("more", ["", "&force=soon"])
def test_a_list_has_an_answer_for_every_day_of_the_calendar(
    browser: Callable[..., Client], day: str, more: str
) -> None:
    assert browser("region_analyst").get(f"/registers/instruments/?on={day}{more}").status_code == 200
