"""The index of words in leads: every two neighbouring signs of a text, kept by the database itself.

Two signs are a word in Chinese, and any longer text holds all its pairs: so the index finds any part of a name, a
number or a sentence. What it finds may have the pairs in another order; whoever asks compares the texts as well.
"""

from __future__ import annotations

import string
from itertools import pairwise

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

MOST = 20_000
"""Leads beyond which a text is common: then the list, walked in its order, comes upon enough of them by itself."""
_LEAD, _INDEX, _PLACES, _PAIRS = "leads_lead", "leads_search", "leads_searchplace", "leads_pairs"
_TEXTS = ("subject_name", "subject", "title_zh", "title_en")
_LONGEST = 4000
"""Signs of a lead's texts that are looked at on SQLite."""
_UPPER, _LOWER = string.ascii_uppercase, string.ascii_lowercase
_SMALL = str.maketrans(_UPPER, _LOWER)
"""Capitals of ASCII only: what they are beyond that depends on the database."""


def found(text: str) -> list[int] | None:
    """Keys of the leads, in sight or not, that have all pairs of the text; None when they are many or not indexed."""
    text = text.translate(_SMALL)
    if connection.vendor == "postgresql":
        return _on_postgresql(text) if len(text) > 1 else None
    return _on_sqlite(text)


def _on_sqlite(text: str) -> list[int] | None:
    # In hexadecimal digits every sign is part of a token, and none is part of the language of queries.
    pairs = [f'"{_hex(a + b)}"' for a, b in pairwise(text)] or [f'"{_hex(text)}"*']
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH %s LIMIT %s", [" AND ".join(pairs), MOST + 1])
        return _few(cursor.fetchall())


def _on_postgresql(text: str) -> list[int] | None:
    pairs = [a + b for a, b in pairwise(text)]
    with transaction.atomic(), connection.cursor() as cursor:
        # Reading the table and making the pairs of each row anew looks cheap to the planner and is not.
        cursor.execute("SELECT set_config('enable_seqscan', 'off', true), set_config('work_mem', '64MB', true)")
        cursor.execute(f"SELECT id FROM {_LEAD} WHERE {_of(_LEAD)} @> %s::text[] LIMIT %s", [pairs, MOST + 1])
        rows = cursor.fetchall()
        cursor.execute("RESET enable_seqscan")
        cursor.execute("RESET work_mem")
        return _few(rows)


def _few(rows: list[tuple[int]]) -> list[int] | None:
    return [key for (key,) in rows] if len(rows) <= MOST else None


def _hex(text: str) -> str:
    return text.encode().hex()


def _of(row: str) -> str:
    return f"{_PAIRS}({_joined(row)})"


def _joined(row: str) -> str:
    return " || ' ' || ".join(f"{row}.{name}" if row else name for name in _TEXTS)


def install(database: BaseDatabaseWrapper) -> None:
    """Create the index and what keeps it, and fill it when it is new; safe to repeat."""
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            for statement in _POSTGRESQL:
                cursor.execute(statement)
            return
        known = _is_kept(database)
        for statement in _SQLITE:
            cursor.execute(statement)
        if not known:
            cursor.execute(f"INSERT INTO {_INDEX}({_INDEX}) VALUES ('delete-all')")
            cursor.execute(f"INSERT INTO {_INDEX}(rowid, pairs) SELECT l.id, {_pairs('l')} FROM {_LEAD} AS l")


def _is_kept(database: BaseDatabaseWrapper) -> bool:
    """Whether all triggers are there: a table that a migration has built anew has lost them."""
    with database.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{_INDEX}%"])
        return bool(cursor.fetchone()[0] == len(_TRIGGERS))


def _pairs(row: str) -> str:
    """The pairs of a row as tokens; the last sign stands alone, so that it too is found."""
    return (
        f"(SELECT group_concat(hex(substr(t, n, 2)), ' ') FROM (SELECT lower({_joined(row)}) AS t), {_PLACES}"
        " WHERE n <= length(t))"
    )


_ADDED = f"INSERT INTO {_INDEX}(rowid, pairs) VALUES (NEW.id, {_pairs('NEW')});"
_TAKEN = f"INSERT INTO {_INDEX}({_INDEX}, rowid, pairs) VALUES ('delete', OLD.id, {_pairs('OLD')});"
_TRIGGERS = {
    "insert": ("INSERT", _ADDED),
    "delete": ("DELETE", _TAKEN),
    "update": (f"UPDATE OF id, {', '.join(_TEXTS)}", f"{_TAKEN} {_ADDED}"),
}
_FILLED = (
    f"INSERT OR IGNORE INTO {_PLACES} WITH RECURSIVE places(n) AS"
    f" (SELECT 1 UNION ALL SELECT n + 1 FROM places WHERE n < {_LONGEST}) SELECT n FROM places"
)
_TABLE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {_INDEX}"
    " USING fts5(pairs, content='', columnsize=0, detail=none, tokenize='ascii')"
)
_SQLITE = (
    f"CREATE TABLE IF NOT EXISTS {_PLACES} (n INTEGER PRIMARY KEY)",
    _FILLED,
    _TABLE,
    *(
        f"CREATE TRIGGER IF NOT EXISTS {_INDEX}_{name} AFTER {act} ON {_LEAD} FOR EACH ROW BEGIN {body} END"
        for name, (act, body) in _TRIGGERS.items()
    ),
)
_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION {_PAIRS}(t text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS"
    " $$ SELECT array(SELECT c || coalesce(lead(c) OVER (ORDER BY n), '') FROM"
    f" unnest(string_to_array(translate(t, '{_UPPER}', '{_LOWER}'), NULL)) WITH ORDINALITY AS signs(c, n)) $$"
)
_POSTGRESQL = (_FUNCTION, f"CREATE INDEX IF NOT EXISTS {_INDEX} ON {_LEAD} USING gin ({_of('')})")
