"""What arrived, hour by hour: values of any cycle brought down to one row per device, factor and hour.

The tables are left in the database: ``hour_values`` (the hour value that came last), ``minute_values`` (which minutes
came, as bits, so that a minute that came twice counts once) and ``alive`` (hours in which a device sent anything).
"""

from __future__ import annotations

import duckdb

from jianzhen.kpi.conventions import ABNORMAL, LATE_AFTER_HOURS, NORMAL
from jianzhen.kpi.period import Period
from jianzhen.kpi.store import listed

_IN_PERIOD = '"at" >= $from_at AND "at" < $to_at'

_HOURS = f"""
CREATE TEMP TABLE hour_values AS
SELECT device_id, factor, hour, last.flag AS flag, last.has_value AS has_value,
    CASE WHEN last.backfilled THEN 'backfilled' WHEN NOT last.backfilled THEN 'realtime'
        WHEN last.received_at IS NULL THEN 'untold'
        WHEN last.received_at > hour + INTERVAL {1 + LATE_AFTER_HOURS} HOUR THEN 'backfilled' ELSE 'realtime' END AS how
FROM (
    SELECT device_id, factor_code AS factor, date_trunc('hour', "at") AS hour,
        max_by(
            {{'flag': flag, 'has_value': coalesce(avg, total) IS NOT NULL, 'backfilled': backfilled,
                'received_at': received_at}},
            {{'came': coalesce(received_at, "at"), 'row': row_id}}
        ) AS last
    FROM observations WHERE cycle = 'hour' AND {_IN_PERIOD}
    GROUP BY ALL
)
"""

_MINUTES = f"""
CREATE TEMP TABLE minute_values AS
SELECT device_id, factor_code AS factor, date_trunc('hour', "at") AS hour,
    bit_or(1::UBIGINT << minute("at")) AS came,
    bit_or(CASE WHEN flag IN {listed(ABNORMAL)} THEN 1::UBIGINT << minute("at") ELSE 0 END)
        & ~bit_or(CASE WHEN flag = '{NORMAL}' THEN 1::UBIGINT << minute("at") ELSE 0 END) AS abnormal
FROM observations WHERE cycle = 'minute' AND {_IN_PERIOD}
GROUP BY ALL
"""

_ALIVE = f"""
CREATE TEMP TABLE alive AS
SELECT DISTINCT device_id, hour FROM hour_values
UNION SELECT DISTINCT device_id, hour FROM minute_values
UNION SELECT DISTINCT device_id, date_trunc('hour', "at") FROM observations
    WHERE cycle = 'realtime' AND {_IN_PERIOD}
"""


def gather(connection: duckdb.DuckDBPyConnection, period: Period) -> None:
    """Make the tables from ``observations``."""
    for statement in (_HOURS, _MINUTES, _ALIVE):
        connection.execute(statement, {"from_at": period.from_at, "to_at": period.to_at})
