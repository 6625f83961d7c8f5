"""How much of what was due arrived and was valid, per group and day or hour: what the heat maps show."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from jianzhen.kpi.figures import BY

if TYPE_CHECKING:
    import duckdb


class Share(NamedTuple):
    """Hour values due, valid, of unknown validity, and taken out."""

    due: int
    valid: int
    unknown: int
    taken_out: int

    @property
    def rate(self) -> float | None:
        """Effective transmission, unknown ones not counted."""
        return self.valid / self.due if self.due else None


Shares = Mapping[dt.datetime, Share]


def shares(
    connection: duckdb.DuckDBPyConnection, by: str, level: str, keys: Sequence[str] | None = None
) -> Mapping[str, Shares]:
    """Give the shares of some groups (all when None) at every day or hour at which anything was owed."""
    column = f"coalesce({BY[by][0]}, '')" if by in BY else "''"
    where = "" if keys is None else f"WHERE list_contains($keys, {column})"
    rows = connection.execute(
        f"SELECT {column} AS key, date_trunc('{level}', hour) AS start, sum(due)::BIGINT, sum(valid)::BIGINT, "
        "sum(unknown)::BIGINT, sum(taken_out_stop + taken_out_check)::BIGINT "
        f"FROM device_hour JOIN device USING (device_no) {where} GROUP BY ALL",
        {} if keys is None else {"keys": list(keys)},
    ).fetchall()
    found: defaultdict[str, dict[dt.datetime, Share]] = defaultdict(dict)
    for key, start, *numbers in rows:
        found[key][start] = Share(*numbers)
    return found
