"""From an upload to the lake."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.core.exceptions import PermissionDenied
from tests.support.lakes import read as rows_of
from tests.support.web_filing import (
    EVENT,
    OTHER_LAB,
    again,
    asked,
    csv_of,
    party_with_people,
    result,
    upload,
    workbook,
    zipped,
)

from jianzhen.lake.log import entries
from jianzhen.lake.place import open_lake
from jianzhen.web.accounts.actors import actor_of
from jianzhen.web.accounts.models import User
from jianzhen.web.accounts.services.refused import RefusedError
from jianzhen.web.audit.models import Entry
from jianzhen.web.filing import vault
from jianzhen.web.filing.guard.refusal import RefusedFileError
from jianzhen.web.filing.jobs import forget_unreferred_files, take_up_what_stopped
from jianzhen.web.filing.models import Submission
from jianzhen.web.filing.services.accepting import submit
from jianzhen.web.scope.net import acting_for, whole_table

pytestmark = pytest.mark.django_db


def codes(submission: Submission) -> set[str]:
    with whole_table("a test"):
        return set(pq.read_table(io.BytesIO(submission.fault_list.entries))["code"].to_pylist())


def hand_in(user: User, submission: Submission) -> Submission:
    with acting_for(actor_of(user)):
        submit(asked(user), submission)
    return again(submission)


def lake_rows(data: Path, table: str = "results") -> list[dict[str, object]]:
    return rows_of(open_lake(data / "lake"), table)


def test_what_passes_the_check_is_accepted_and_in_the_lake(partner: User, data: Path) -> None:
    found = upload(partner, {"原始记录结果.csv": csv_of([result(), result("FS260301-02", "0.70")])})
    assert (found.state, found.faults, found.rows) == ("ready", 0, 2)
    stored = hand_in(partner, found)
    assert (stored.state, stored.lake_batch) == ("stored", 1)
    assert len(stored.number or "") == 20
    assert {row["value_text"] for row in lake_rows(data)} == {"23", "0.70"}
    [entry] = entries(open_lake(data / "lake"))
    assert entry.batch.act.reason.startswith(f"{stored.number} v1")
    assert [source.sha256 for source in entry.batch.act.sources] == [stored.digest]
    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["submission.uploaded", "submission.accepted", "submission.stored"]


def test_original_bytes_stay_readable_and_cannot_be_written(partner: User) -> None:
    content = csv_of([result()])
    found = upload(partner, {"results.csv": content})
    path = vault.place(found.digest)
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o400


@pytest.mark.parametrize("pack", [False, True])
def test_workbooks_and_folders_as_zip_are_read(partner: User, pack: bool, data: Path) -> None:
    book = workbook({"采样记录": [EVENT], "原始记录结果": [result()]})
    files = {"三月.zip": zipped({"三月/记录.xlsx": book})} if pack else {"记录.xlsx": book}
    found = upload(partner, files)
    assert found.state == "ready", codes(found)
    assert {one["table"] for one in found.tables} == {"sampling_events", "results"}
    with whole_table("a test"):
        assert list(found.files.values_list("name", flat=True)) == (
            ["三月.zip", "记录.xlsx"] if pack else ["记录.xlsx"]
        )
    hand_in(partner, found)
    assert len(lake_rows(data, "sampling_events")) == 1


def test_json_keeps_the_digits_that_were_sent(partner: User, data: Path) -> None:
    text = json.dumps({"tables": {"results": [result(value="VALUE")]}}).replace('"VALUE"', "0.70")
    found = upload(partner, {"records.json": text.encode()})
    assert found.state == "ready", codes(found)
    hand_in(partner, found)
    assert lake_rows(data)[0]["value_text"] == "0.70"


def test_every_fault_has_its_row_and_column(partner: User) -> None:
    found = upload(partner, {"results.csv": csv_of([result(), {**result("S2"), "unit": ""}])})
    assert found.state == "faulty"
    with whole_table("a test"):
        [fault] = pq.read_table(io.BytesIO(found.fault_list.entries)).to_pylist()
    assert (fault["file"], fault["row"], fault["column"]) == ("results.csv", 3, "unit")
    with pytest.raises(RefusedError):
        hand_in(partner, found)


def test_a_formula_is_no_record(partner: User) -> None:
    found = upload(partner, {"results.xlsx": workbook({"results": [result()]}, formula="=1+1")})
    assert "cell.formula" in codes(found)


def test_rows_of_another_institution_are_refused(partner: User) -> None:
    found = upload(partner, {"results.csv": csv_of([result(), result("S2", lab=OTHER_LAB)])})
    assert codes(found) >= {"owner.other"}


def test_tables_of_other_people_are_refused(partner: User) -> None:
    penalty = {"penalty_id": "CF1", "act": "伪造", "decided_on": "2026-01-01"}
    found = upload(partner, {"penalties.csv": csv_of([penalty])})
    assert "table.not_taken" in codes(found)


def test_source_columns_of_ones_own_are_refused(partner: User) -> None:
    forged = {**result(), "来源文件": "别处.xlsx", "来源行": "7"}
    assert "column.source" in codes(upload(partner, {"results.csv": csv_of([forged])}))


def test_a_record_hangs_only_on_ones_own(partner: User) -> None:
    crew = {"event_id": "CY20260301-01", "person_id": "p7f3a9c2e51d04b8"}
    assert "owner.unknown" in codes(upload(partner, {"sampling_crew.csv": csv_of([crew])}))
    both = {"sampling_crew.csv": csv_of([crew]), "sampling_events.csv": csv_of([EVENT])}
    hand_in(partner, upload(partner, both))
    later = upload(partner, {"sampling_crew.csv": csv_of([{**crew, "person_id": "p000000000000001"}])})
    assert later.state == "ready", codes(later)
    other = party_with_people(OTHER_LAB, "stranger")
    foreign = upload(other, {"sampling_crew.csv": csv_of([{**crew, "person_id": "p000000000000002"}])})
    assert "owner.unknown" in codes(foreign)


def test_a_number_of_another_institution_cannot_be_taken_over(partner: User, data: Path) -> None:
    hand_in(partner, upload(partner, {"sampling_events.csv": csv_of([EVENT])}))
    other = party_with_people(OTHER_LAB, "stranger")
    theirs = {**EVENT, "lab_id": OTHER_LAB, "started_at": "2026-03-01 08:00"}
    found = upload(other, {"sampling_events.csv": csv_of([theirs])})
    assert codes(found) >= {"owner.taken"}
    weighing = {"medium_id": "LM-1", "kind": "before", "repeat": "1", "weighed_at": "2026-03-01 08:00", "mass": "0.1"}
    del weighing["mass"]
    hand_in(partner, upload(partner, {"weighings.csv": csv_of([weighing])}))
    foreign = upload(other, {"weighings.csv": csv_of([{**weighing, "weighed_at": "2026-03-01 09:00"}])})
    assert codes(foreign) >= {"owner.taken"}


def test_a_change_is_a_correction_with_a_reason_and_the_old_stays(partner: User, data: Path) -> None:
    first = hand_in(partner, upload(partner, {"results.csv": csv_of([result()])}))
    changed = {"results.csv": csv_of([result(value="24")])}
    assert codes(upload(partner, changed)) == {"row.changed"}
    with pytest.raises(RefusedError):
        upload(partner, changed, corrects=first)
    second = hand_in(partner, upload(partner, changed, corrects=first, reason="抄录有误"))
    assert (second.version, second.series, second.state) == (2, first.series, "stored")
    assert [row["value_text"] for row in lake_rows(data)] == ["24"]
    assert [row["value_text"] for row in rows_of(open_lake(data / "lake"), "results", 1)] == ["23"]
    with pytest.raises(RefusedError):
        upload(partner, changed, corrects=first, reason="再改")


def test_of_two_corrections_of_one_version_one_is_accepted(partner: User) -> None:
    first = hand_in(partner, upload(partner, {"results.csv": csv_of([result()])}))
    one, two = (
        upload(partner, {"results.csv": csv_of([result(value=value)])}, corrects=first, reason="更正")
        for value in ("24", "25")
    )
    hand_in(partner, one)
    with pytest.raises(RefusedError):
        hand_in(partner, two)


def test_submitting_twice_gives_one_receipt(partner: User, data: Path) -> None:
    found = upload(partner, {"results.csv": csv_of([result()])})
    number = hand_in(partner, found).number
    assert hand_in(partner, found).number == number
    assert len(entries(open_lake(data / "lake"))) == 1


def test_a_file_changed_in_the_vault_does_not_go_in(partner: User, data: Path) -> None:
    found = upload(partner, {"results.csv": csv_of([result()])})
    path = vault.place(found.digest)
    path.chmod(0o600)
    path.write_bytes(csv_of([result(value="99")]))
    assert hand_in(partner, found).state == "accepted"
    assert not (data / "lake").exists()


def test_what_the_lake_got_meanwhile_is_not_overwritten(partner: User, data: Path) -> None:
    one = upload(partner, {"results.csv": csv_of([result()])})
    two = upload(partner, {"results.csv": csv_of([result(value="24")])})
    assert (one.state, two.state) == ("ready", "ready")
    hand_in(partner, one)
    assert hand_in(partner, two).state == "held"
    assert [row["value_text"] for row in lake_rows(data)] == ["23"]


def test_an_empty_template_is_told(partner: User) -> None:
    found = upload(partner, {"results.csv": b"lab_id,sample_no,parameter,method,value_text,unit\n"})
    assert codes(found) == {"data.no_rows"}


def test_nobody_submits_for_another_party(partner: User) -> None:
    found = upload(partner, {"results.csv": csv_of([result()])})
    other = party_with_people(OTHER_LAB, "stranger")
    with whole_table("the service's own check"), pytest.raises(PermissionDenied):
        submit(asked(other), found)
    with acting_for(actor_of(other)):
        assert not Submission.objects.exists()


def test_what_is_refused_is_not_kept_and_what_nobody_refers_to_goes_after_a_day(partner: User, data: Path) -> None:
    with pytest.raises(RefusedFileError):
        upload(partner, {"a.csv": b"MZ\0"})
    assert not list((data / "uploads").rglob("*.*"))
    kept = upload(partner, {"results.csv": csv_of([result()])})
    with pytest.raises(RefusedFileError):
        upload(partner, {"b.csv": b"left,over\n", "a.exe": b"MZ\0"})
    yesterday = time.time() - 25 * 3600
    for path in (data / "uploads").glob("*/*"):
        os.utime(path, (yesterday, yesterday))
    assert len(list((data / "uploads").glob("*/*"))) == 2
    forget_unreferred_files()
    assert [path.name for path in (data / "uploads").glob("*/*")] == [kept.digest]


def test_a_flood_is_slowed_down(partner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(partner, {"results.csv": csv_of([result()])})
    monkeypatch.setattr("jianzhen.web.filing.guard.limits.DAY_BYTES", 10)
    with pytest.raises(RefusedError, match="一天"):
        upload(partner, {"results.csv": csv_of([result()])})


def test_what_a_killed_worker_left_is_taken_up(partner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as dead:
        dead.setattr("jianzhen.web.filing.services.checking.check_submission", lambda key: None)
        found = upload(partner, {"results.csv": csv_of([result()])}, at_once=True)
    assert found.state == "checking"
    with whole_table("a test"):
        Submission.objects.update(uploaded_at=dt.datetime(2026, 1, 1))
    take_up_what_stopped()
    assert again(found).state == "stored"
