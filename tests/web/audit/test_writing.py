"""Acts become entries: in order, in words, in the act's own transaction."""

from __future__ import annotations

import datetime as dt
import decimal
import json
import uuid
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.test import RequestFactory
from tests.support.audit_log import OPENED, Log

from jianzhen.seal.digest import canonical
from jianzhen.web import audit
from jianzhen.web.audit import Personal
from jianzhen.web.audit.act import Act
from jianzhen.web.audit.kinds import RecordError, declare, kind_of
from jianzhen.web.audit.models import Apart, Entry, Head
from jianzhen.web.audit.parties import actor_of, object_of
from jianzhen.web.audit.writing import append
from jianzhen.words import Words

DISMISSED = declare("test.dismissed", Words("不予处理", "dismissed"), personal=("phone",), needs_reason=True)


class Meta:
    label_lower = "accounts.user"


@dataclass
class Account:
    """What an account looks like to the log."""

    pk: int | None
    name: str
    _meta = Meta

    def __str__(self) -> str:
        return self.name


OFFICER = Account(12, "欧阳明")


def test_an_act_becomes_an_entry(log: Log) -> None:
    entry = log.record(
        DISMISSED.name,
        actor=OFFICER,
        target=Account(5, "线索五"),
        before={"state": "new"},
        after={"state": "dismissed", "phone": "13800000000"},
        reason="  数据已更正  ",
        words=Words("{actor}不予处理{target}，因为{reason}", "{actor} dismissed {target} because {reason}"),
    )
    stored = Entry.objects.using(log.using).get(number=1)
    assert stored.content == entry.content
    assert canonical(stored.said).decode() == stored.content
    said = stored.said
    assert (said["before"], said["after"]) == ({"state": "new"}, {"state": "dismissed", "phone": None})
    assert (stored.actor, stored.target, stored.kind) == ("accounts.user:12", "accounts.user:5", "test.dismissed")
    assert set(said["apart"]) == {"/actor", "/target", "/reason", "/after/phone"}
    for text in ("欧阳明", "线索五", "数据已更正", "13800000000"):
        assert text not in stored.content
    assert stored.words() == Words("欧阳明不予处理线索五，因为数据已更正", "欧阳明 dismissed 线索五 because 数据已更正")
    assert log.verify().whole


def test_a_name_that_was_written_into_the_words_is_kept_apart_too(log: Log) -> None:
    entry = log.record(actor=OFFICER, words=Words("欧阳明退出", "欧阳明 signed out"))
    assert "欧阳明" not in entry.content
    assert Entry.objects.using(log.using).get(number=1).words() == Words("欧阳明退出", "欧阳明 signed out")


def test_entries_are_numbered_without_a_gap_and_the_head_follows(log: Log) -> None:
    log.write(5)
    assert [entry.number for entry in Entry.objects.using(log.using).order_by("number")] == [1, 2, 3, 4, 5]
    head = Head.objects.using(log.using).get()
    assert head.size == 5
    assert len(bytes(head.peaks)) == 2 * 32


def test_several_acts_of_one_transaction_keep_their_order(log: Log) -> None:
    with transaction.atomic(using=log.using):
        append([Act("lead.assigned", None, OPENED, target=f"leads.lead:{at}", after={}) for at in range(40)], log.using)
    assert [entry.target for entry in Entry.objects.using(log.using).order_by("number")] == [
        f"leads.lead:{at}" for at in range(40)
    ]
    assert log.verify().whole


def test_an_act_that_is_taken_back_leaves_no_entry(log: Log) -> None:
    log.write(2)

    def fails() -> None:
        with transaction.atomic(using=log.using):
            append([Act("lead.opened", "officer", OPENED, after={"x": 1}, reason="因为")], log.using)
            raise LookupError

    with pytest.raises(LookupError):
        fails()
    with transaction.atomic(using=log.using):
        log.record()
        sid = transaction.savepoint(using=log.using)
        log.record()
        transaction.savepoint_rollback(sid, using=log.using)
    log.write(1)
    assert Entry.objects.using(log.using).count() == 4
    assert log.verify().whole


def test_a_change_without_a_transaction_is_refused_and_a_read_is_not(log: Log) -> None:
    with pytest.raises(RecordError, match=r"transaction\.atomic"):
        append([Act("lead.changed", None, OPENED, after={"x": 1})], log.using)
    append([Act("lead.read", None, OPENED)], log.using)
    assert Entry.objects.using(log.using).count() == 1


@pytest.mark.django_db
def test_the_transaction_around_a_test_does_not_hide_a_missing_one() -> None:
    with pytest.raises(RecordError, match=r"transaction\.atomic"):
        audit.record("lead.changed", actor=None, words=OPENED, before={"x": 1})
    with transaction.atomic():
        entry = audit.record("lead.changed", actor=None, words=OPENED, before={"x": 1}, target="leads.lead:1")
    assert Entry.objects.get(pk=entry.pk).target == "leads.lead:1"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_a_test_that_commits_finds_an_empty_log_each_time(round_: int) -> None:
    assert Head.objects.get().size == 0
    audit.record("lead.read", actor=None, words=OPENED)
    assert Entry.objects.count() == 1


