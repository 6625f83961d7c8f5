"""Bulk edits, files, saved views, endings, profiles, searches."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.support.web_cast import CITY
from tests.support.web_leads import some_lead
from tests.support.web_registers import code, facts, recorded, some_organisation, some_outlet

from jianzhen.web.accounts.models import Party, User
from jianzhen.web.audit.models import Entry
from jianzhen.web.registers.models import Attachment, Record, Workload
from jianzhen.web.scope.net import whole_table

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
TODAY = dt.datetime.now().date()
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own."""
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, data=tmp_path, second_factor=False))
    return tmp_path


def labels(client: Client, address: str) -> list[str]:
    return [state.label for state in client.get(address).context["page"]]


# Lists


def test_two_characters_find_what_stands_in_the_middle(browser: Browser) -> None:
    some_organisation(name="示例甲环境检测有限公司", org_id=code(9001))
    some_organisation(name="示例乙化工", org_id=code(9002))
    client = browser("city_analyst")
    assert labels(client, "/registers/organizations/?q=环境") == ["示例甲环境检测有限公司"]
    assert labels(client, "/registers/organizations/?q=检测 甲") == ["示例甲环境检测有限公司"]
    assert labels(client, "/registers/organizations/?q=排污单位") == sorted(
        ["示例甲环境检测有限公司", "示例乙化工"], key=lambda name: name.endswith("化工")
    )
    assert "示例乙化工" in client.get("/registers/search/?q=化工").text
    assert labels(client, "/registers/organizations/?q=%25") == []


def test_conditions_narrow_and_the_order_is_that_of_numbers_and_days(browser: Browser) -> None:
    outlet = some_outlet()
    key = facts(outlet)["outlet_id"]
    recorded("permit_limits", *(
        {"outlet_id": key, "parameter": name, "limit": limit, "valid_from_on": day}
        for name, limit, day in (
            ("二氧化硫", 50.0, "2024-01-01"), ("氮氧化物", 9.0, "2025-01-01"), ("烟尘", -1.0, "2023-01-01"),
        )
    ))  # fmt: skip
    client = browser("city_analyst")

    def limits(query: str) -> list[float]:
        page = client.get(f"/registers/permit_limits/?{query}").context["page"]
        return [state.facts["limit"] for state in page]

    assert limits("sort=limit") == [-1.0, 9.0, 50.0]
    assert limits("sort=-valid_from_on") == [9.0, 50.0, -1.0]
    assert limits("limit_min=0&sort=limit") == [9.0, 50.0]
    assert limits("valid_from_on_max=2024-06-01&limit_min=0") == [50.0]
    assert limits("parameter=SO2") == [50.0], "by any spelling"
    assert limits(f"outlet_id={key}&parameter=氮氧化物") == [9.0]


@pytest.mark.parametrize(
    "query", ["sort=phone;drop", "col=x", "page=x", "on=2026-99-99", "limit_min=abc", "q=%00", "org=%27", "place=1",
              "force=x", "registered_on_min=x", "lon_max=nan", "lon=inf", "q=" + "一" * 3000, "known=x"],
)  # fmt: skip
def test_an_address_that_makes_no_sense_gives_a_page_all_the_same(browser: Browser, query: str) -> None:
    record = some_organisation()
    client = browser("city_analyst")
    for address in ("/registers/organizations/", f"/registers/organizations/{record.key}/", "/registers/search/",
                    "/registers/expiring/", "/registers/duplicates/", "/registers/permit_limits/"):  # fmt: skip
        assert client.get(f"{address}?{query}").status_code == 200, address


def test_the_list_of_a_day_is_that_of_the_day(browser: Browser) -> None:
    record = some_outlet()
    recorded("outlets", {**facts(record), "kind": "water"}, valid_from=dt.date(2026, 1, 1))
    client = browser("city_analyst")
    assert labels(client, "/registers/outlets/?kind=water") == labels(client, "/registers/outlets/")
    assert labels(client, "/registers/outlets/?kind=water&on=2025-12-31") == []


