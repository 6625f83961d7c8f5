"""Summing up the counts of leads, and counting anew when there is reason to."""

from __future__ import annotations

from django.db import connection, transaction

from jianzhen.web.leads.triggers import DIMENSIONS, LEAD, RULE, TALLY

_CELL = "region, remit, state, grade, dimension, value"
_SUMMED = f"SELECT {_CELL}, SUM(number) FROM {{rows}} GROUP BY {_CELL} HAVING SUM(number) <> 0"


def sum_up() -> None:
    """Put one row in place of many; readers see the same counts before, meanwhile and after."""
    into = f"INSERT INTO {TALLY} ({_CELL}, number) "
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One statement: what others add meanwhile is not seen and stays; two that sum up at once share no row.
            cursor.execute(f"WITH gone AS (DELETE FROM {TALLY} RETURNING *) {into}" + _SUMMED.format(rows="gone"))
            return
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {TALLY}")
        (last,) = cursor.fetchone()
        cursor.execute(into + _SUMMED.format(rows=TALLY))
        cursor.execute(f"DELETE FROM {TALLY} WHERE id <= %s", [last])


def count_anew() -> None:
    """Count all leads; for a database whose triggers were away for a while. Nobody may write meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {LEAD}, {RULE} IN SHARE MODE")
        cursor.execute(f"DELETE FROM {TALLY}")
        cursor.execute(
            f"INSERT INTO {TALLY} ({_CELL}, number)"
            f" SELECT region, remit, state, grade, '', '', COUNT(*) FROM {LEAD} GROUP BY region, remit, state, grade"
        )
        for name in DIMENSIONS:
            cursor.execute(
                f"INSERT INTO {TALLY} ({_CELL}, number)"
                f" SELECT region, remit, state, grade, '{name}', r.{name}, COUNT(DISTINCT l.id)"
                f" FROM {LEAD} l JOIN {RULE} r ON r.lead_id = l.id GROUP BY region, remit, state, grade, r.{name}"
            )
