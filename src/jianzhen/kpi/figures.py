"""Counts and rates of any group of devices over any span, summed from hours."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jianzhen.kpi.hours import COUNTS
from jianzhen.words import Words

if TYPE_CHECKING:
    import duckdb

    from jianzhen.kpi.period import Period

BY = {
    "device": ("device_id", "outlet_id"),
    "outlet": ("outlet_id", "org_name"),
    "org": ("org_id", "org_name"),
    "region": ("region", "NULL"),
}
"""What figures are grouped by: the column that groups and the one that names the group."""

BY_TITLES = {
    "device": Words("设备", "device"),
    "outlet": Words("排放口", "outlet"),
    "org": Words("排污单位", "discharger"),
    "region": Words("行政区划", "region"),
}

LEVELS = ("period", "quarter", "month", "day", "hour")
LEVEL_TITLES = {
    "period": Words("时段", "period"),
    "quarter": Words("季", "quarter"),
    "month": Words("月", "month"),
    "day": Words("日", "day"),
    "hour": Words("小时", "hour"),
}

TOTAL = "total"
"""The level of grouping that has one group, everything."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One group in one span.

    Device counts are as at the end of the span; all others are numbers of hour values, one per factor and hour.
    ``owed`` = ``due`` + ``taken_out_stop`` + ``taken_out_check``; ``due`` = ``received`` + ``missing``;
    ``received`` = ``valid`` + ``invalid`` + ``unknown``. Rates are None where the denominator is 0.
    """

    key: str
    name: str
    from_at: dt.datetime
    to_at: dt.datetime
    required_devices: int
    networked_devices: int
    unknown_devices: int
    owed: int
    due: int
    received: int
    received_realtime: int
    received_backfilled: int
    received_untold: int
    valid: int
    valid_realtime: int
    valid_backfilled: int
    invalid: int
    unknown: int
    missing: int
    taken_out_stop: int
    taken_out_check: int
    due_valid: int
    networked_rate: float | None
    transmission_rate: float | None
    transmission_rate_realtime: float | None
    validity_rate: float | None
    validity_rate_at_most: float | None
    effective_rate: float | None
    effective_rate_at_most: float | None
    effective_rate_realtime: float | None


def figures_sql(by: str, level: str) -> str:
    """The query for the figures of one grouping (of ``BY``, or ``TOTAL``) and level.

    Parameters of the query are ``from_at`` and ``to_at``, the ends of the period.
    """
    key, name = BY.get(by, ("''", "NULL"))
    start = "$from_at::TIMESTAMP" if level == "period" else f"greatest(date_trunc('{level}', hour), $from_at)"
    sums = ", ".join(f"sum({column})::BIGINT AS {column}" for column in COUNTS)
    counts = ", ".join(f"coalesce({column}, 0) AS {column}" for column in COUNTS)
    return f"""
WITH spans AS (
    SELECT {start} AS from_at, max(hour) + INTERVAL 1 HOUR AS to_at
    FROM (SELECT unnest(range($from_at, $to_at, INTERVAL 1 HOUR)) AS hour) GROUP BY ALL
),
standing AS (
    SELECT coalesce({key}, '') AS key, from_at, coalesce(removed_on >= to_at, true)
        AND coalesce(accepted_on < to_at, true) AS stands, network_required, networked_at < to_at AS networked,
        coalesce({name}, '') AS name
    FROM device, spans
),
stock AS (
    SELECT key, from_at, min(name) AS name, count(*) FILTER (stands AND network_required) AS required_devices,
        count(*) FILTER (stands AND network_required AND networked) AS networked_devices,
        count(*) FILTER (stands AND network_required IS NULL) AS unknown_devices
    FROM standing GROUP BY ALL
),
sums AS (
    SELECT coalesce({key}, '') AS key, {start} AS from_at, {sums}
    FROM device_hour JOIN device USING (device_no) GROUP BY ALL
),
counted AS (
    SELECT key, name, from_at, to_at, required_devices, networked_devices, unknown_devices, {counts},
        coalesce(received, 0) AS due_valid
    FROM stock JOIN spans USING (from_at) LEFT JOIN sums USING (key, from_at)
)
SELECT *,
    networked_devices / nullif(required_devices, 0) AS networked_rate,
    received / nullif(due, 0) AS transmission_rate,
    received_realtime / nullif(due, 0) AS transmission_rate_realtime,
    valid / nullif(due_valid, 0) AS validity_rate,
    (valid + unknown) / nullif(due_valid, 0) AS validity_rate_at_most,
    valid / nullif(due, 0) AS effective_rate,
    (valid + unknown) / nullif(due, 0) AS effective_rate_at_most,
    valid_realtime / nullif(due, 0) AS effective_rate_realtime
FROM counted ORDER BY key, from_at
"""


def figures(connection: duckdb.DuckDBPyConnection, period: Period, by: str, level: str) -> list[Figure]:
    """Work out the figures of one grouping and level, in order of key and time."""
    found = connection.execute(figures_sql(by, level), {"from_at": period.from_at, "to_at": period.to_at})
    return [Figure(*row) for row in found.fetchall()]
