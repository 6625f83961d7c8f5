"""Marks and checks, hour by hour.

Leaves the tables ``marked`` (minutes of an hour under stops, abnormalities and marks of unknown meaning, as bits) and
``checked`` (hours with a standard check on record), both by duty.
"""

from __future__ import annotations

import duckdb

from jianzhen.contract.codes import code_list
from jianzhen.kpi.conventions import CHECKED_WATER, HARMLESS, STOPS
from jianzhen.kpi.period import Period
from jianzhen.kpi.store import listed


def _known_conditions() -> tuple[str, ...]:
    return tuple(code.code for code in code_list("mark").codes.values())


_MARK = f"""
CREATE TEMP TABLE mark AS
SELECT device_id, factor_code AS factor, mark, greatest(from_at, $from_at) AS from_at,
    least(coalesce(to_at, $to_at), $to_at) AS to_at,
    CASE WHEN mark IN {listed(STOPS)} THEN 'stop' WHEN mark IN {listed(HARMLESS)} THEN 'none'
        WHEN kind = 'abnormality' THEN 'abnormal'
        WHEN mark IN {listed(_known_conditions())} THEN 'none' ELSE 'unclear' END AS class,
    if(coalesce(automatic, false), NULL, created_at) AS made_by_hand_at
FROM (SELECT DISTINCT ON (mark_id) * FROM marks ORDER BY mark_id, revision DESC, row_id)
WHERE from_at < $to_at AND coalesce(to_at, $to_at) > $from_at
"""

_MARKED = """
CREATE TEMP TABLE marked AS
WITH hours AS (
    SELECT m.*, unnest(range(date_trunc('hour', from_at), to_at, INTERVAL 1 HOUR)) AS hour FROM mark m
    WHERE class <> 'none' AND from_at < to_at
),
minutes AS (
    SELECT *, coalesce(date_trunc('day', hour) + INTERVAL 36 HOUR < made_by_hand_at, false) AS late,
        greatest(0, floor(date_diff('second', hour, from_at) / 60))::UBIGINT AS low,
        least(60, ceil(date_diff('second', hour, to_at) / 60))::UBIGINT AS high
    FROM hours
),
bits AS (SELECT *, ((1::UBIGINT << high) - 1) & ~((1::UBIGINT << low) - 1) AS covered FROM minutes)
SELECT duty_no, hour,
    coalesce(bit_or(covered) FILTER (class = 'stop'), 0) AS stopped,
    coalesce(bit_or(covered) FILTER (class = 'abnormal'), 0) AS abnormal,
    coalesce(bit_or(covered) FILTER (class = 'unclear'), 0) AS unclear,
    max_by(mark, bit_count(covered)) FILTER (class = 'abnormal') AS abnormality,
    coalesce(bool_and(late) FILTER (class = 'stop'), false) AS stopped_late
FROM bits b JOIN device d USING (device_id)
JOIN duty y ON y.device_no = d.device_no AND (b.factor IS NULL OR b.factor = y.factor)
GROUP BY ALL
"""

_CHECKED = f"""
CREATE TEMP TABLE checked AS
WITH checks AS (
    SELECT device_id, factor_code AS factor, date_trunc('hour', "at") AS hour FROM device_checks WHERE kind = 'standard'
    UNION ALL
    SELECT device_id, NULL, date_trunc('hour', "at") FROM sampling_cycles WHERE mode IN ('check', 'standard')
    UNION ALL
    SELECT device_id, factor, unnest(range(date_trunc('hour', from_at), to_at, INTERVAL 1 HOUR)) FROM mark
    WHERE mark = 'standard_check'
)
SELECT DISTINCT duty_no, hour FROM checks c JOIN device d USING (device_id)
JOIN duty y ON y.device_no = d.device_no AND (c.factor IS NULL OR c.factor = y.factor)
WHERE d.kind = 'water' AND y.factor IN {listed(CHECKED_WATER)} AND hour >= $from_at AND hour < $to_at
"""


def gather_excuses(connection: duckdb.DuckDBPyConnection, period: Period) -> None:
    """Make the tables; needs ``device`` and ``duty``."""
    span = {"from_at": period.from_at, "to_at": period.to_at}
    connection.execute(_MARK, span)
    connection.execute(_MARKED)
    connection.execute(_CHECKED, span)
