"""What the database itself refuses: changing, deleting, replacing or skipping entries.

They stop mistakes and ordinary programs. Whoever owns the database can drop them; that, and what
he then does, is what ``verify`` and the published roots are for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_entry", "audit_apart", "audit_head", "audit_key", "audit_root")
_TOLD = "审计日志只增不改 the audit log is append-only"


class Guard(NamedTuple):
    """One refusal: on which table, before which act, unless the condition is false."""

    table: str
    act: str
    name: str
    refused_if: str
    what: str


_NEWEST = "(SELECT COALESCE(MAX(number), 0) FROM audit_entry)"
_NEWEST_KIND = "(SELECT kind FROM audit_entry ORDER BY number DESC LIMIT 1)"

GUARDS = (
    *(Guard(table, "UPDATE", "no_update", "", f"{table}: UPDATE")
      for table in ("audit_entry", "audit_apart", "audit_key", "audit_root")),
    *(Guard(table, "DELETE", "no_delete", "", f"{table}: DELETE")
      for table in ("audit_entry", "audit_head", "audit_key", "audit_root")),
    # What replaces a row (INSERT OR REPLACE) deletes it without asking the triggers of DELETE.
    *(Guard(table, "INSERT", "no_replace", f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)", f"{table}: REPLACE")
      for table in ("audit_head", "audit_key", "audit_root")),
    Guard("audit_apart", "INSERT", "no_replace",
          "EXISTS (SELECT 1 FROM audit_apart WHERE id = NEW.id OR (entry_id = NEW.entry_id AND name = NEW.name))",
          "audit_apart: REPLACE"),
    Guard("audit_entry", "INSERT", "in_order", f"NEW.number <> {_NEWEST} + 1", "audit_entry: 编号不连续 out of order"),
    Guard("audit_head", "UPDATE", "only_forward",
          f"NEW.id <> OLD.id OR NEW.log <> OLD.log OR NEW.size < OLD.size OR NEW.size <> {_NEWEST}"
          " OR (NEW.size = OLD.size AND NEW.peaks <> OLD.peaks)",
          "audit_head: 只能前进 goes forward only"),
    Guard("audit_apart", "DELETE", "only_by_law", f"COALESCE({_NEWEST_KIND}, '') <> 'audit.erased'",
          "audit_apart: 只能依法删除 erased by law only (jianzhen audit erase)"),
)  # fmt: skip


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers that are missing or differ; safe to repeat."""
    remove(connection)
    _run(connection, [text for guard in GUARDS for text in _created(guard, connection.vendor)])
    if connection.vendor == "postgresql":
        _run(connection, [text for table in TABLES for text in _truncate(table)])


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop all triggers of the log."""
    on = connection.vendor == "postgresql"
    names = [(_name(guard), guard.table) for guard in GUARDS]
    names += [(f"{table}_no_truncate", table) for table in TABLES] if on else []
    _run(connection, [f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if on else ''}" for name, table in names])


@contextmanager
def suspended(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without the triggers for a while."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that are not there, not as they should be, or switched off."""
    wanted = {_name(guard) for guard in GUARDS}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = dict(cursor.fetchall())
            return sorted(name for guard in GUARDS if found.get(name := _name(guard)) != _sqlite(guard))
        wanted |= {f"{table}_no_truncate" for table in TABLES}
        cursor.execute(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE t.tgenabled IN ('O', 'A') AND p.proname = t.tgname AND p.prosrc LIKE '%%RAISE EXCEPTION%%'"
        )
        return sorted(wanted - {name for (name,) in cursor.fetchall()})


def _name(guard: Guard) -> str:
    return f"{guard.table}_{guard.name}"


def _created(guard: Guard, vendor: str) -> list[str]:
    return _postgresql(guard) if vendor == "postgresql" else [_sqlite(guard)]


def _sqlite(guard: Guard) -> str:
    when = f" WHEN {guard.refused_if}" if guard.refused_if else ""
    return (
        f"CREATE TRIGGER {_name(guard)} BEFORE {guard.act} ON {guard.table}{when}"
        f" BEGIN SELECT RAISE(ABORT, '{_TOLD} ({guard.what})'); END"
    )


def _postgresql(guard: Guard) -> list[str]:
    row = "OLD" if guard.act == "DELETE" else "NEW"
    body = f"RAISE EXCEPTION '{_TOLD} ({guard.what})' USING ERRCODE = 'integrity_constraint_violation';"
    if guard.refused_if:
        body = f"IF {guard.refused_if} THEN {body} END IF; RETURN {row};"
    return [
        _function(_name(guard), body),
        (
            f"CREATE TRIGGER {_name(guard)} BEFORE {guard.act} ON {guard.table}"
            f" FOR EACH ROW EXECUTE FUNCTION {_name(guard)}()"
        ),
    ]


def _truncate(table: str) -> list[str]:
    name = f"{table}_no_truncate"
    body = f"RAISE EXCEPTION '{_TOLD} ({table}: TRUNCATE)' USING ERRCODE = 'integrity_constraint_violation';"
    return [
        _function(name, body),
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
