"""From a run's folder to the desk."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.support.runs import LAB, jianzhen, small_data

from jianzhen.report.evidence import pack
from jianzhen.report.results import Results
from jianzhen.screen.record import RecordError
from jianzhen.seal.pack import seal_digest
from jianzhen.web.audit.models import Entry
from jianzhen.web.leads.content import record_of
from jianzhen.web.leads.models import Lead, LeadRule, ScreeningRun
from jianzhen.web.leads.services.importing import folder_of, import_run
from jianzhen.web.scope.net import whole_table

pytestmark = pytest.mark.django_db
ORGANISATION = f"org_id,name,kind,region,phone\n{LAB},示例检测有限公司,lab,640104,09511234567\n"


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run with one lead, about a laboratory of a county."""
    home = tmp_path_factory.mktemp("run")
    (small_data(home / "data") / "organizations.csv").write_text(ORGANISATION, encoding="utf-8")
    done = jianzhen(
        "screen", home / "data", "--out", home / "out", "--rules", "person_two_places", "--on", "2024-06-30"
    )
    assert done.exit_code == 0, done.output
    return home / "out"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own."""
    monkeypatch.setattr(settings, "OPTIONS", replace(settings.OPTIONS, data=tmp_path, second_factor=False))
    return tmp_path


def only_lead() -> Lead:
    with whole_table("a test"):
        return Lead.objects.select_related("content", "run").get()


def test_a_lead_arrives_with_its_place_its_departments_and_its_rules(run_folder: Path) -> None:
    done = import_run(run_folder)
    lead, (record,) = only_lead(), Results(run_folder).leads
    assert (done.new, done.known) == (1, 0)
    assert (lead.key, lead.title.zh, lead.grade) == (record.lead_id, record.title_zh, record.grade)
    assert (lead.region, lead.remit, lead.state) == ("640104", 3, "new")
    assert lead.subject_name == "示例检测有限公司"
    assert list(LeadRule.objects.values_list("rule", "clause")) == [("person_two_places", "二(三)")]
    assert Entry.objects.get(kind="leads.imported").said["after"] == {"known": 0, "new": 1}


def test_what_is_stored_is_what_screening_said(run_folder: Path) -> None:
    import_run(run_folder)
    (record,) = Results(run_folder).leads
    assert record_of(only_lead(), list(record.families)) == record


def test_a_second_import_touches_nothing_that_people_did(run_folder: Path) -> None:
    first = import_run(run_folder)
    with whole_table("a test"):
        Lead.objects.update(state="dismissed")
    done = import_run(run_folder)
    assert (done.new, done.known) == (0, 1)
    assert done.run.imported_at == first.run.imported_at
    assert only_lead().state == "dismissed"
    assert ScreeningRun.objects.count() == 1


def test_the_run_is_kept_so_that_the_evidence_stays(run_folder: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    shutil.copytree(run_folder, moved)
    done = import_run(moved)
    shutil.rmtree(moved)
    assert (folder_of(done.run) / "leads.parquet").is_file()
    assert not list((tmp_path / "runs").glob(".*"))


def test_a_folder_that_is_no_run_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        import_run(tmp_path)
    assert not ScreeningRun.objects.exists()


def test_the_page_shows_the_ten_parts_with_the_telephone_masked(
    run_folder: Path, browser: Callable[..., Client]
) -> None:
    import_run(run_folder)
    client, lead = browser("county_analyst"), only_lead()
    page = client.get(f"/leads/{lead.key}/").text
    for part in ("依据", "还可能是什么原因", "现场先看", "当日适用的法律", "sampling_events.csv", "P001", "2024-05-01"):
        assert part in page, part
    assert "09511234567" not in page
    source = page.split('src="/leads/')[1].split('"')[0]
    drawn = client.get(f"/leads/{source}")
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in drawn.content
    assert browser("other_city_analyst").get(f"/leads/{source}").status_code == 404


def test_in_english_nothing_of_ours_is_chinese(run_folder: Path, browser: Callable[..., Client]) -> None:
    import_run(run_folder)
    client, lead = browser("county_analyst"), only_lead()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(f"/leads/{lead.key}/").text
    for word in ("依据", "研判", "现场先看", "经过", "等级"):
        assert word not in page, word
    assert "What else could explain it" in page


def test_a_run_whose_folder_is_gone_is_told_of(run_folder: Path, browser: Callable[..., Client], data: Path) -> None:
    import_run(run_folder)
    shutil.rmtree(data / "runs")
    page = browser("county_analyst").get(f"/leads/{only_lead().key}/")
    assert page.status_code == 200
    assert "备份恢复" in page.text


def test_the_evidence_package_is_the_one_of_the_command_line(run_folder: Path, browser: Callable[..., Client]) -> None:
    import_run(run_folder)
    lead = only_lead()
    answer = browser("county_analyst").post(f"/leads/{lead.key}/evidence/")
    assert answer.content == pack(Results(run_folder), lead.key)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    entry = Entry.objects.get(kind="lead.evidence_taken")
    assert entry.said["after"]["seal"] == seal_digest(answer.content)
    assert browser("other_city_analyst").post(f"/leads/{lead.key}/evidence/").status_code == 404
    assert Entry.objects.filter(kind="lead.evidence_taken").count() == 1


def test_an_original_file_is_handed_out_while_it_is_the_same(
    run_folder: Path, browser: Callable[..., Client], data: Path
) -> None:
    shutil.copytree(run_folder.parent / "data", data / "datasets" / "small")
    import_run(run_folder, dataset="small")
    lead, client = only_lead(), browser("region_analyst")
    address, name = f"/leads/{lead.key}/original/", "sampling_events.csv"
    assert f'value="{name}"' in client.get(f"/leads/{lead.key}/").text
    answer = client.post(address, {"file": name})
    assert answer.content == (data / "datasets" / "small" / name).read_bytes()
    assert Entry.objects.filter(kind="lead.original_taken").count() == 1
    for bad in ("", "../../keys/secret_key", "/etc/passwd", "runs", "sampling_events.csv\0"):
        assert client.post(address, {"file": bad}).status_code == 404
    (data / "datasets" / "small" / name).write_text("changed", encoding="utf-8")
    assert "原始文件已变动" in client.post(address, {"file": name}, follow=True).text


def test_a_file_with_the_rows_of_everybody_leaves_with_those_who_see_everybody(
    run_folder: Path, browser: Callable[..., Client], data: Path
) -> None:
    shutil.copytree(run_folder.parent / "data", data / "datasets" / "small")
    import_run(run_folder, dataset="small")
    lead, name = only_lead(), "sampling_events.csv"
    address = f"/leads/{lead.key}/original/"
    for who in ("county_analyst", "city_leader", "city_market"):
        client = browser(who)
        assert f'value="{name}"' not in client.get(f"/leads/{lead.key}/").text
        assert client.post(address, {"file": name}).status_code == 403
    read = {str(file["name"]) for file in Results(run_folder).run["files"]}
    assert "organizations.csv" in read
    assert browser("region_leader").post(address, {"file": "organizations.csv"}).status_code == 404
    assert not Entry.objects.filter(kind="lead.original_taken").exists()
