"""What the database itself refuses, asked by plain SQL."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connections, transaction
from tests.support.audit_log import Log

from jianzhen.web.audit import triggers
from jianzhen.web.audit.roots import sign_root

BOTH = [
    "UPDATE audit_entry SET content = 'x' WHERE number = 2",
    "UPDATE audit_entry SET kind = kind",
    "DELETE FROM audit_entry",
    "DELETE FROM audit_entry WHERE number = 3",
    (
        "INSERT INTO audit_entry (number, at, kind, actor, target, request, content, nodes)"
        " SELECT number + 7, at, kind, actor, target, request, content, nodes FROM audit_entry WHERE number = 3"
    ),
    "UPDATE audit_head SET size = 2",
    "UPDATE audit_head SET size = 9",
    "UPDATE audit_head SET log = 'another'",
    "DELETE FROM audit_head",
    "UPDATE audit_root SET size = 2",
    "DELETE FROM audit_root",
    "UPDATE audit_key SET public = ''",
    "DELETE FROM audit_key",
    "UPDATE audit_apart SET value = '\"another\"'",
    "DELETE FROM audit_apart",
]
SQLITE = [
    (
        "INSERT OR REPLACE INTO audit_entry SELECT number, at, 'x.y', actor, target, request, content, nodes"
        " FROM audit_entry WHERE number = 2"
    ),
    "REPLACE INTO audit_head SELECT id, log, 1, peaks FROM audit_head",
    "REPLACE INTO audit_root SELECT id, log, 1, root, at, key, signature FROM audit_root",
    "REPLACE INTO audit_key SELECT id, key, '', at, before, voucher FROM audit_key",
    "REPLACE INTO audit_apart (entry_id, name, of, salt, value) SELECT entry_id, name, of, salt, 'x' FROM audit_apart",
    "UPDATE OR REPLACE audit_entry SET number = 1 WHERE number = 2",
]
POSTGRESQL = [
    f"TRUNCATE {', '.join(triggers.TABLES)}",
    *(f"TRUNCATE {table} CASCADE" for table in triggers.TABLES),
    "UPDATE audit_head SET peaks = ''::bytea",
]  # fmt: skip


def everything(log: Log) -> list[object]:
    return [log.sql(f"SELECT * FROM {table} ORDER BY 1") for table in triggers.TABLES]


def refuses(log: Log, statement: str) -> None:
    log.write(3, reason="因为")
    sign_root(log.ring, log.using)
    before = everything(log)
    with pytest.raises(DatabaseError, match="只增不改"), transaction.atomic(using=log.using):
        log.sql(statement)
    assert everything(log) == before
    assert log.verify().whole


@pytest.mark.parametrize("statement", BOTH)
def test_sql_that_changes_the_past_is_refused(log: Log, statement: str) -> None:
    refuses(log, statement)


@pytest.mark.parametrize("statement", SQLITE)
def test_sqlite_does_not_replace(file_log: Log, statement: str) -> None:
    refuses(file_log, statement)


@pytest.mark.parametrize("statement", POSTGRESQL)
def test_postgresql_does_not_truncate(server_log: Log, statement: str) -> None:
    refuses(server_log, statement)


def test_a_missing_trigger_is_told(log: Log) -> None:
    log.write(2)
    triggers.remove(connections[log.using])
    report = log.verify()
    assert {fault.code for fault in report.faults} == {"trigger"}
    assert len(report.faults) >= len(triggers.GUARDS)
    triggers.install(connections[log.using])
    assert log.verify().whole


def test_a_trigger_made_harmless_is_told(file_log: Log) -> None:
    file_log.sql("DROP TRIGGER audit_entry_no_update")
    file_log.sql("CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry WHEN 0 BEGIN SELECT 1; END")
    assert [fault.detail for fault in file_log.verify().faults] == ["audit_entry_no_update"]


def test_a_trigger_switched_off_is_told(server_log: Log) -> None:
    server_log.sql("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_update")
    assert [fault.detail for fault in server_log.verify().faults] == ["audit_entry_no_update"]


def test_a_function_made_harmless_is_told(server_log: Log) -> None:
    server_log.sql("CREATE OR REPLACE FUNCTION audit_entry_no_update() RETURNS trigger LANGUAGE plpgsql"
                   " AS $$ BEGIN RETURN NEW; END $$")  # fmt: skip
    assert [fault.detail for fault in server_log.verify().faults] == ["audit_entry_no_update"]