def test_the_log_cannot_be_flushed_outside_of_a_test_run(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    log.write(1)
    monkeypatch.delattr("django.core.mail.outbox")
    with pytest.raises(CommandError, match="不可清空"):
        call_command("flush", database=log.using, interactive=False)
    assert Entry.objects.using(log.using).count() == 1


@pytest.mark.parametrize("kind", ["", "lead", "Lead.opened", "lead.Opened", "lead opened", "lead..x", "x." + "y" * 90])
def test_a_malformed_kind_is_refused(kind: str) -> None:
    with pytest.raises(RecordError, match=r"desk\.verb"):
        kind_of(kind)


def test_a_kind_has_one_meaning() -> None:
    assert declare("test.dismissed", DISMISSED.title, personal=["phone"], needs_reason=True) == DISMISSED
    with pytest.raises(RecordError, match="twice"):
        declare("test.dismissed", Words("另外", "another"))


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_kind_that_needs_a_reason_gets_one(file_log: Log, reason: str) -> None:
    with pytest.raises(RecordError, match="须说明理由"):
        file_log.record(DISMISSED.name, reason=reason)
    assert Entry.objects.using("log").count() == 0


def test_values_are_told_in_one_form_only(file_log: Log) -> None:
    at = dt.datetime(2026, 6, 30, 9, 5)
    entry = file_log.record(after={
        "text": "x\ud800\0", "none": None, "yes": True, "number": 3, "decimal": decimal.Decimal("1.50"), "at": at,
        "on": at.date(), "time": at.time(), "list": (1, "b"), "set": {"b", "a"}, "bytes": b"\xff", 7: {"deep": [at]},
        "uuid": uuid.UUID(int=1), "path": PurePosixPath("a/b"), "words": Words("甲", "A"), "model": Session(pk="s"),
    })  # fmt: skip
    assert entry.said["after"] == {
        "text": "x\ufffd\ufffd", "none": None, "yes": True, "number": 3, "decimal": "1.50",
        "at": "2026-06-30T09:05:00.000000", "on": "2026-06-30", "time": "09:05:00", "list": [1, "b"],
        "set": ["a", "b"], "bytes": "ff", "7": {"deep": ["2026-06-30T09:05:00.000000"]},
        "uuid": str(uuid.UUID(int=1)), "path": "a/b", "words": ["甲", "A"], "model": "sessions.session:s",
    }  # fmt: skip
    assert file_log.verify().whole


@pytest.mark.parametrize(("value", "error"), [(object(), TypeError), (float("nan"), ValueError), (1j, TypeError)])
def test_a_value_without_a_form_stops_the_act(file_log: Log, value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        file_log.record(after={"x": value})
    assert Entry.objects.using("log").count() == 0


def test_an_entry_has_a_size_limit(file_log: Log) -> None:
    with pytest.raises(RecordError, match="at most"):
        file_log.record(after={"x": "长" * 400_000})


def test_personal_values_are_found_wherever_they_are(file_log: Log) -> None:
    after = {
        "people": [{"name": Personal("欧阳明", of="people.person:1")}, {"name": Personal(["x"])}],
        "a/b": Personal(3),
    }
    entry = file_log.record(target="leads.lead:1", after=after)
    assert entry.said["after"] == {"people": [{"name": None}, {"name": None}], "a/b": None}
    kept = {one.name: (one.of, json.loads(one.value)) for one in Apart.objects.using("log").all()}
    assert kept == {
        "/after/people/0/name": ("people.person:1", "欧阳明"),
        "/after/people/1/name": ("leads.lead:1", ["x"]),
        "/after/a~1b": ("leads.lead:1", 3),
    }
    assert file_log.verify().whole


def test_salts_hide_equal_values(file_log: Log) -> None:
    digests = {entry.said["apart"]["/actor"] for entry in file_log.write(20, actor=OFFICER)}
    assert len(digests) == 20


def test_a_request_is_remembered_without_its_query(file_log: Log) -> None:
    request = RequestFactory().post("/leads/5/dismiss?phone=13800000000", headers={"X-Request-Id": "abc"})
    entry = file_log.record(request=request, actor=OFFICER)
    assert entry.request == "abc"
    assert entry.said["request"] == {"id": "abc", "method": "POST", "path": "/leads/5/dismiss"}
    [address] = Apart.objects.using("log").filter(name="/request/address")
    assert (address.value, address.of) == ('"127.0.0.1"', "accounts.user:12")
    assert "127.0.0.1" not in entry.content


@pytest.mark.parametrize(
    ("who", "key"),
    [
        (None, "system"),
        ("system:scheduler", "system:scheduler"),
        (Account(None, ""), "anonymous"),
        (OFFICER, "accounts.user:12"),
    ],
)
def test_who_did_it(who: Any, key: str) -> None:
    assert actor_of(who).key == key


def test_a_target_is_an_object_or_a_name() -> None:
    assert object_of(None).key == ""
    assert object_of(Session(pk="s")).key == "sessions.session:s"
    with pytest.raises(TypeError, match="expected"):
        object_of(3)


def test_a_record_takes_few_queries_however_long_the_log(file_log: Log) -> None:
    for length in (1, 60):
        file_log.write(length)
        connection = connections["log"]
        connection.force_debug_cursor = True
        before = len(connection.queries_log)
        file_log.record(actor=OFFICER, reason="因为")
        statements = [query["sql"] for query in list(connection.queries_log)[before:]]
        assert len([sql for sql in statements if not sql.startswith(("BEGIN", "COMMIT"))]) == 5, statements
