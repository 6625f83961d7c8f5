"""Personal data are erased by law; the log stays whole, and says that they were."""

from __future__ import annotations

import pytest
from django.db import connections
from tests.support.audit_log import Log

from jianzhen.web.audit import Personal
from jianzhen.web.audit.erasing import erase
from jianzhen.web.audit.kinds import RecordError
from jianzhen.web.audit.models import Apart, Entry
from jianzhen.web.audit.proving import prove
from jianzhen.web.audit.roots import published, sign_root
from jianzhen.words import Words

PERSON = "people.person:17"
SAID = Words("更正{after.name}的电话", "corrected the phone of {after.name}")


def written(log: Log) -> None:
    for step in range(4):
        after = {"name": Personal("欧阳明", of=PERSON), "phone": Personal(f"1380000000{step}", of=PERSON)}
        log.record(target="leads.lead:1", after=after, reason="本人申请", words=SAID)


def test_erasing_breaks_nothing(log: Log) -> None:
    written(log)
    root = sign_root(log.ring, log.using)
    outside = published(log.using)
    [entry] = erase(PERSON, actor="officer", reason="个人信息保护法第四十七条", using=log.using)
    assert not Apart.objects.using(log.using).filter(of=PERSON).exists()
    assert Apart.objects.using(log.using).filter(name="/reason").count() == 5
    assert Entry.objects.using(log.using).get(number=1).words() == Words(
        "更正〔已依法删除〕的电话", "corrected the phone of [erased by law]"
    )
    assert entry.said["after"]["erased"][:2] == [[1, "/after/name"], [1, "/after/phone"]]
    report = log.verify(outside)
    assert (report.whole, report.erased) == (True, 8)
    sign_root(log.ring, log.using)
    proof = prove(1, root, with_personal=True, using=log.using)
    assert proof.apart["/after/phone"] is None
    assert proof.apart["/reason"].value == '"本人申请"'


def test_one_place_only(log: Log) -> None:
    written(log)
    erase(PERSON, actor="officer", reason="依法", names=["/after/phone"], using=log.using)
    assert set(Apart.objects.using(log.using).filter(of=PERSON).values_list("name", flat=True)) == {"/after/name"}
    assert log.verify().whole


def test_nothing_to_erase_writes_nothing(log: Log) -> None:
    written(log)
    assert erase("people.person:99", actor="officer", reason="依法", using=log.using) == []
    assert Entry.objects.using(log.using).count() == 4


def test_erasing_needs_a_reason_and_then_erases_nothing_without(log: Log) -> None:
    written(log)
    with pytest.raises(RecordError, match="reason"):
        erase(PERSON, actor="officer", reason=" ", using=log.using)
    assert Apart.objects.using(log.using).filter(of=PERSON).count() == 8
    assert log.verify().whole


def test_many_values_take_several_entries(file_log: Log) -> None:
    people = [{"name": Personal(f"甲{at}", of=PERSON)} for at in range(700)]
    file_log.record(after={"people": people})
    entries = erase(PERSON, actor="officer", reason="依法", using="log")
    assert [len(entry.said["after"]["erased"]) for entry in entries] == [500, 200]
    assert file_log.verify().whole


def test_what_was_erased_and_put_back_is_told(log: Log) -> None:
    written(log)
    [kept] = Apart.objects.using(log.using).filter(entry_id=2, name="/after/name")
    erase(PERSON, actor="officer", reason="依法", using=log.using)
    Apart.objects.using(log.using).bulk_create([kept])
    [fault] = log.verify().faults
    assert (fault.code, fault.first, fault.detail) == ("apart_not_erased", 2, "/after/name")


def test_sqlite_overwrites_what_is_erased(file_log: Log) -> None:
    written(file_log)
    file_log.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"13800000003" in file_log.path.read_bytes()
    erase(PERSON, actor="officer", reason="依法", using="log")
    file_log.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    connections["log"].close()
    data = file_log.path.read_bytes()
    assert b"13800000003" not in data
    assert "欧阳明".encode() not in data