def test_personal_columns_are_neither_sorted_nor_filtered_by(browser: Browser) -> None:
    first = some_organisation(phone="1", org_id=code(9101))
    second = some_organisation(phone="0", org_id=code(9102))
    page = browser("city_analyst").get("/registers/organizations/?sort=phone").context["page"]
    assert [state.record_id for state in page] == [first.pk, second.pk]


def test_a_view_is_kept_for_its_person(browser: Browser) -> None:
    client = browser("city_analyst")
    client.post("/registers/organizations/views/?kind=lab&col=name", {"name": "监测机构"})
    page = client.get("/registers/organizations/")
    (view,) = page.context["views"]
    assert view.query == "kind=lab&col=name"
    other = browser("city_leader")
    assert list(other.get("/registers/organizations/").context["views"]) == []
    assert other.post(f"/registers/organizations/views/{view.pk}/forget/").status_code == 404
    client.post(f"/registers/organizations/views/{view.pk}/forget/")
    assert list(client.get("/registers/organizations/").context["views"]) == []


# In bulk


def test_in_bulk_after_a_look(browser: Browser) -> None:
    outlets = [some_outlet() for _ in range(3)]
    foreign = some_outlet("640200")
    client = browser("city_analyst")
    body = {"column": "position", "value": "进口", "valid_from": "2026-02-01", "reason": "普查更正"}
    page = client.post("/registers/outlets/bulk/", body)
    assert page.context["plan"].changed == 3
    assert "position" not in facts(outlets[0])
    picks = {"pick": [outlets[0].key, outlets[1].key]}
    page = client.post("/registers/outlets/bulk/", body | picks)
    done = client.post("/registers/outlets/bulk/", body | picks | {"seen_plan": page.context["digest"]})
    assert done.status_code == 302
    assert [facts(one).get("position") for one in (*outlets, foreign)] == ["inlet", "inlet", None, None]
    assert facts(outlets[0], dt.date(2026, 1, 31)).get("position") is None
    assert Entry.objects.filter(kind="registers.bulk").count() == 1


def test_in_bulk_nothing_that_the_contract_refuses_and_nothing_unseen(browser: Browser) -> None:
    outlet = some_outlet()
    client = browser("city_analyst")
    body = {"column": "position", "value": "天上", "valid_from": "2026-02-01", "reason": "因为"}
    assert client.post("/registers/outlets/bulk/", body).context["refused"]
    for seen in ("", "f" * 64):
        client.post("/registers/outlets/bulk/", body | {"value": "进口", "seen_plan": seen})
    assert "position" not in facts(outlet)
    assert client.post("/registers/outlets/bulk/", body | {"column": "outlet_id"}).context["form"].errors


# Files


def office(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def attach(client: Client, record: Record, name: str, content: bytes) -> None:
    body = {"file": SimpleUploadedFile(name, content), "reason": "扫描件"}
    client.post(f"/registers/{record.register}/{record.key}/attach/", body)


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("证书.pdf", b"%PDF-1.7 x", True),
        ("图.png", b"\x89PNG\r\n\x1a\n", True),
        ("表.xlsx", office("xl/workbook.xml"), True),
        ("表.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin"), False),
        ("表.xlsm", office("xl/workbook.xml"), False),
        ("网页.pdf", b"<html><script>", False),
        ("图.svg", b"<svg onload=alert(1)>", False),
        ("图.png", b"%PDF-1.7 x", False),
        ("..\\..\\x.pdf", b"%PDF-", True),
        ("x.docx", b"PK\x03\x04broken", False),
    ],
)
def test_a_file_is_what_its_bytes_are(browser: Browser, name: str, content: bytes, *, kept: bool) -> None:
    record = some_organisation()
    attach(browser("city_analyst"), record, name, content)
    with whole_table("a test looks"):
        assert Attachment.objects.count() == kept
        assert not any("/" in one.name or "\\" in one.name for one in Attachment.objects.all())


