"""Changes of records that a system's log explains."""

from __future__ import annotations

import ibis

from jianzhen.rules.terms.spelling import folded
from jianzhen.rules.verdict import Table

_CHANGES = ("create", "update")


def explained(system_logs: Table, *tables: str) -> Table:
    """Objects of the named tables whose entry or change is logged with a reason, with the rows of the log.

    Returns:
        ``object`` (folded key) and ``log_rows`` (array).
    """
    found = system_logs.action.isin(_CHANGES) & system_logs.reason.notnull() & (system_logs.reason != "")
    rows = system_logs.filter(found & system_logs.object_table.isin(tables) & system_logs.object_key.notnull())
    rows = rows.select(object=folded(rows.object_key), log_row=rows.row_id)
    return rows.group_by("object").aggregate(log_rows=rows.log_row.collect())


def is_explained(rows: Table, logged: Table, key: str) -> Table:
    """Rows with a boolean ``explained``: the object named by ``key`` (folded) is among the explained ones."""
    marks = logged.select(logged_object=logged.object, logged_at_all=ibis.literal(True))
    joined = rows.left_join(marks, rows[key] == marks.logged_object)
    return joined.mutate(explained=joined.logged_at_all.fill_null(False)).drop("logged_object", "logged_at_all")
