"""Somebody who owns the database changes the log; whatever he does is found, and told in words."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, connections
from tests.support.audit_log import Log

from jianzhen.seal.merkle.hashing import leaf_hash
from jianzhen.seal.merkle.keyring import KeyRing
from jianzhen.seal.merkle.published import Published
from jianzhen.seal.merkle.signed import SignedRoot
from jianzhen.web.audit.faults import MEANINGS, Fault
from jianzhen.web.audit.models import Entry
from jianzhen.web.audit.opening import open_log
from jianzhen.web.audit.roots import RewrittenError, current_key, published, rotate_key, sign_root


def written(log: Log) -> Published:
    """Twelve entries with a root after the seventh and the last; what was published of them."""
    for count in (7, 5):
        log.write(count, reason="因为", target="lead:5")
        sign_root(log.ring, log.using)
    return published(log.using)


def exchange(log: Log, one: int, other: int) -> None:
    """Two entries change places, with everything but their numbers."""
    for column in ("content", "nodes", "at", "kind", "actor", "target", "request"):
        log.sql(f"UPDATE audit_entry SET {column} = (SELECT o.{column} FROM audit_entry o"
                f" WHERE o.number = %s + %s - audit_entry.number) WHERE number IN (%s, %s)",
                one, other, one, other)  # fmt: skip


def close_gap(log: Log, number: int) -> None:
    log.sql("DELETE FROM audit_apart WHERE entry_id >= %s", number)
    log.sql("DELETE FROM audit_entry WHERE number = %s", number)
    for later in range(number + 1, 13):
        log.sql("UPDATE audit_entry SET number = %s WHERE number = %s", later - 1, later)


def cut(log: Log, number: int) -> None:
    log.sql("DELETE FROM audit_apart WHERE entry_id >= %s", number)
    log.sql("DELETE FROM audit_entry WHERE number >= %s", number)


def renumber(log: Log) -> None:
    """Contents say the number at which they stand."""
    for (number,) in log.sql("SELECT number FROM audit_entry"):
        log.edit(number, number=number)


def test_an_untouched_log_is_whole(log: Log) -> None:
    report = log.verify(written(log))
    assert (report.whole, report.entries, report.roots, report.published) == (True, 12, 2, 2)
    assert report.root == published(log.using).roots[-1].root


def test_an_empty_log_is_whole(log: Log) -> None:
    assert log.verify().whole
    assert sign_root(log.ring, log.using) is None


# Each: what is done, and the faults that tell it, exactly.
SIMPLE: dict[str, tuple[Callable[[Log], object], set[str]]] = {
    "a word is changed": (lambda log: log.edit(3, zh="什么也没有做"), {"content"}),
    "the content is destroyed": (
        lambda log: log.sql("UPDATE audit_entry SET content = 'x' WHERE number = 3"),
        {"content", "unreadable", "apart_stray"},
    ),
    "a column for searching is changed": (
        lambda log: log.sql("UPDATE audit_entry SET actor = 'somebody' WHERE number = 3"),
        {"columns"},
    ),
    "the time of an entry is changed": (
        lambda log: log.sql("UPDATE audit_entry SET at = '2001-01-01 00:00:00' WHERE number = 3"),
        {"columns"},
    ),
    "two entries change places": (
        lambda log: exchange(log, 4, 5),
        {"number", "nodes", "root", "head", "apart_changed"},
    ),
    "one is deleted from the middle": (
        lambda log: (
            log.sql("DELETE FROM audit_apart WHERE entry_id = 5"),
            log.sql("DELETE FROM audit_entry WHERE number = 5"),
        ),
        {"missing", "root_unchecked"},
    ),
    "one is deleted and the gap closed": (
        lambda log: close_gap(log, 5),
        {"number", "nodes", "tail", "apart_missing", "root"},
    ),
    "the tail is cut": (lambda log: cut(log, 11), {"tail"}),
    "the last entry is cut": (lambda log: cut(log, 12), {"tail"}),
    "everything is cut": (lambda log: cut(log, 1), {"tail"}),
    "the tail and the head are cut": (
        lambda log: (cut(log, 11), log.rehash()),
        {"tail"},
    ),
    "a digest of the tree is changed": (
        lambda log: log.sql("UPDATE audit_entry SET nodes = (SELECT o.nodes FROM audit_entry o WHERE o.number = 1)"
                            " WHERE number = 3"),
        {"content", "nodes", "root", "head"},
    ),
    "the head is changed": (
        lambda log: log.sql("UPDATE audit_head SET peaks = (SELECT nodes FROM audit_entry WHERE number = 2)"),
        {"head"},
    ),
    "the head is deleted": (lambda log: log.sql("DELETE FROM audit_head"), {"head_missing"}),
    "the head is set back": (lambda log: log.sql("UPDATE audit_head SET size = 11"), {"beyond", "head", "tail"}),
    "a root is changed": (
        lambda log: log.sql("UPDATE audit_root SET size = 6 WHERE size = 7"),
        {"root_signature", "root"},
    ),
    "the signature of a root is changed": (
        lambda log: log.sql("UPDATE audit_root SET signature = %s WHERE size = 7", "0" * 128),
        {"root_signature"},
    ),
    "the keys are deleted": (lambda log: log.sql("DELETE FROM audit_key"), {"root_signature"}),
    "a reason is changed": (
        lambda log: log.sql("UPDATE audit_apart SET value = '\"另外\"' WHERE entry_id = 4"),
        {"apart_changed"},
    ),
    "a reason is made another person's": (
        lambda log: log.sql("UPDATE audit_apart SET of = 'people.person:1' WHERE entry_id = 4"),
        {"apart_changed"},
    ),
    "the first key is dated back": (lambda log: log.sql("UPDATE audit_key SET at = '2001-01-01'"), {"key"}),
    "a reason is deleted": (lambda log: log.sql("DELETE FROM audit_apart WHERE entry_id = 4"), {"apart_missing"}),
    "a reason is invented": (
        lambda log: log.sql("UPDATE audit_apart SET name = '/actor' WHERE entry_id = 4"),
        {"apart_missing", "apart_stray"},
    ),
    "an entry is rewritten with its digest": (
        lambda log: (
            log.edit(3, zh="什么也没有做"),
            log.sql("UPDATE audit_entry SET nodes = %s WHERE number = 3", digest_of(log, 3)),
        ),
        {"nodes", "root", "head"},
    ),
    "everything is hashed anew": (lambda log: (log.edit(3, zh="什么也没有做"), log.rehash()), {"root"}),
    "reordered and everything hashed anew": (
        lambda log: (exchange(log, 4, 5), renumber(log), log.rehash()),
        {"root", "apart_changed"},
    ),
}  # fmt: skip


def digest_of(log: Log, number: int) -> bytes:
    [(content,)] = log.sql("SELECT content FROM audit_entry WHERE number = %s", number)
    return leaf_hash(content.encode())


@pytest.mark.parametrize("done", SIMPLE)
def test_tampering_is_found(file_log: Log, done: str) -> None:
    found_for(file_log, done)


@pytest.mark.parametrize("done", ["a word is changed", "two entries change places", "one is deleted from the middle",
                                  "the tail is cut", "everything is hashed anew"])  # fmt: skip
def test_tampering_is_found_on_postgresql(server_log: Log, done: str) -> None:
    found_for(server_log, done)


def found_for(log: Log, done: str) -> None:
    act, codes = SIMPLE[done]
    written(log)
    with log.tampering():
        act(log)
    assert log.codes() == codes


def rewrite(log: Log) -> None:
    """The whole work: contents, digests, tree, head, roots and their signatures."""
    log.edit(3, zh="什么也没有做")
    log.rehash()
    log.resign()


def test_only_a_published_root_finds_that_everything_was_rewritten(log: Log) -> None:
    outside = written(log)
    with log.tampering():
        rewrite(log)
    assert log.verify().whole, "signed anew with the right key: the log agrees with itself"
    report = log.verify(outside)
    assert {fault.code for fault in report.faults} == {"published_root"}
    assert [(fault.first, fault.last) for fault in report.faults] == [(1, 7), (1, 12)]
    assert "日志被改写" in report.faults[0].words().zh


def test_only_a_published_root_finds_that_the_tail_was_cut_everywhere(log: Log) -> None:
    outside = written(log)
    with log.tampering():
        cut(log, 11)
        log.rehash()
        log.sql("DELETE FROM audit_root WHERE size > 10")
    assert log.verify().whole
    [fault] = log.verify(outside).faults
    assert (fault.code, fault.first, fault.last) == ("published_tail", 11, 12)


def test_a_rewritten_log_signed_with_another_key_is_found(log: Log, tmp_path: Path) -> None:
    outside = written(log)
    other = KeyRing(tmp_path / "other")
    with log.tampering():
        log.edit(3, zh="什么也没有做")
        log.rehash()
        log.sql("DELETE FROM audit_root")
        log.sql("DELETE FROM audit_key")
    sign_root(other, log.using)
    assert log.verify().whole
    assert log.codes(outside) == {"published_key", "published_root"}


def test_another_log_in_its_place_is_found(log: Log) -> None:
    outside = written(log)
    with log.tampering():
        for table in ("root", "key", "apart", "entry", "head"):
            log.sql(f"DELETE FROM audit_{table}")
    open_log(log.using)
    log.write(12)
    assert log.verify().whole
    assert log.codes(outside) == {"published_log"}


def test_an_older_copy_of_the_file_is_found(file_log: Log, tmp_path: Path) -> None:
    written(file_log)
    connections[file_log.using].close()
    shutil.copy(file_log.path, tmp_path / "older")
    file_log.write(3)
    sign_root(file_log.ring, file_log.using)
    outside = published(file_log.using)
    connections[file_log.using].close()
    shutil.copy(tmp_path / "older", file_log.path)
    assert file_log.verify().whole
    assert file_log.codes(outside) == {"published_tail"}


def test_no_root_is_signed_over_a_rewritten_log(log: Log) -> None:
    written(log)
    with log.tampering():
        log.edit(3, zh="什么也没有做")
        log.rehash()
    with pytest.raises(RewrittenError, match="audit verify"):
        sign_root(log.ring, log.using)


def test_entries_go_on_after_a_forged_key_and_it_is_found(log: Log, tmp_path: Path) -> None:
    written(log)
    outsider = KeyRing(tmp_path / "other")
    notice = outsider.make("2026-01-01T00:00:00.000000", current_key(log.using))
    log.sql("INSERT INTO audit_key (key, public, at, before, voucher) VALUES (%s, %s, %s, %s, %s)",
            notice.key, notice.public, notice.at, notice.before, notice.voucher)  # fmt: skip
    sign_root(outsider, log.using)
    assert log.codes() == {"key"}


def test_every_byte_of_an_entry_counts(file_log: Log) -> None:
    """Flip bytes in the database file itself, one after the other."""
    log = file_log
    log.write(3, after={"note": "MARKED-CONTENT"})
    sign_root(log.ring, log.using)
    log.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    connections[log.using].close()
    data = log.path.read_bytes()
    places = [found.start() for found in re.finditer(rb"MARKED-CONTENT", data)]
    assert len(places) == 3
    spots = [places[1] + offset for offset in (0, 7, 13)] + [data.index(bytes(Entry.objects.using(log.using).get(number=2).nodes)) + at for at in (0, 31, 40)]  # fmt: skip # noqa: E501
    connections[log.using].close()
    for at in spots:
        log.path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        faults = log.verify().faults
        connections[log.using].close()
        assert faults, at
        assert all(fault.first in (0, 1, 2) for fault in faults)
    log.path.write_bytes(data)
    assert log.verify().whole


def test_bytes_that_are_no_text_are_told_and_the_rest_is_read(file_log: Log) -> None:
    file_log.write(4)
    with file_log.tampering():
        file_log.sql("UPDATE audit_entry SET content = CAST(x'ff00fe' AS BLOB) WHERE number = 2")
    report = file_log.verify()
    assert {(fault.code, fault.first) for fault in report.faults} == {("content", 2), ("unreadable", 2)}
    assert report.entries == 4


def test_all_faults_are_told_and_neighbours_together(log: Log) -> None:
    written(log)
    with log.tampering():
        for number in (2, 3, 4, 9):
            log.edit(number, zh="什么也没有做")
        log.sql("UPDATE audit_entry SET kind = 'x.y' WHERE number = 6")
        cut(log, 12)
    faults = [(fault.code, fault.first, fault.last) for fault in log.verify().faults]
    assert faults == [("content", 2, 4), ("columns", 6, 6), ("content", 9, 9), ("tail", 12, 12), ("tail", 12, 12)]


def test_the_publication_itself_is_checked(log: Log) -> None:
    outside = written(log)
    forged = SignedRoot(**{**outside.roots[0].plain(), "at": "2001-01-01"})
    assert log.codes(Published(outside.log, outside.keys, (forged,))) == {"published_signature"}


def test_a_key_may_change_and_everything_stays_verifiable(log: Log) -> None:
    early = written(log)
    rotate_key(log.ring, actor="administrator", reason="每年更换", using=log.using)
    log.write(3)
    root = sign_root(log.ring, log.using)
    assert root.key != early.roots[0].key
    report = log.verify(early, published(log.using))
    assert report.whole
    assert report.entries == 16
    assert "更换日志签名密钥" in Entry.objects.using(log.using).get(number=13).words().zh


def test_a_lost_key_is_replaced_and_that_is_told(log: Log) -> None:
    written(log)
    log.ring.folder.rename(log.ring.folder.with_name("lost"))
    rotate_key(log.ring, actor="administrator", reason="密钥丢失", using=log.using)
    assert sign_root(log.ring, log.using)
    assert log.codes() == {"key"}


@pytest.mark.parametrize("code", MEANINGS)
def test_every_fault_is_told_in_both_languages(code: str) -> None:
    for fault in (Fault(code), Fault(code, 3, 3), Fault(code, 3, 9, "x")):
        zh, en = fault.words()
        assert re.search("[\u4e00-\u9fff]", zh)
        assert not re.search("[\u4e00-\u9fff]", en)
    assert "3 至 9" in zh
    assert "(x)" in en


def test_a_broken_character_is_found_and_the_rest_is_read(file_log: Log) -> None:
    file_log.write(4, after={"note": "甲乙丙丁"})
    connections["log"].close()
    data = file_log.path.read_bytes()
    at = [found.start() for found in re.finditer("乙丙".encode(), data)][1]
    file_log.path.write_bytes(data[: at + 1] + b"\xff" + data[at + 2 :])
    report = file_log.verify()
    assert {fault.code for fault in report.faults} == {"content", "unreadable"}
    assert report.entries == 4


@pytest.mark.parametrize(
    ("column", "value", "codes"),
    [
        ("at", "'yesterday'", {"columns"}),
        ("at", "x'00ff'", {"columns"}),
        ("nodes", "'text'", {"content", "nodes", "head"}),
        ("nodes", "7", {"content", "nodes", "head"}),
        ("content", "7", {"content", "unreadable"}),
        ("content", "'[]'", {"content", "unreadable"}),
        ("content", '\'{"apart": 3, "request": []}\'', {"content", "number", "log", "columns"}),
        ("kind", "7.5", {"columns"}),
    ],
)
def test_values_of_another_type_are_told(file_log: Log, column: str, value: str, codes: set[str]) -> None:
    file_log.write(4)
    with file_log.tampering():
        file_log.sql(f"UPDATE audit_entry SET {column} = {value} WHERE number = 3")
    report = file_log.verify()
    assert {fault.code for fault in report.faults} == codes
    assert report.entries == 4


# All columns but the numbers of rows, which say nothing.
TOLD = {
    "audit_entry": "*",
    "audit_apart": "entry_id, name, of, salt, value",
    "audit_head": "*",
    "audit_key": "key, public, at, before, voucher",
    "audit_root": "log, size, root, at, key, signature",
}


def everything(path: Path) -> object:
    """All rows of the log as they stand in the file, or that it cannot be read."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        try:
            return [connection.execute(f"SELECT {columns} FROM {table} NOT INDEXED").fetchall()
                    for table, columns in TOLD.items()]  # fmt: skip
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return None


def test_bytes_flipped_anywhere_in_the_file_never_pass(file_log: Log) -> None:
    written(file_log)
    file_log.sql("PRAGMA journal_mode = delete")
    connections["log"].close()
    data, before, numbers = file_log.path.read_bytes(), everything(file_log.path), random.Random(7)
    # Twelve entries fill a few pages of the file; most of the others hold nothing of the log.
    used = [at for at in range(len(data)) if data[at]]
    changed = 0
    for at in numbers.sample(used, 150):
        file_log.path.write_bytes(data[:at] + bytes([data[at] ^ 1 << numbers.randrange(8)]) + data[at + 1 :])
        if everything(file_log.path) == before:
            continue
        changed += 1
        try:
            faults = file_log.verify().faults
        except DatabaseError:
            faults = ("the database cannot be opened",)
        finally:
            connections["log"].close()
        assert faults, at
    assert changed > 30