def test_a_file_is_seen_by_whoever_sees_the_entry_and_taken_off_by_a_mark(browser: Browser) -> None:
    record = some_organisation()
    client = browser("city_analyst")
    attach(client, record, "证书.pdf", b"%PDF-1.7 x")
    with whole_table("a test looks"):
        one = Attachment.objects.get()
    address = f"/registers/files/{one.pk}/"
    got = client.get(address)
    assert got.content == b"%PDF-1.7 x"
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert browser("other_city_analyst").get(address).status_code == 404
    assert browser("city_inspector").get(address).status_code == 200
    assert browser("city_inspector").post(address + "detach/", {"reason": "x"}).status_code == 403
    client.post(address + "detach/", {"reason": "传错"})
    assert client.get(address).status_code == 404
    assert one.path.exists()
    assert Entry.objects.filter(kind="register.fetched").count() == 2


# What ends


def test_what_has_a_successor_needs_nobody(browser: Browser) -> None:
    owner = some_organisation(kind="lab")
    recorded("instruments", *({"instrument_id": f"Y{n}", "org_id": owner.org, "kind": "balance"} for n in (1, 2)))
    dates = [("Y1", -400, -35), ("Y1", -30, 335), ("Y2", -400, -35), ("Y2", -800, -500)]
    recorded("calibrations", *(
        {"instrument_id": one, "done_on": str(TODAY + DAY * start), "valid_until_on": str(TODAY + DAY * end)}
        for one, start, end in dates
    ))  # fmt: skip
    client = browser("city_analyst")
    page = client.get("/registers/expiring/")
    assert [state.facts["instrument_id"] for state in page.context["page"]] == ["Y2"]
    assert [(one.register.name, one.past, one.soon) for one in page.context["counts"]] == [("calibrations", 1, 0)]
    assert client.get(f"/registers/organizations/{owner.key}/profile/").context["profile"].uncalibrated == 1
    assert list(browser("other_city_analyst").get("/registers/expiring/").context["page"]) == []


# An institution on one screen


def test_a_profile_tells_leads_only_to_those_who_see_leads(browser: Browser) -> None:
    lab = some_organisation(kind="lab")
    lead = some_lead(CITY, subject=lab.org, remit=3)
    Workload.objects.create(org=lab.org, measure="reports", month=dt.date(2026, 1, 1), number=41)
    address = f"/registers/organizations/{lab.key}/profile/"
    page = browser("city_analyst").get(address).text
    assert lead.title_zh in page
    assert "<title>2026-01: 41</title>" in page
    assert lead.title_zh not in browser("city_publisher").get(address).text
    assert browser("other_city_analyst").get(address).status_code == 404


# Outside parties


def edit(client: Client, record: Record, **values: str) -> None:
    address = f"/registers/{record.register}/{record.key}/edit/"
    form = client.get(address).context["form"]
    shown = {name: str(form[name].value() or "") for name in form.fields if not form.fields[name].disabled}
    assert client.post(address, shown | {"reason": "内部理由"} | values).status_code == 302


@pytest.fixture
def partner(somebody: Callable[[str], User]) -> Party:
    """The institution of ``partner``."""
    found = somebody("partner").party
    assert found is not None
    return found


def test_a_party_sees_its_own_entries_what_it_operates_and_nothing_else(browser: Browser, partner: Party) -> None:
    own = some_organisation(kind="lab", org_id=partner.uscc)
    outlet, foreign = some_outlet(), some_organisation()
    (device,) = recorded("devices", {"device_id": "MN1", "outlet_id": facts(outlet)["outlet_id"], "om_org_id": own.org})
    client = browser("partner")
    assert len(client.get("/registers/organizations/").context["page"]) == 1
    assert client.get(f"/registers/organizations/{own.key}/").status_code == 200
    assert client.get(f"/registers/devices/{device.key}/").status_code == 200
    assert client.get(f"/registers/organizations/{foreign.key}/").status_code == 404
    assert client.get(f"/registers/outlets/{outlet.key}/").status_code == 404
    assert client.get(f"/registers/organizations/{own.key}/edit/").status_code == 403
    assert client.get("/registers/duplicates/").status_code == 403
    edit(browser("city_analyst"), own, name="改名")
    page = client.get(f"/registers/organizations/{own.key}/").text
    assert "改名" in page
    assert "内部理由" not in page, "what officers write to each other is not for the party"
    assert "张city_analyst" not in page
    answer = client.post("/registers/organizations/export/")
    assert foreign.org.encode() not in answer.content
    assert foreign.org not in client.get("/registers/search/?q=示例").text
