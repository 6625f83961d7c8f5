"""Opens the log after ``migrate``: its one head row, and the triggers, which some migrations of SQLite drop."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from jianzhen.web.audit import triggers
from jianzhen.web.audit.models import Entry, Head

_NAME_BYTES = 16


def open_log(using: str = DEFAULT_DB_ALIAS) -> None:
    """Give a new log its name, for good, and guard its tables; safe to repeat."""
    heads = Head.objects.using(using)
    # A log whose head was taken away is not given a new one: that would hide it.
    if not heads.exists() and not Entry.objects.using(using).exists():
        heads.create(id=1, log=secrets.token_hex(_NAME_BYTES))
    if triggers.missing(connections[using]):
        triggers.install(connections[using])


def after_migrate(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Open the log when its tables are there."""
    connection = connections[using]
    if set(triggers.TABLES) <= set(connection.introspection.table_names()):
        open_log(using)
