"""An accepted filing becomes entries of the registers when an officer says so, and not otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.support.web_filing import LAB, NOW, csv_of
from tests.support.web_registers import facts, recorded

from jianzhen.web.accounts.models import User
from jianzhen.web.audit.models import Entry
from jianzhen.web.filing import vault
from jianzhen.web.filing.models import Filing
from jianzhen.web.registers.models import Change, Record, State
from jianzhen.web.scope.net import whole_table

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
VALUES = {
    "scope": "水和废水",
    "address": "示例路1号",
    "staff_count": "12",
    "instrument_count": "30",
    "change_reason": "",
}
INSTRUMENTS = {"instruments.csv": [{"instrument_id": "YQ-1", "org_id": LAB, "kind": "balance"},
                                   {"instrument_id": "YQ-2", "org_id": LAB, "kind": "ic"}]}  # fmt: skip


@pytest.fixture
def accepted(browser: Browser, partner: User) -> Callable[..., Filing]:
    """Files, and has it accepted."""

    def make(material: Mapping[str, Sequence[Mapping[str, str]]] = INSTRUMENTS) -> Filing:
        client, officer = browser("partner"), browser("city_analyst")
        client.post("/filings/new/")
        with whole_table("a test"):
            one = Filing.objects.get(party=partner.party)
        where = f"/filings/{one.pk}/"
        client.post(f"{where}save/", VALUES)
        files = [SimpleUploadedFile(name, csv_of(rows)) for name, rows in material.items()]
        client.post(f"{where}material/", {"file": files})
        client.post(f"{where}submit/", {"promised": "yes"})
        officer.post(f"{where}decide/", {"decision": "accept"})
        return now(one)

    return make


def now(one: Filing) -> Filing:
    with whole_table("a test"):
        found = Filing.objects.select_related("material", "party").get(pk=one.pk)
    assert found.step == "accepted"
    return found


def entries(register: str) -> list[Record]:
    with whole_table("a test"):
        return list(Record.objects.filter(register=register).order_by("pk"))


def shown(client: Client, one: Filing) -> str:
    return str(client.get(f"/filings/{one.pk}/adopt/").context["digest"])


def test_it_is_offered_shown_and_taken_in_traceably(browser: Browser, accepted: Callable[..., Filing]) -> None:
    one, officer = accepted(), browser("city_analyst")
    where = f"/filings/{one.pk}/adopt/"
    assert "待采纳入名录 1" in officer.get("/").text
    assert where in officer.get(f"/filings/{one.pk}/").text
    assert f"/filings/{one.pk}/" in officer.get("/filings/?step=to_adopt").text
    page = officer.get(where)
    assert "YQ-1" in page.text
    assert (page.context["plan"].new, page.context["plan"].changed) == (4, 0)
    assert not entries("instruments")
    officer.post(where, {"seen": page.context["digest"]})
    assert [facts(each)["instrument_id"] for each in entries("instruments")] == ["YQ-1", "YQ-2"]
    assert facts(entries("filings")[0])["staff_count"] == 12
    assert facts(entries("organizations")[0])["address"] == "示例路1号"
    assert {each.org for each in entries("instruments")} == {LAB}
    change = Change.objects.get()
    assert one.material is not None
    assert one.material.number
    assert one.material.number in change.reason
    assert one.material.digest in change.source
    assert Entry.objects.filter(kind="filing.adopted").count() == 1
    after = officer.get(f"/filings/{one.pk}/").text
    assert "采纳入名录" in after
    assert where not in after
    assert "待采纳入名录" not in officer.get("/").text
    assert f"/filings/{one.pk}/" not in officer.get("/filings/?step=to_adopt").text
    with whole_table("a test"):
        state = State.objects.filter(register="instruments").first()
    assert state is not None
    history = officer.get(f"/registers/instruments/{state.record.key}/").text
    assert one.material.number in history


def test_what_was_not_shown_is_not_taken_in(browser: Browser, accepted: Callable[..., Filing]) -> None:
    one, officer = accepted(), browser("city_analyst")
    where, seen = f"/filings/{one.pk}/adopt/", shown(officer, one)
    for said in ("", "0" * 64):
        officer.post(where, {"seen": said})
    recorded("organizations", {"org_id": LAB, "name": "别的名称", "kind": "lab", "region": "640100", "phone": "0951"})
    officer.post(where, {"seen": seen})
    assert not entries("instruments")
    assert now(one).adopted_at is None
    officer.post(where, {"seen": shown(officer, one)})
    assert len(entries("instruments")) == 2
    said = facts(entries("organizations")[0])
    assert (said["name"], said["phone"], said["address"]) == ("别的名称", "0951", "示例路1号")


def test_it_is_adopted_once(browser: Browser, accepted: Callable[..., Filing]) -> None:
    one, officer = accepted(), browser("city_leader")
    where, seen = f"/filings/{one.pk}/adopt/", shown(officer, one)
    for _ in range(2):
        officer.post(where, {"seen": seen})
    assert officer.get(where).status_code == 302
    assert Change.objects.count() == 1


def test_an_entry_of_another_institution_is_not_taken_over(browser: Browser, accepted: Callable[..., Filing]) -> None:
    other = "91640100MA0000001X"
    recorded("organizations", {"org_id": other, "name": "别家", "kind": "lab", "region": "640100"})
    theirs = recorded("instruments", {"instrument_id": "YQ-1", "org_id": other, "kind": "ic"})[0]
    one, officer = accepted(), browser("city_analyst")
    page = officer.get(f"/filings/{one.pk}/adopt/")
    assert [fault.code for fault in page.context["faults"]] == ["register.other"]
    officer.post(f"/filings/{one.pk}/adopt/", {"seen": page.context["digest"]})
    assert facts(theirs)["org_id"] == other
    assert now(one).adopted_at is None


def test_only_what_is_accepted_and_only_those_who_keep_registers(
    browser: Browser, accepted: Callable[..., Filing], partner: User
) -> None:
    one = accepted()
    where = f"/filings/{one.pk}/adopt/"
    for who, status in (("partner", 403), ("city_inspector", 403), ("other_city_analyst", 404)):
        assert browser(who).get(where).status_code == status
        assert browser(who).post(where, {"seen": "x"}).status_code == status
    assert where not in browser("city_inspector").get(f"/filings/{one.pk}/").text
    with whole_table("a test"):
        Filing.objects.create(party=partner.party, region="640100", remit=3, version=2, step="submitted", made_at=NOW)
        waits = Filing.objects.get(version=2)
    officer = browser("city_analyst")
    assert officer.get(f"/filings/{waits.pk}/adopt/").status_code == 302
    with whole_table("a test"):
        Filing.objects.filter(pk=waits.pk).update(step="accepted", decided_at=NOW)
    assert officer.get(where).status_code == 302
    assert officer.get(f"/filings/{waits.pk}/adopt/").status_code == 200


def test_a_file_that_was_changed_in_our_own_store_is_not_adopted(
    browser: Browser, accepted: Callable[..., Filing]
) -> None:
    one = accepted()
    assert one.material is not None
    with whole_table("a test"):
        digest = one.material.files.get().sha256
    kept = next(path for path in vault.home().rglob(digest))
    kept.chmod(0o600)
    kept.write_bytes(b"other")
    answer = browser("city_analyst").get(f"/filings/{one.pk}/adopt/", follow=True)
    assert "原件与接收时不一致" in answer.text
