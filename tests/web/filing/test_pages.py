"""The journey of an institution and of an officer, through the pages."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.support.web_filing import OTHER_LAB, again, csv_of, result, workbook, zipped

from jianzhen.web.accounts.models import User
from jianzhen.web.accounts.services.limits import LIMITS
from jianzhen.web.audit.models import Entry
from jianzhen.web.filing.models import Chase, Duty, Filing, Submission
from jianzhen.web.filing.services.duties import chase_automatically
from jianzhen.web.scope.net import whole_table

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


def sent(client: Client, name: str, content: bytes, address: str = "/submissions/new/", **fields: str) -> Submission:
    before = newest()
    answer = client.post(address, {"file": SimpleUploadedFile(name, content), "due": "", **fields})
    found = newest()
    assert answer.status_code == 302, answer.text
    assert found is not None
    assert before is None or found.pk > before.pk
    return found


def newest() -> Submission | None:
    with whole_table("a test"):
        return Submission.objects.order_by("-pk").first()


def test_from_upload_to_receipt_and_its_public_page(browser: Browser) -> None:
    client = browser("partner")
    one = sent(client, "results.csv", csv_of([result()]))
    assert "确认报送" in client.get(f"/submissions/{one.pk}/").text
    client.post(f"/submissions/{one.pk}/submit/")
    one = again(one)
    page = client.get(f"/submissions/{one.pk}/receipt/")
    number = page.context["number"]
    assert number in page.text
    assert one.digest in page.text
    picture = client.get(f"/submissions/{one.pk}/receipt.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    public = Client().get(f"/receipts/{number}/")
    assert public.status_code == 200
    assert one.digest in public.text
    for secret in (one.party.name, one.party.uscc, "results.csv", "张partner", f"submissions/{one.pk}"):
        assert secret not in public.text
    assert Client().get("/receipts/", {"number": number.lower().replace("-", " ")}).status_code == 302
    original = client.get(f"/submissions/{one.pk}/files/{one_file(one)}/")
    assert b"".join(original.streaming_content) == csv_of([result()])  # type: ignore[attr-defined]
    assert original.headers["Content-Type"] == "application/octet-stream"
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert original.headers["X-Content-Type-Options"] == "nosniff"
    assert Entry.objects.filter(kind="submission.downloaded").count() == 1


def one_file(one: Submission) -> int:
    with whole_table("a test"):
        return one.files.get().pk


def test_a_receipt_is_not_guessed_and_asking_is_slowed_down() -> None:
    client = Client()
    statuses = [
        client.get(f"/receipts/{number:020d}/").status_code for number in range(int(LIMITS["receipt"].most) + 1)
    ]
    assert statuses[-2:] == [404, 429]
    assert client.get("/receipts/", {"number": "' OR 1=1"}).status_code == 200


def test_faults_stand_in_the_page_the_list_and_the_sheet_itself(browser: Browser) -> None:
    client = browser("partner")
    rows = [result(), {**result("=S2"), "unit": ""}, result("S3", lab=OTHER_LAB)]
    one = sent(client, "results.xlsx", workbook({"results": rows}))
    page = client.get(f"/submissions/{one.pk}/")
    assert "第 3 行" in page.text
    assert "确认报送" not in page.text
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/submissions/{one.pk}/marked/{one_file(one)}/").content))
    sheet = book["results"]
    assert sheet["B3"].value == "=S2"
    assert sheet["B3"].data_type == "s"
    assert "unit" in str(sheet.cell(3, 7).value)
    assert sheet.cell(3, 6).fill.fgColor.rgb == "FFFDE2E0"
    assert sheet.cell(4, 1).fill.fgColor.rgb == "FFFDE2E0"  # told by its title, printed as lab_id
    listed = openpyxl.load_workbook(io.BytesIO(client.get(f"/submissions/{one.pk}/faults.xlsx").content)).active
    assert listed is not None
    assert listed.max_row == 3
    assert client.post(f"/submissions/{one.pk}/submit/").status_code == 302
    assert again(one).state == "faulty"


def test_a_csv_is_given_back_with_its_faults(browser: Browser) -> None:
    client = browser("partner")
    one = sent(client, "results.csv", csv_of([{**result(), "value_text": "", "unit": "=cmd|calc"}]))
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/submissions/{one.pk}/marked/{one_file(one)}/").content))
    assert [cell.data_type for row in book.worksheets[0].iter_rows() for cell in row if cell.value].count("f") == 0


def test_what_is_refused_is_told_in_the_form(browser: Browser) -> None:
    client = browser("partner")
    for name, content in (("a.xlsm", workbook({"results": [result()]})), ("a.csv", b"MZ\0"), ("a.csv", b"")):
        answer = client.post("/submissions/new/", {"file": SimpleUploadedFile(name, content), "due": ""})
        assert answer.status_code == 200
        assert "alert-danger" in answer.text
    assert newest() is None
    hidden = sent(client, "a.zip", zipped({"../a.csv": b"a"}))
    assert "指向压缩包之外" in client.get(f"/submissions/{hidden.pk}/").text


def test_a_request_beyond_the_limit_is_refused_unread(browser: Browser) -> None:
    client = browser("partner")
    for address, status in (("/submissions/new/", 413), ("/api/submissions/", 413)):
        answer = client.generic("POST", address, "x", "multipart/form-data", CONTENT_LENGTH=str(10**9))
        assert answer.status_code == status
    assert Client().generic("POST", "/accounts/login/", "x", CONTENT_LENGTH=str(5 << 20)).status_code == 413


def test_a_correction_and_its_versions(browser: Browser) -> None:
    client = browser("partner")
    first = sent(client, "results.csv", csv_of([result()]))
    client.post(f"/submissions/{first.pk}/submit/")
    changed = csv_of([result(value="24")])
    refused = client.post(
        f"/submissions/{first.pk}/correct/", {"file": SimpleUploadedFile("r.csv", changed), "reason": ""}
    )
    assert refused.status_code == 200
    second = sent(client, "results.csv", changed, f"/submissions/{first.pk}/correct/", reason="抄录有误")
    client.post(f"/submissions/{second.pk}/submit/")
    assert again(second).version == 2
    page = client.get(f"/submissions/{first.pk}/").text
    assert "第 2 版" in page
    assert "抄录有误" in page
    assert "/correct/" not in page
    public = Client().get(f"/receipts/{again(first).number}/").text
    assert "此后另有更正版本" in public


@pytest.fixture
def filed(browser: Browser) -> Filing:
    client = browser("partner")
    client.post("/filings/new/")
    client.post("/filings/new/")
    with whole_table("a test"):
        return Filing.objects.get()


VALUES = {
    "scope": "水和废水",
    "address": "示例路1号",
    "staff_count": "12",
    "instrument_count": "30",
    "change_reason": "",
}


def test_a_filing_is_filled_in_submitted_returned_and_accepted(browser: Browser, filed: Filing) -> None:
    client, officer = browser("partner"), browser("city_analyst")
    where = f"/filings/{filed.pk}/"
    client.post(f"{where}submit/", {"promised": "yes"})
    client.post(f"{where}save/", VALUES)
    client.post(f"{where}submit/", {})
    assert now(filed).step == "draft"
    material = {"instruments.csv": [{"instrument_id": "YQ-1", "org_id": "91640100MA0LAB0005", "kind": "balance"}]}
    name, rows = next(iter(material.items()))
    client.post(f"{where}material/", {"file": SimpleUploadedFile(name, csv_of(rows))})
    with whole_table("a test"):
        said = newest()
        assert said is not None
        assert said.state in {"ready", "faulty"}, said.trouble
    client.post(f"{where}submit/", {"promised": "yes"})
    if said.state == "faulty":
        pytest.fail(client.get(f"/submissions/{said.pk}/").text)
    assert now(filed).step == "submitted"
    client.post(f"{where}save/", {**VALUES, "scope": "别的"})
    assert now(filed).scope == "水和废水"
    officer.post(f"{where}decide/", {"decision": "return", "reason": ""})
    assert now(filed).step == "submitted"
    officer.post(f"{where}decide/", {"decision": "return", "reason": "缺少证书"})
    assert now(filed).step == "returned"
    assert "缺少证书" in client.get("/own/").text
    client.post(f"{where}submit/", {"promised": "yes"})
    officer.post(f"{where}decide/", {"decision": "accept"})
    assert now(filed).step == "accepted"
    assert "承诺" in now(filed).promised_text
    with whole_table("a test"):
        states = dict(Submission.objects.values_list("purpose", "state"))
    assert states == {"filing": "stored", "filed": "stored"}
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"filing.saved", "filing.submitted", "filing.returned", "filing.accepted"} <= kinds


def now(filing: Filing) -> Filing:
    with whole_table("a test"):
        return Filing.objects.get(pk=filing.pk)


def test_a_change_is_a_new_version_with_a_reason(browser: Browser, filed: Filing) -> None:
    client, officer = browser("partner"), browser("city_leader")
    where = f"/filings/{filed.pk}/"
    client.post(f"{where}save/", VALUES)
    client.post(f"{where}submit/", {"promised": "yes"})
    officer.post(f"{where}decide/", {"decision": "accept"})
    client.post("/filings/new/")
    with whole_table("a test"):
        second = Filing.objects.get(version=2)
    assert (second.scope, second.step) == ("水和废水", "draft")
    client.post(f"/filings/{second.pk}/save/", {**VALUES, "staff_count": "15"})
    client.post(f"/filings/{second.pk}/submit/", {"promised": "yes"})
    assert now(second).step == "draft"
    client.post(f"/filings/{second.pk}/save/", {**VALUES, "staff_count": "15", "change_reason": "新聘三人"})
    client.post(f"/filings/{second.pk}/submit/", {"promised": "yes"})
    page = officer.get(f"/filings/{second.pk}/").text
    assert "前一版：12" in page
    assert now(filed).step == "accepted"


def a_duty(browser: Browser, months_ago: int = 3, **fields: str) -> Duty:
    start = dt.datetime.now().date().replace(day=1)
    for _ in range(months_ago):
        start = (start - dt.timedelta(days=1)).replace(day=1)
    given = {"title_zh": "月度原始记录", "title_en": "", "party_kind": "lab", "region": "640100", "rhythm": "month",
             "days": "0", "from_on": start.isoformat(), **fields}  # fmt: skip
    browser("city_analyst").post("/duties/new/", given)
    with whole_table("a test"):
        return Duty.objects.get()


def test_what_is_due_is_told_chased_listed_and_done(browser: Browser, somebody: Callable[[str], User]) -> None:
    somebody("partner")
    duty = a_duty(browser)
    client, officer = browser("partner"), browser("city_analyst")
    page = client.get("/own/").text
    assert page.count("已逾期") == 3
    assert "示例检测" in officer.get("/overdue/").text
    assert "示例检测" not in browser("other_city_analyst").get("/overdue/").text
    assert "示例检测" in browser("region_analyst").get("/overdue/").text
    with whole_table("a test"):
        assert chase_automatically(dt.datetime.now().date()) == 3
        assert chase_automatically(dt.datetime.now().date()) == 0
    due = client.get("/own/").context["notices"][0].address.partition("due=")[2]
    one = sent(client, "results.csv", csv_of([result()]), due=due)
    assert (one.duty_id, one.period) == (duty.pk, due.partition(":")[2])
    client.post(f"/submissions/{one.pk}/submit/")
    assert client.get("/own/").text.count("已逾期") == 2
    assert officer.get("/overdue.xlsx").status_code == 200


def test_an_officer_reminds_once_a_day_and_only_within_reach(browser: Browser, somebody: Callable[[str], User]) -> None:
    partner = somebody("partner")
    duty = a_duty(browser, 1)
    with whole_table("a test"):
        period = (dt.datetime.now().date().replace(day=1) - dt.timedelta(days=1)).strftime("%Y-%m")
    body = {"due": f"{duty.pk}:{period}:{partner.party_id}", "text": "请尽快"}
    browser("other_city_analyst").post("/overdue/chase/", body)
    assert chases() == 0
    for _ in range(2):
        browser("city_analyst").post("/overdue/chase/", body)
    assert chases() == 1
    assert "请尽快" in browser("partner").get("/own/").text
    assert Entry.objects.filter(kind="duty.chased").count() == 1


def chases() -> int:
    with whole_table("a test"):
        return Chase.objects.count()


def test_nobody_sets_a_duty_beyond_their_reach(browser: Browser) -> None:
    for name, fields in (("city_analyst", {"region": "640200"}), ("city_market", {"party_kind": "discharger"})):
        given = {"title_zh": "要求", "party_kind": "lab", "region": "640100", "rhythm": "month", "days": "1",
                 "from_on": "2026-01-01", **fields}  # fmt: skip
        assert "alert-danger" in browser(name).post("/duties/new/", given).text
    with whole_table("a test"):
        assert not Duty.objects.exists()


def test_a_row_leads_back_to_its_original(browser: Browser) -> None:
    client = browser("partner")
    one = sent(client, "三月.zip", zipped({"results.csv": csv_of([result()])}))
    client.post(f"/submissions/{one.pk}/submit/")
    row = the_row_id()
    page = client.get(f"/origin/results/{row}/")
    assert page.status_code == 200
    [traced] = page.context["traced"]
    assert (traced.file.name, traced.source_row) == ("results.csv", 2)
    assert client.get(f"/submissions/{one.pk}/files/{traced.file.pk}/").status_code == 200
    assert browser("other_city_analyst").get(f"/origin/results/{row}/").status_code == 404
    assert browser("city_analyst").get(f"/origin/results/{row}/").status_code == 200


def the_row_id() -> str:
    import pyarrow.parquet as pq  # noqa: PLC0415 - of one test
    from django.conf import settings  # noqa: PLC0415

    [path] = (settings.OPTIONS.data / "lake" / "tables" / "results").glob("**/*.parquet")
    return str(pq.read_table(path)["row_id"][0])


def test_templates_have_the_tables_of_the_party(browser: Browser) -> None:
    client = browser("partner")
    book = openpyxl.load_workbook(io.BytesIO(client.get("/own/templates/records.xlsx").content))
    assert "报告结果" in book.sheetnames
    assert "自动监测数据" not in book.sheetnames
    assert client.get("/own/templates/filed.xlsx").status_code == 404


def test_the_template_as_it_is_is_told_to_be_empty_or_wrong_and_never_taken(browser: Browser) -> None:
    client = browser("partner")
    one = sent(client, "模板.xlsx", client.get("/own/templates/records.xlsx").content)
    assert again(one).state == "faulty"
