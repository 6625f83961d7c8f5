"""One row out of many, the same on every engine."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
from ibis.expr import types as ir

from jianzhen.rules.verdict import Table


def first_of(rows: Table, by: Sequence[str], order: Sequence[ir.Value]) -> Table:
    """The first row of each group; ``order`` must end in a column that decides every tie."""
    place = ibis.row_number().over(group_by=[rows[name] for name in by], order_by=list(order))
    return rows.mutate(place_in_group=place).filter(lambda table: table.place_in_group == 0).drop("place_in_group")
