"""Whether a row has a counterpart in another table."""

from __future__ import annotations

from collections.abc import Mapping

import ibis

from jianzhen.rules.verdict import Table


def with_match(rows: Table, others: Table, on: Mapping[str, str], name: str) -> Table:
    """Rows with a boolean column ``name``: some row of ``others`` has the same keys, none of them missing.

    Args:
        rows: Rows to look for.
        others: Rows to look among.
        on: Column of ``rows`` to column of ``others``.
        name: The new column.
    """
    keys = others.select(**{f"{name}__{column}": others[other] for column, other in on.items()}).distinct()
    keys = keys.mutate(**{f"{name}__found": ibis.literal(True)})
    joined = rows.left_join(keys, [rows[column] == keys[f"{name}__{column}"] for column in on])
    return joined.select(rows, **{name: keys[f"{name}__found"].fill_null(False)})
